using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.Mail.Incoming;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.NoTicket;

/// <summary>Makes a ticket of a mail that had made none.</summary>
[Needs(Permission.Moderate), TriesAgain]
public sealed class MakeTicketModel(Counter counter, MailToTicket maker) : PageModel, ICanShowAgain
{
    [FromRoute]
    public long Id { get; set; }

    public NoTicketRow Mail { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel) ? Page() : NotFound();

    public async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (await counter.Db.FindNoTicketAsync(counter.Staff, Id, cancel) is not { MayOpen: true } mail)
            return false;

        Mail = mail;
        return true;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return await LeadOnAsync(cancel);

        var ticket = await maker.MakeAsync(counter.Db, Id, counter.By, counter.Now, cancel);
        new Flash("The mail became a ticket. Nobody was answered.").Keep(TempData);
        return LocalRedirect($"/tickets/opened/{ticket.Id}");
    }

    // Whoever comes second, or pressed twice, sees the ticket that there is.
    private async Task<IActionResult> LeadOnAsync(CancellationToken cancel)
    {
        if (await counter.Db.FindTicketOfMailAsync(counter.Staff, Id, cancel) is not { } ticket)
            return NotFound();

        new Flash("This mail had become a ticket already.").Keep(TempData);
        return LocalRedirect($"/tickets/opened/{ticket}");
    }
}
