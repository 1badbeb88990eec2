using SupportDesk.Tickets;
using SupportDesk.Web.TagHelpers;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>How a ticket ended, for people.</summary>
internal static class EndWords
{
    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Answered => "Answered",
        Outcome.Policy => "That is our policy",
        Outcome.NoAnswer => "No answer came",
        Outcome.Duplicate => "Duplicate",
        _ => "Other",
    };

    /// <summary>What one must know of somebody's earlier ticket: <c>was being helped, did not proceed</c>.</summary>
    public static string Of(EarlierTicket ticket) => (ticket.Status, ticket.Outcome) switch
    {
        (TicketStatus.Solved or TicketStatus.Closed, Outcome.NoAnswer) => "was being helped, did not proceed",
        (TicketStatus.Solved or TicketStatus.Closed, Outcome.Policy) => "ended with “that is our policy”",
        (TicketStatus.Solved or TicketStatus.Closed, Outcome.Duplicate) => "was a duplicate",
        (TicketStatus.Solved or TicketStatus.Closed, _) => "solved",
        _ => Markup.Words($"{ticket.Status}").ToLowerInvariant(),
    };
}
