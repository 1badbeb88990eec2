using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.Mail;
using SupportDesk.Mail.Sources;
using SupportDesk.Web.Access;
using SupportDesk.Web.Demo;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.MailRoom;

/// <summary>Answers a mail as its reader would, with the history quoted below.</summary>
[Door(DoorKind.Open), DemoOnly, NoCommit]
public sealed class ReplyModel(MailRoomSource room) : PageModel
{
    public IActionResult OnGet(long id) => LocalRedirect($"/mailroom/{id}");

    public async Task<IActionResult> OnPostAsync(long id, string? text, CancellationToken cancel)
    {
        try
        {
            var taken = await room.ReplyAsync(id, text ?? "", cancel);
            var where = taken.TicketNumber is { } number ? $"in ticket #{number}" : "at the desk";
            new Flash(taken.Outcome == MailOutcome.Held ? $"Sent. It arrived {where} and is held until a moderator looks at it." : $"Sent. It arrived {where}.").Keep(TempData);
        }
        catch (DeskException refusal)
        {
            new Flash(refusal.Message, IsWarning: true).Keep(TempData);
        }

        return LocalRedirect($"/mailroom/{id}");
    }
}
