using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using SupportDesk.Drafts;
using SupportDesk.People;
using SupportDesk.Threads;
using SupportDesk.Tickets;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>Answering everybody who takes part.</summary>
[Needs(Permission.Tickets), KeepsDraft(DraftKind.Reply)]
public sealed class ReplyModel(Counter counter, WritingFiles files, TicketViews views, CopiedHelp copied) : WritingAct(counter, DraftKind.Reply, files, views)
{
    [BindProperty]
    public AfterReply Then { get; set; }

    /// <summary>The position of the last post that the writer had before them.</summary>
    [BindProperty]
    public int? Seen { get; set; }

    /// <summary>Addresses of people who take part as copied from this reply on.</summary>
    [BindProperty, MayBeMissing, StringLength(1000, ErrorMessage = "Cc takes at most 1,000 characters.")]
    public string? Cc { get; set; }

    /// <summary>Who takes part and does not get this reply.</summary>
    [BindProperty]
    public List<Guid> LeaveOut { get; set; } = [];

    public IReadOnlyList<PostShown> Newer { get; private set; } = [];

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        // The ticket before what is compared with it: a message that comes between makes the save clash.
        if (await FindAsync(cancel) is not { } ticket || !await LoadAsync(cancel))
            return NotFound();

        Newer = View.NewerThan(Seen ?? 0, Counter.Staff.PersonId);
        if (Newer.Count > 0)
            ModelState.AddModelError("", "Something came in while you were writing. Read it first; what you wrote is kept, nothing was sent.");
        if (!ModelState.IsValid)
            return Page();

        var added = await copied.IncludeAllAsync(ticket, Cc, Counter.By, Counter.Now, cancel);
        var post = ticket.Reply(await WrittenAsync(PostKind.Reply, cancel), Then, Counter.Tickets, Counter.By, Counter.Now, LeaveOut);
        await AttachAsync(post, cancel);
        new Flash(View.Sent(Then, LeaveOut, added), $"/tickets/{Number}/reply/{post.Id}/undo", Counter.UndoUntil).Keep(TempData);
        return GoBack($"#post-{post.Position}");
    }
}
