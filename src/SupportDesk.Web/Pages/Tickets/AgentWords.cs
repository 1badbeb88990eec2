using System.Globalization;
using SupportDesk.Tickets;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>An agent and what they have on the desk, as a choice in a list.</summary>
internal static class AgentWords
{
    public static string Of(AgentLoad agent) => $"{agent.Name}: {Load(agent)}";

    public static string Load(AgentLoad agent) =>
        (agent.Overdue > 0 ? $"{agent.Open} open, {agent.Overdue} overdue" : $"{agent.Open} open") + (agent.LastDayAway is { } until ? $", away until {Day(until)}" : "");

    public static string Date(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("ddd d MMM", CultureInfo.InvariantCulture);

    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("ddd d MMM", CultureInfo.InvariantCulture);
}
