using Microsoft.AspNetCore.Mvc;
using SupportDesk.Escalations;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>Telling a requester what was decided not long ago on the policy that they complain about.</summary>
[Needs(Permission.Tickets)]
public sealed class TellingModel(Counter counter, PassingUp passingUp, PassUp passUp) : TicketAct(counter)
{
    [BindProperty(SupportsGet = true)]
    public Guid Policy { get; set; }

    public string PolicyName { get; private set; } = "";

    /// <summary>The newest decision on it within the rest days; null if there is none.</summary>
    public RecentDecision? Decided { get; private set; }

    public override async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (!await base.LoadAsync(cancel) || await passingUp.DecidedAsync(Policy, cancel) is not { } found)
            return false;

        (PolicyName, Decided) = found;
        return true;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await FindAsync(cancel) is not { } ticket)
            return NotFound();

        var number = await passUp.TellAsync(ticket, Policy, Counter.By, Counter.Now, cancel);
        new Flash($"They are told the decision of E-{number} by mail.").Keep(TempData);
        return GoBack();
    }
}
