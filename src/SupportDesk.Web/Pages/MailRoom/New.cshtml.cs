using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Mail.Sources;
using SupportDesk.Web.Access;
using SupportDesk.Web.Demo;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.MailRoom;

/// <summary>A new mail from somebody outside; it goes through the same intake as any other.</summary>
[Door(DoorKind.Open), DemoOnly, NoCommit]
public sealed class NewModel(DeskDb db, MailRoomSource room) : PageModel
{
    public sealed record Writer(string Name, string Address);

    [BindProperty, Required(ErrorMessage = "Say who writes.")]
    public string FromName { get; set; } = "";

    [BindProperty, Required(ErrorMessage = "Give their address."), EmailAddress(ErrorMessage = "That is no mail address.")]
    public string FromAddress { get; set; } = "";

    [BindProperty]
    public string? Subject { get; set; }

    [BindProperty, Required(ErrorMessage = "Write something.")]
    public string Text { get; set; } = "";

    public IReadOnlyList<Writer> Writers { get; private set; } = [];
    public string To { get; private set; } = "";

    /// <param name="writer">The address of somebody the desk knows; the first of them otherwise.</param>
    public async Task OnGetAsync([FromQuery(Name = "as")] string? writer, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        if ((Writers.FirstOrDefault(w => w.Address == writer) ?? (Writers is [var first, ..] ? first : null)) is { } one)
            (FromName, FromAddress) = (one.Name, one.Address);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        var taken = await room.WriteAsync(new(FromName, FromAddress, To, Subject ?? "", Text), cancel);
        new Flash($"The desk has the mail of {FromName}: ticket #{taken.TicketNumber}. Its acknowledgement appears below by itself.").Keep(TempData);
        return LocalRedirect("/mailroom");
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        To = await db.Mailboxes.OrderBy(m => m.Id).Select(m => m.Address).FirstOrDefaultAsync(cancel) ?? "";
        Writers = await db.People.Where(p => !db.Users.Any(a => a.Id == p.Id)).Join(db.MailAddresses, p => p.PrimaryAddressId, a => a.Id, (p, a) => new { p.Id, p.DisplayName, a.Address })
            .OrderBy(p => p.Id).Take(12).Select(p => new Writer(p.DisplayName, p.Address)).ToListAsync(cancel);
    }
}
