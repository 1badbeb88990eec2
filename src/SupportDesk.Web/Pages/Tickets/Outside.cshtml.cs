using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using SupportDesk.Drafts;
using SupportDesk.Mail;
using SupportDesk.People;
using SupportDesk.Threads;
using SupportDesk.Tickets;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>Asking somebody who takes no part: a supplier, another department.</summary>
[Needs(Permission.Tickets), KeepsDraft(DraftKind.OutsideQuestion)]
public sealed class OutsideModel(Counter counter, WritingFiles files, TicketViews views, OutsideHelp help) : WritingAct(counter, DraftKind.OutsideQuestion, files, views)
{
    [BindProperty, Required(ErrorMessage = "Enter the mail address of whom you ask."), StringLength(320)]
    public string? Address { get; set; }

    [BindProperty, StringLength(120)]
    public string? Name { get; set; }

    [BindProperty]
    public Quoting History { get; set; } = Quoting.Last;

    public static readonly (Quoting History, string Words)[] Choices =
        [(Quoting.Last, "The newest message, with its files"), (Quoting.All, "The public conversation, with its files"), (Quoting.None, "Nothing but what you write")];

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel) || await FindAsync(cancel) is not { } ticket)
            return NotFound();
        if (!ModelState.IsValid)
            return Page();

        var post = await help.AskAsync(ticket, await WrittenAsync(PostKind.Note, cancel), new(Address!, Name, History), Counter.By, Counter.Now, cancel);
        await AttachAsync(post, cancel);
        new Flash("It is on its way; the answer comes back here as a note.").Keep(TempData);
        return GoBack($"#post-{post.Position}");
    }
}
