using System.Globalization;

namespace SupportDesk.Tickets;

/// <summary>Where a page of a list ended: the next one is found by index, however far down it is.</summary>
/// <param name="At">Last activity of the row at the edge.</param>
/// <param name="Number">Its number, which decides between rows of the same millisecond.</param>
/// <param name="Back">True towards newer rows.</param>
public sealed record QueueCursor(DateTimeOffset At, long Number, bool Back = false)
{
    /// <summary>Reads <c>milliseconds-number</c> from the names <c>older</c> or <c>newer</c>; null, the first page, where there is none or it is malformed.</summary>
    public static QueueCursor? Parse(Func<string, string?> value) => Read(value("older"), false) ?? Read(value("newer"), true);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeMilliseconds()}-{Number}");

    private static QueueCursor? Read(string? text, bool back)
    {
        var parts = text?.Split('-');
        if (parts is not [var at, var number]
            || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) || ms > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var no))
            return null;

        return new(DateTimeOffset.FromUnixTimeMilliseconds(ms), no, back);
    }
}
