using Microsoft.AspNetCore.Mvc;
using SupportDesk.Escalations;
using SupportDesk.Escalations.Redaction;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>Looking at an answer of somebody who stays unnamed, where the desk is not sure what tells who they are.</summary>
[Needs(Permission.Tickets)]
public sealed class RedactionModel(Counter counter, QuotableWords quotable) : TicketAct(counter)
{
    [FromRoute]
    public Guid Passage { get; set; }

    [BindProperty]
    public List<string> Offered { get; set; } = [];

    [BindProperty]
    public List<string> Taken { get; set; } = [];

    public LookShown Look { get; private set; } = null!;

    public override async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (!await base.LoadAsync(cancel) || await FindAsync(cancel) is not { } ticket || await quotable.FindLookAsync(ticket.Id, Passage, cancel) is not { } look)
            return false;

        Look = look;
        return true;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await FindAsync(cancel) is not { } ticket)
            return NotFound();
        if (await quotable.FindLookAsync(ticket.Id, Passage, cancel) is not { } look)
            throw new DeskException("Nothing waits here any more: somebody has looked at it, or the person withdrew.");

        look.Supporter.LookOver(look.Passage, KeptWords.Keep(Offered, Taken), look.Waiting.QuestionId, Counter.By, Counter.Now);
        new Flash($"The answer went up to E-{look.Waiting.Case}.").Keep(TempData);
        return GoBack();
    }
}
