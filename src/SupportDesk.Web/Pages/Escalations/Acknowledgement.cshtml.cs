using Microsoft.AspNetCore.Mvc;
using SupportDesk.Escalations;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Escalations;

/// <summary>Saying that a case is in hand.</summary>
[Needs(Permission.Escalations)]
public sealed class AcknowledgementModel(Counter counter, Dossiers dossiers) : CaseAct(counter, dossiers)
{
    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => DoAsync(
        seen =>
        {
            seen.Escalation.Acknowledge(seen.Standing, Counter.By, Counter.Now);
            return $"E-{Number} is acknowledged; the time to decide runs from now.";
        },
        cancel);
}
