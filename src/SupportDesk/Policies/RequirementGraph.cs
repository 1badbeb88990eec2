using QuikGraph;
using QuikGraph.Algorithms;

namespace SupportDesk.Policies;

/// <summary>One requirement as an edge: <paramref name="Step"/> needs <paramref name="Needs"/> first, as <paramref name="Policy"/> says.</summary>
public sealed record GraphRequirement(Guid Id, Guid Policy, Guid Step, Guid Needs);

/// <summary>Requirements that lead back to where they began, in order; dropping <see cref="Cheapest"/> breaks it with the least change.</summary>
public sealed record CatchTwentyTwo(IReadOnlyList<GraphRequirement> Circle, GraphRequirement Cheapest);

/// <summary>
/// The requirements of all policies as a directed graph. Steps that need each other in a circle are a catch-22: nobody who has none of
/// them can ever have any.
/// </summary>
public sealed class RequirementGraph
{
    private readonly IReadOnlyList<GraphRequirement> all;
    private readonly Dictionary<Guid, int> component = [];

    public RequirementGraph(IEnumerable<GraphRequirement> requirements)
    {
        all = [.. requirements];
        var graph = new AdjacencyGraph<Guid, Edge<Guid>>(allowParallelEdges: true);
        graph.AddVerticesAndEdgeRange(all.Select(r => new Edge<Guid>(r.Step, r.Needs)));
        graph.StronglyConnectedComponents(component);
    }

    /// <summary>Whether a requirement is part of a circle.</summary>
    public bool IsInCircle(GraphRequirement requirement) => component[requirement.Step] == component[requirement.Needs];

    /// <summary>
    /// A shortest circle through each knot of steps, with the requirement that is cheapest to drop: the one on whose step the fewest others
    /// depend, and among equals the newest, since it was the last to close the circle.
    /// </summary>
    public IReadOnlyList<CatchTwentyTwo> CatchTwentyTwos()
    {
        var knots = all.Where(IsInCircle).GroupBy(r => component[r.Step]).OrderBy(k => all.TakeWhile(r => component[r.Step] != k.Key).Count());
        return [.. knots.Select(knot => ShortestCircle([.. knot])).Select(circle => new CatchTwentyTwo(circle, Cheapest(circle)))];
    }

    /// <summary>What stands in the same knots or hangs on one of the given requirements: the part of the graph that a policy's page draws.</summary>
    public IReadOnlyList<GraphRequirement> Around(IEnumerable<Guid> steps)
    {
        var seen = steps.ToHashSet();
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var requirement in all.Where(IsInCircle).Where(r => seen.Contains(r.Step) != seen.Contains(r.Needs)))
                grown |= seen.Add(requirement.Step) | seen.Add(requirement.Needs);
        }

        return [.. all.Where(r => seen.Contains(r.Step) && seen.Contains(r.Needs))];
    }

    private GraphRequirement Cheapest(IReadOnlyList<GraphRequirement> circle) =>
        circle.OrderBy(r => all.Count(other => other.Needs == r.Needs)).ThenByDescending(r => r.Id).First();

    // Breadth first from every step of the knot: knots are small, and the first circle found from a step is a shortest through it.
    private static List<GraphRequirement> ShortestCircle(List<GraphRequirement> knot)
    {
        List<GraphRequirement>? best = null;
        foreach (var start in knot.Select(r => r.Step).Distinct())
        {
            if (CircleThrough(start, knot) is { } circle && (best is null || circle.Count < best.Count))
                best = circle;
        }

        return best!;
    }

    private static List<GraphRequirement>? CircleThrough(Guid start, List<GraphRequirement> knot)
    {
        var from = knot.ToLookup(r => r.Step);
        var came = new Dictionary<Guid, GraphRequirement>();
        var next = new Queue<Guid>([start]);
        while (next.TryDequeue(out var step))
        {
            foreach (var requirement in from[step])
            {
                if (!came.TryAdd(requirement.Needs, requirement))
                    continue;
                if (requirement.Needs == start)
                    return Back(start, came);
                next.Enqueue(requirement.Needs);
            }
        }

        return null;
    }

    private static List<GraphRequirement> Back(Guid start, Dictionary<Guid, GraphRequirement> came)
    {
        var circle = new List<GraphRequirement> { came[start] };
        while (circle[^1].Step != start)
            circle.Add(came[circle[^1].Step]);
        circle.Reverse();
        return circle;
    }
}
