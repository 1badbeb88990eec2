namespace SupportDesk.Tickets;

/// <summary>The standing views of the queue; each is equalities and one order (docs/decisions/0006).</summary>
public enum QueueView { Mine, Unassigned, Team, Open, Overdue, Snoozed, Solved, Spam, Held }

/// <summary>What a view is called in an address and on a page.</summary>
public static class QueueViews
{
    /// <summary>As it stands in the address: <c>?view=mine</c>.</summary>
    public static string Key(this QueueView view) => view.ToString().ToLowerInvariant();

    public static string Title(this QueueView view) => view switch
    {
        QueueView.Team => "My team",
        QueueView.Open => "All open",
        _ => view.ToString(),
    };
}
