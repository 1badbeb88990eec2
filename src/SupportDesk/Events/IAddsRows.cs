namespace SupportDesk.Events;

/// <summary>A root whose verbs make rows that it never loads as a collection (posts, receipts, …): the commit adds them in the same save.</summary>
internal interface IAddsRows
{
    /// <summary>The rows made since the last call, oldest first; the caller owns them afterwards.</summary>
    IReadOnlyList<object> TakeAdded();

    /// <summary>The rows that verbs took away since the last call.</summary>
    IReadOnlyList<object> TakeRemoved() => [];
}
