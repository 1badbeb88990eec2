using System.Buffers;
using System.Text;

namespace SupportDesk.Mail.Parsing;

/// <summary>Finds addresses in text and makes links of them, in one pass: no pattern is tried twice at one place (threat T18).</summary>
static class Links
{
    const int Longest = 2000;
    static readonly SearchValues<char> Openers = SearchValues.Create("<([{\"'");

    /// <summary>The start tag of a link, or null for an address that is none of http, https, mailto.</summary>
    public static string? Open(string? href)
    {
        if (Safe(href) is not { } address) return null;
        var tag = new StringBuilder("<a href=\"");
        Encode(address, tag);
        return tag.Append("\" rel=\"noopener noreferrer nofollow\">").ToString();
    }

    public static string? Safe(string? href)
    {
        var written = href?.Trim();
        if (string.IsNullOrEmpty(written) || written.Length > Longest || written.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))) return null;
        return Uri.TryCreate(written, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto" && (uri.Scheme == "mailto" || uri.Host.Length > 0)
            ? uri.AbsoluteUri
            : null;
    }

    /// <summary>Writes one word (no white space in it), as a link where it is one.</summary>
    public static void Write(string word, StringBuilder html)
    {
        var start = Start(word);
        if (start < 0 || word.Length > Longest)
        {
            Encode(word, html);
            return;
        }

        var end = End(word, start);
        var shown = word[start..end];
        var open = Open(shown.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? "https://" + shown : IsMail(shown) ? "mailto:" + shown : shown);
        if (open is null)
        {
            Encode(word, html);
            return;
        }

        Encode(word.AsSpan(0, start), html);
        html.Append(open);
        Encode(shown, html);
        html.Append("</a>");
        Encode(word.AsSpan(end), html);
    }

    static int Start(string word)
    {
        var scheme = word.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 4)
        {
            if (scheme >= 5 && string.Compare(word, scheme - 5, "https", 0, 5, StringComparison.OrdinalIgnoreCase) == 0) return scheme - 5;
            if (string.Compare(word, scheme - 4, "http", 0, 4, StringComparison.OrdinalIgnoreCase) == 0) return scheme - 4;
            return -1;
        }

        if (word.StartsWith("www.", StringComparison.OrdinalIgnoreCase) && word.Length > 6) return 0;
        var start = word.AsSpan().IndexOfAnyExcept(Openers);
        return start >= 0 && IsMail(word[start..End(word, start)]) ? start : -1;
    }

    // Sentences end behind addresses; a closing bracket belongs to one only if it opened inside.
    static int End(string word, int start)
    {
        var end = word.AsSpan(start).IndexOfAny("<>\"");
        end = end < 0 ? word.Length : start + end;
        while (end > start)
        {
            var c = word[end - 1];
            var trailing = c is '.' or ',' or ';' or ':' or '!' or '?' or '\'' or '”' or '’' or '»' or ']' or '}' or '*' || (c == ')' && !word.AsSpan(start, end - start).Contains('('));
            if (!trailing) break;
            end--;
        }

        return end;
    }

    static bool IsMail(string word)
    {
        var at = word.IndexOf('@', StringComparison.Ordinal);
        if (at < 1 || at != word.LastIndexOf('@') || word.Length > 254) return false;
        var dot = word.LastIndexOf('.');
        return dot > at + 1 && dot < word.Length - 2 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '@' or '.' or '_' or '+' or '-' or '=' or '%');
    }

    public static void Encode(ReadOnlySpan<char> text, StringBuilder html)
    {
        foreach (var c in text)
        {
            switch (c)
            {
                case '&': html.Append("&amp;"); break;
                case '<': html.Append("&lt;"); break;
                case '>': html.Append("&gt;"); break;
                case '"': html.Append("&quot;"); break;
                case '\'': html.Append("&#39;"); break;
                case '\n' or '\t': html.Append(c); break;
                default:
                    if (!char.IsControl(c)) html.Append(c);
                    break;
            }
        }
    }
}
