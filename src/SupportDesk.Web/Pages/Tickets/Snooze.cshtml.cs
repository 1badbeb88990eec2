using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>Out of the queues until a moment.</summary>
[Needs(Permission.Tickets)]
public sealed class SnoozeModel(Counter counter) : TicketAct(counter)
{
    [BindProperty, Required(ErrorMessage = "Choose for how long."), Range(1, 24 * 366, ErrorMessage = "Choose between one hour and a year.")]
    public int? Hours { get; set; }

    public static readonly (int Hours, string Words)[] Choices = [(3, "Three hours"), (24, "A day"), (72, "Three days"), (168, "A week"), (720, "A month")];

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => DoAsync(ticket =>
    {
        ticket.Snooze(Counter.Now.AddHours(Hours!.Value), Counter.By, Counter.Now);
        return UndoableAct(ticket, $"#{Number} is snoozed until {AgentWords.Day(ticket.SnoozedUntil!.Value)}. Any reply ends that earlier.");
    }, cancel);
}
