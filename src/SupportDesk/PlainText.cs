using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace SupportDesk;

/// <summary>
/// Words that a person typed as plain text (a decision, a rule, a question, a note), with their paragraphs, lists and line breaks kept: as HTML, and quoted in a text mail.
/// All pages and mails show such words by these two methods.
/// </summary>
public static partial class PlainText
{
    private const int DeepestList = 3;
    private const int WrappedFrom = 55;

    /// <summary>Encoded HTML of p, br, ul, ol and li; whatever else the words hold is text. A line each, so that words stay apart where only the text of a page is read.</summary>
    public static string ToHtml(string? text)
    {
        var html = new StringBuilder();
        WriteBlocks(LinesOf(text), html, depth: 0);
        return html.ToString().TrimEnd();
    }

    /// <summary>The words for a text mail: each line begins with the quotation mark "&gt;", empty lines included.</summary>
    public static string Quote(string? text) =>
        string.Join('\n', LinesOf(text).Select(line => line.Length == 0 ? ">" : line[0] == '>' ? $">{line}" : $"> {line}"));

    // A space at a line's end would join it with the next in a mail program that reflows (RFC 3676).
    private static List<string> LinesOf(string? text)
    {
        var lines = Words.Clean(text).ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).ToList();
        lines.RemoveRange(0, lines.TakeWhile(line => line.Length == 0).Count());
        while (lines.Count > 0 && lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        return lines;
    }

    private static void WriteBlocks(List<string> lines, StringBuilder html, int depth)
    {
        var paragraph = new List<string>();
        for (var at = 0; at < lines.Count;)
        {
            if (depth < DeepestList && ListItems.Read(lines, at) is { } list)
            {
                WriteParagraph(paragraph, html);
                WriteList(list, html, depth);
                at = list.End;
                continue;
            }

            if (lines[at].Length == 0)
                WriteParagraph(paragraph, html);
            else
                paragraph.Add(lines[at]);
            at++;
        }

        WriteParagraph(paragraph, html);
    }

    private static void WriteParagraph(List<string> lines, StringBuilder html)
    {
        if (lines.Count == 0)
            return;

        html.Append("<p>");
        WriteLines(lines, html);
        html.Append("</p>\n");
        lines.Clear();
    }

    private static void WriteLines(IEnumerable<string> lines, StringBuilder html) =>
        html.AppendJoin("<br>", lines.Select(line => HtmlEncoder.Default.Encode(line.Trim())));

    // An item's own number is kept: words that say "3." never show "1.".
    private static void WriteList(ListItems list, StringBuilder html, int depth)
    {
        html.Append(list.IsNumbered ? "<ol>" : "<ul>");
        var expected = 1;
        foreach (var (number, lines) in list.Items)
        {
            html.Append(list.IsNumbered && number != expected ? $"<li value=\"{number}\">" : "<li>");
            expected = number + 1;
            var own = lines.TakeWhile((line, no) => no == 0 || (line.Length > 0 && !ListItems.Begins(line))).ToList();
            WriteLines(own, html);
            WriteBlocks(lines[own.Count..], html, depth + 1);
            html.Append("</li>\n");
        }

        html.Append(list.IsNumbered ? "</ol>\n" : "</ul>\n");
    }

    /// <param name="Items">Their numbers and lines, without mark and indent; the number is 0 in a list of bullets.</param>
    /// <param name="End">The line after the list.</param>
    private sealed partial record ListItems(bool IsNumbered, List<(int Number, List<string> Lines)> Items, int End)
    {
        public static bool Begins(string line) => Mark().IsMatch(line);

        /// <summary>The list that begins at a line; null where none does. A number alone begins none: "1. December" is a date.</summary>
        public static ListItems? Read(List<string> lines, int start)
        {
            if (Mark().Match(lines[start]) is not { Success: true } first)
                return null;

            var (isNumbered, indent) = (first.Groups["no"].Success, first.Groups["indent"].Length);
            var items = new List<(int, List<string>)>();
            var at = start;
            while (at < lines.Count)
            {
                var next = at + lines.Skip(at).TakeWhile(line => line.Length == 0).Count();
                if (next == lines.Count || Mark().Match(lines[next]) is not { Success: true } mark || mark.Groups["no"].Success != isNumbered || mark.Groups["indent"].Length > indent + 1)
                    break;

                var item = new List<string> { mark.Groups["words"].Value };
                at = next + 1;
                while (at < lines.Count && (IsFurtherIn(lines[at], indent) || WasWrapped(lines, at)))
                    item.Add(IsFurtherIn(lines[at], indent) ? lines[at++][(indent + 2)..] : lines[at++]);
                items.Add((isNumbered ? int.Parse(mark.Groups["no"].Value, System.Globalization.CultureInfo.InvariantCulture) : 0, item));
            }

            return isNumbered && items.Count < 2 ? null : new(isNumbered, items, at);
        }

        // What is further in than the mark belongs to the item.
        private static bool IsFurtherIn(string line, int indent) => line.Length > indent + 2 && line.AsSpan(0, indent + 2).IsWhiteSpace();

        // A mail program that wraps lines does not indent: a long line that goes on in lower case is one item still.
        private static bool WasWrapped(List<string> lines, int at) => lines[at - 1].Length >= WrappedFrom && lines[at].Length > 0 && char.IsLower(lines[at][0]);

        [GeneratedRegex(@"\A(?<indent>[ \t]*)(?:[-*•–·]|(?<no>\d{1,3})[.)])[ \t]+(?<words>.*[\p{L}\p{N}].*)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
        private static partial Regex Mark();
    }
}
