using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Admin.Mailboxes;

/// <summary>Takes a mail in that was set aside.</summary>
[Needs(Permission.Administer)]
public sealed class SetAsideModel(DeskDb db, MailboxesAsTheyStand mailboxes, SecondTry again, CurrentUser user) : PageModel, ICanShowAgain
{
    [FromRoute]
    public string Name { get; set; } = "";

    [FromRoute]
    public long Id { get; set; }

    public SetAsideRow Mail { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel) ? Page() : NotFound();

    public async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if ((await mailboxes.LookAsync(Name, cancel)).SingleOrDefault() is not { } box || (await db.ListSetAsideAsync(box.Id, Id, cancel)).SingleOrDefault() is not { } mail)
            return false;

        Mail = mail;
        return true;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();

        var result = await again.RunAsync(Id, user.Actor, cancel);
        new Flash(result.TicketNumber is { } number ? $"It is taken in now: #{number}." : "It is taken in now and concerns no ticket.").Keep(TempData);
        return LocalRedirect(MailboxWords.Path(Name));
    }
}
