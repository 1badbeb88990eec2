using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>The subject overwrites words, so its form carries the version it was opened with and shows both.</summary>
[Needs(Permission.Tickets)]
public sealed class SubjectModel(Counter counter) : TicketAct(counter)
{
    [BindProperty, Required(ErrorMessage = "A ticket needs a subject."), StringLength(255, ErrorMessage = "A subject has at most 255 characters.")]
    public string? Subject { get; set; }

    /// <summary>The subject as it stood when the form was opened.</summary>
    [BindProperty]
    public string? Was { get; set; }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => DoAsync(ticket =>
    {
        if (Was is not null && Was != ticket.Subject)
            throw new DeskException($"Somebody changed it meanwhile to “{ticket.Subject}”. Send again to put yours in its place.");
        ticket.Rename(Subject!, Counter.By, Counter.Now);
        return new Flash($"#{Number} is now called “{ticket.Subject}”.");
    }, cancel);
}
