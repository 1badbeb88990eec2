namespace SupportDesk.Web.Filters;

/// <summary>
/// Says that a page's POST runs again after a clash, at most five times, as if it had come a moment later: its handler loads all it works with anew. Only then
/// is the person asked to look and send again. What somebody else wrote meanwhile is for the handler to notice, as a reply does.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TriesAgainAttribute : Attribute;
