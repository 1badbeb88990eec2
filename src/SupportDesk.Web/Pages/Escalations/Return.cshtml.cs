using Microsoft.AspNetCore.Mvc;
using SupportDesk.Drafts;
using SupportDesk.Escalations;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;

namespace SupportDesk.Web.Pages.Escalations;

/// <summary>Giving a case back to the agents because something is missing.</summary>
[Needs(Permission.Escalations), KeepsDraft(DraftKind.Return)]
public sealed class ReturnModel(Counter counter, Dossiers dossiers) : WordsAct(counter, dossiers)
{
    protected override string? WithoutWords => "Say what is missing.";

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => DoAsync(
        seen =>
        {
            seen.Escalation.Return(Text ?? "", seen.Standing, Counter.By, Counter.Now);
            return $"E-{Number} waits for the agents to bring what is missing.";
        },
        cancel);
}
