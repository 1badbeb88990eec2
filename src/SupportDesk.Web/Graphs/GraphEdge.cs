namespace SupportDesk.Web.Graphs;

/// <summary>One requirement: a step needs another first.</summary>
/// <param name="From">The step that needs.</param>
/// <param name="To">The step that is needed.</param>
/// <param name="InCycle">Part of a catch-22.</param>
/// <param name="CheapestToDrop">Dropping this one breaks the circle with the least change.</param>
public sealed record GraphEdge(string From, string To, bool InCycle = false, bool CheapestToDrop = false);
