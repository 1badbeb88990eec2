using System.Text;

namespace SupportDesk.Tickets;

/// <summary>What a list shows: a view and equalities that narrow it. It lives in the address, so that a list can be sent to a colleague.</summary>
/// <param name="Tag">A tag's name; case is ignored.</param>
public sealed record QueueFilter(
    QueueView View,
    TicketStatus? Status = null,
    Guid? TeamId = null,
    Guid? AssigneeId = null,
    string? Tag = null,
    Priority? Priority = null)
{
    /// <summary>Reads a query string's values; what is unknown or malformed narrows nothing.</summary>
    /// <param name="value">The value of a name (view, status, team, assignee, tag, priority), or null.</param>
    public static QueueFilter Parse(Func<string, string?> value) => new(
        Named<QueueView>(value("view")) ?? QueueView.Mine,
        Named<TicketStatus>(value("status")),
        Id(value("team")),
        Id(value("assignee")),
        Words.OneLine(value("tag")) is { Length: > 0 } tag ? Words.Cut(tag, 60) : null,
        Named<Priority>(value("priority")));

    /// <summary>Whether anything narrows the view.</summary>
    public bool Narrows => this != new QueueFilter(View);

    /// <summary>The query string that <see cref="Parse"/> reads back, beginning with <c>?</c>.</summary>
    public string ToQuery(QueueCursor? cursor = null)
    {
        var query = new StringBuilder("?view=").Append(View.Key());
        Add("status", Status?.ToString().ToLowerInvariant());
        Add("team", TeamId?.ToString());
        Add("assignee", AssigneeId?.ToString());
        Add("tag", Tag);
        Add("priority", Priority?.ToString().ToLowerInvariant());
        if (cursor is not null)
            Add(cursor.Back ? "newer" : "older", cursor.ToString());
        return query.ToString();

        void Add(string name, string? text)
        {
            if (text is not null)
                query.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(text));
        }
    }

    // Names only: Enum.TryParse would take numbers, and a value nobody declared.
    private static T? Named<T>(string? text)
        where T : struct, Enum =>
        text is { Length: > 0 } && char.IsLetter(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null;

    private static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;
}
