using SupportDesk.Tickets;
using SupportDesk.Web.TagHelpers;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>One thing that narrows a list.</summary>
/// <param name="Address">The list without it.</param>
public sealed record FilterChip(string Words, string Address)
{
    public static IReadOnlyList<FilterChip> Of(QueueFilter filter, IReadOnlyList<Choice> teams, IReadOnlyList<Choice> agents)
    {
        var chips = new List<FilterChip>();
        if (filter.Status is { } status)
            Add($"Status: {Markup.Words($"{status}").ToLowerInvariant()}", filter with { Status = null });
        if (filter.TeamId is { } team)
            Add($"Team: {Name(teams, team)}", filter with { TeamId = null });
        if (filter.AssigneeId is { } agent)
            Add($"Assignee: {Name(agents, agent)}", filter with { AssigneeId = null });
        if (filter.Tag is { } tag)
            Add($"Tag: {tag}", filter with { Tag = null });
        if (filter.Priority is { } priority)
            Add($"Priority: {priority.ToString().ToLowerInvariant()}", filter with { Priority = null });
        return chips;

        void Add(string words, QueueFilter without) => chips.Add(new(words, "/tickets" + without.ToQuery()));
    }

    private static string Name(IReadOnlyList<Choice> choices, Guid id) => choices.FirstOrDefault(c => c.Id == id)?.Name ?? "unknown";
}
