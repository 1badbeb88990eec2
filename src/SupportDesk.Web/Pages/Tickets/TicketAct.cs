using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.People;
using SupportDesk.Tickets;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>What the page of an act shows of its ticket.</summary>
public sealed record TicketBrief(
    long Number, string Subject, TicketStatus Status, Priority Priority, Guid? TeamId, bool TeamIsPrivate, Guid? AssigneeId, string RequesterName, DateTimeOffset? SnoozedUntil, long Version);

/// <summary>A page that does one thing to one ticket: its GET shows the form, its POST acts and goes back to where the person came from.</summary>
[TriesAgain]
public abstract class TicketAct(Counter counter) : PageModel, ICanShowAgain
{
    [FromRoute]
    public long Number { get; set; }

    /// <summary>Where to go afterwards; the ticket itself if nothing is said.</summary>
    [BindProperty(SupportsGet = true), MayBeMissing]
    public string? Back { get; set; }

    public TicketBrief Ticket { get; private set; } = null!;

    protected Counter Counter => counter;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel) ? Page() : NotFound();

    public virtual async Task<bool> LoadAsync(CancellationToken cancel)
    {
        var found = await counter.Db.TicketsVisibleTo(counter.Staff).Where(t => t.Number == Number)
            .Select(t => new TicketBrief(
                t.Number, t.Subject, t.Status, t.Priority, t.TeamId, counter.Db.Teams.Any(m => m.Id == t.TeamId && m.Private), t.AssigneeId,
                counter.Db.People.Where(p => p.Id == t.RequesterId).Select(p => p.DisplayName).First(), t.SnoozedUntil, t.Version))
            .SingleOrDefaultAsync(cancel);
        if (found is not null)
            Ticket = found;
        return found is not null;
    }

    /// <summary>Does the one thing, unless the form was wrong, and says what was done.</summary>
    protected async Task<IActionResult> DoAsync(Func<Ticket, Flash> act, CancellationToken cancel)
    {
        if (await FindAsync(cancel) is not { } ticket)
            return NotFound();
        if (!ModelState.IsValid)
            return Page();

        act(ticket).Keep(TempData);
        return GoBack();
    }

    /// <summary>The ticket with its thread, if this person may see it.</summary>
    protected Task<Ticket?> FindAsync(CancellationToken cancel) =>
        counter.Db.TicketsVisibleTo(counter.Staff).Include(t => t.Thread).SingleOrDefaultAsync(t => t.Number == Number, cancel);

    protected LocalRedirectResult GoBack(string part = "") => LocalRedirect(Url.IsLocalUrl(Back) ? Back! : $"/tickets/{Number}{part}");

    /// <summary>The notice of an act that moved the status: undo restores all that it was before, if nothing else happens until then.</summary>
    protected Flash UndoableAct(Ticket ticket, string sentence) =>
        ticket.Happened.Count == 0 ? new(sentence) : new(sentence, $"/tickets/{Number}/undo/{ticket.Version}{(Url.IsLocalUrl(Back) ? $"?back={Uri.EscapeDataString(Back!)}" : "")}", counter.UndoUntil);

    /// <summary>The notice of what was done, with ten seconds to take it back by the same page.</summary>
    /// <param name="undo">The query under which this page does the opposite.</param>
    protected Flash Undoable(string sentence, string page, string undo) =>
        new(sentence, $"/tickets/{Number}/{page}?{undo}{(Url.IsLocalUrl(Back) ? $"&back={Uri.EscapeDataString(Back!)}" : "")}", counter.UndoUntil);
}
