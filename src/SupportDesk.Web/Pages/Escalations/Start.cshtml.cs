using Microsoft.AspNetCore.Mvc;
using SupportDesk.Escalations;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Escalations;

/// <summary>Ending the gathering by hand once everybody answered.</summary>
[Needs(Permission.Tickets)]
public sealed class StartModel(Counter counter, Dossiers dossiers) : CaseAct(counter, dossiers)
{
    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => DoAsync(
        seen =>
        {
            Gathering.End(seen.Escalation, seen.Standing, Counter.By, Counter.Now);
            return $"E-{Number} climbs: it stands with {seen.Escalation.Climb.LevelName}.";
        },
        cancel);
}
