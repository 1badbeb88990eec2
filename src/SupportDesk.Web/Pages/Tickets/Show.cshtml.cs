using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.Drafts;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Drafts;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>The page of one ticket.</summary>
[Needs(Permission.Tickets)]
public sealed class ShowModel(Counter counter, TicketViews views, DraftForms drafts) : PageModel
{
    public TicketView View { get; private set; } = null!;

    public DraftForm Reply { get; private set; } = null!;

    public DraftForm Note { get; private set; } = null!;

    /// <summary>Whether the note is in front: it was asked for, or it alone was begun.</summary>
    public bool NoteFirst { get; private set; }

    public async Task<IActionResult> OnGetAsync(long number, int? before, string? write, CancellationToken cancel)
    {
        if (await views.FindAsync(counter.Staff, number, before, cancel) is not { } view)
            return NotFound();

        View = view;
        Reply = await drafts.OpenAsync(counter.Staff.PersonId, DraftPlace.OfReply(number), cancel);
        Note = await drafts.OpenAsync(counter.Staff.PersonId, DraftPlace.OfNote(number), cancel);
        NoteFirst = !view.TakesReplies || write == "note" || Note.SavedAt > (Reply.SavedAt ?? DateTimeOffset.MinValue);
        return Page();
    }
}
