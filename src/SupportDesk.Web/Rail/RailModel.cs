namespace SupportDesk.Web.Rail;

/// <summary>The views at the left of every staff page.</summary>
public sealed record RailModel(string? Person, IReadOnlyList<RailGroup> Groups);

public sealed record RailGroup(string? Heading, IReadOnlyList<RailLink> Links);

/// <param name="Name">What the view is called.</param>
/// <param name="Address">Path, with the query where views differ by it only: <c>/tickets?view=mine</c>.</param>
/// <param name="Count">How many wait there; null where counting says nothing.</param>
/// <param name="Keys">Two keys pressed one after the other: <c>g t</c>.</param>
public sealed record RailLink(string Name, string Address, int? Count = null, string? Keys = null)
{
    /// <summary>True for the view itself and, for an address without a query, for the pages beneath it.</summary>
    public bool IsCurrent(string path, string query)
    {
        var parts = Address.Split('?', 2);
        if (parts.Length == 2)
            return path == parts[0] && query.TrimStart('?').Split('&').Contains(parts[1]);
        return path == Address || (Address.Length > 1 && path.StartsWith(Address + "/", StringComparison.Ordinal));
    }
}
