using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using SupportDesk.People;
using SupportDesk.Tickets;
using SupportDesk.Web.Access;
using SupportDesk.Web.TagHelpers;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>Setting the status by hand.</summary>
[Needs(Permission.Tickets)]
public sealed class StatusModel(Counter counter) : TicketAct(counter)
{
    /// <summary>What one may choose: spam has a page of its own, New and Closed come by themselves.</summary>
    public static readonly TicketStatus[] Choices = [TicketStatus.Open, TicketStatus.Pending, TicketStatus.OnHold, TicketStatus.Solved];

    [BindProperty(SupportsGet = true), Required(ErrorMessage = "Choose a status.")]
    public TicketStatus? Status { get; set; }

    [BindProperty(SupportsGet = true)]
    public Outcome? Outcome { get; set; }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => DoAsync(ticket =>
    {
        ticket.SetStatus(Status!.Value, Status == TicketStatus.Solved ? Outcome : null, Counter.Tickets, Counter.By, Counter.Now);
        return UndoableAct(ticket, $"#{Number} is {Markup.Words($"{Status}").ToLowerInvariant()}.");
    }, cancel);
}
