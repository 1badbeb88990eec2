using Microsoft.AspNetCore.Mvc;
using SupportDesk.Drafts;
using SupportDesk.Escalations;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;

namespace SupportDesk.Web.Pages.Escalations;

/// <summary>Passing a case on to the next level.</summary>
[Needs(Permission.Escalations), KeepsDraft(DraftKind.Forward)]
public sealed class ForwardingModel(Counter counter, Dossiers dossiers) : WordsAct(counter, dossiers)
{
    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => DoAsync(
        seen =>
        {
            seen.Escalation.Forward(Text, seen.Standing, Counter.By, Counter.Now);
            return $"E-{Number} was forwarded to {CaseBrief.HeldFrom(seen, seen.Escalation.Climb.Level)}.";
        },
        cancel);
}
