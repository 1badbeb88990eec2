using SupportDesk.Policies;

namespace SupportDesk.Web.Graphs;

/// <summary>Requirements as the drawing takes them.</summary>
internal static class RequirementEdges
{
    public static IReadOnlyList<GraphEdge> Edges(this RequirementsDrawn drawn) =>
        [.. drawn.Requirements.GroupBy(r => (r.Step, r.Needs)).Select(g => new GraphEdge(g.Key.Step, g.Key.Needs, g.Any(r => r.InCircle), g.Any(r => r.Cheapest)))];
}
