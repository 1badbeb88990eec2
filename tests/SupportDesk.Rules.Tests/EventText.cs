using System.Globalization;
using System.Text.RegularExpressions;
using SupportDesk.Events;

namespace SupportDesk.Tests;

/// <summary>Events and rows as lines that are the same in each run: ids by who or what they are, moments by the time since a beginning.</summary>
sealed partial class EventText(DateTimeOffset begin)
{
    readonly Dictionary<Guid, string> names = [];

    public EventText Name(Guid id, string name)
    {
        names[id] = name;
        return this;
    }

    public string Of(Guid? id) => id is not { } known ? "-" : names.TryGetValue(known, out var name) ? name : names[known] = $"#{names.Count}";

    public string Of(DateTimeOffset? at) => at is not { } moment ? "-" : (moment - begin).ToString("c", CultureInfo.InvariantCulture);

    public string Of(DeskEvent e) => $"{e.Kind} by {e.Capacity}/{e.Via} {Of(e.Data)}";

    /// <summary>JSON with ids and moments written so that they are the same in each run.</summary>
    public string Of(string json) =>
        Moment().Replace(Id().Replace(json, m => Of(Guid.Parse(m.Value))), m => Of(DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(m.Value, CultureInfo.InvariantCulture))));

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Id();

    [GeneratedRegex(@"(?<=:)\d{13}\b")]
    private static partial Regex Moment();
}
