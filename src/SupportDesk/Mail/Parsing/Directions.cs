using System.Text;

namespace SupportDesk.Mail.Parsing;

/// <summary>
/// Says in which direction each block of a post runs. Paragraphs, cells and lists are left to the browser; a quote and a table get the direction
/// of their first letter, since a browser asks no paragraph that has a direction of its own.
/// </summary>
static class Directions
{
    const int LookedAt = 2000;

    /// <param name="html">As <see cref="SubsetWriter"/> wrote it: no tag has an attribute whose value holds an angle bracket.</param>
    public static string Set(string html)
    {
        var set = new StringBuilder(html.Length + (html.Length / 8));
        var done = 0;
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0; at = html.IndexOf('<', at + 1))
        {
            var end = html.AsSpan(at + 1).IndexOfAny(' ', '>') + at + 1;
            if (end <= at) break;
            var direction = html.AsSpan(at + 1, end - at - 1) switch
            {
                "p" or "pre" or "td" or "th" or "ul" or "ol" or "caption" => "auto",
                "blockquote" or "table" => IsRightToLeft(html, end) ? "rtl" : "ltr",
                _ => null,
            };
            if (direction is null) continue;
            set.Append(html, done, end - done).Append(" dir=\"").Append(direction).Append('"');
            done = end;
        }

        return done == 0 ? html : set.Append(html, done, html.Length - done).ToString();
    }

    static bool IsRightToLeft(string html, int from)
    {
        var (tag, entity) = (true, false);
        for (var i = from; i < html.Length && i < from + LookedAt; i++)
        {
            var c = html[i];
            if (c is '<' or '>') tag = c == '<';
            else if (!tag && c is '&' or ';') entity = c == '&';
            else if (!tag && !entity && (char.IsLetter(c) || char.IsSurrogate(c))) return IsRightToLeft(c);
        }

        return false;
    }

    // Hebrew, Arabic and their kin (Unicode, DerivedBidiClass R and AL), and the halves of those beyond the first plane.
    static bool IsRightToLeft(char c) =>
        c is (>= '\u0590' and <= '\u08FF') or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC') or (>= '\uD802' and <= '\uD803') or (>= '\uD83A' and <= '\uD83B');
}
