using System.Buffers;

namespace SupportDesk.Mail.Parsing;

/// <summary>Names every line by what it is.</summary>
static class LineNames
{
    // Every header block and attribution has one of these on its first line; most lines of most mails have none.
    static readonly SearchValues<char> Marks = SearchValues.Create("0123456789:：@-");

    public static void Set(List<TextLine> lines)
    {
        Part(lines);
        var fence = false;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (line.Bare.StartsWith("```", StringComparison.Ordinal)) fence = !fence && HasEnd(lines, i);
            line.IsCode = fence;
            if (line.IsBlank) line.Kind = LineKind.Blank;
            else if (fence) line.Kind = LineKind.Text;
            else if (Attribution.IsQuoted(line) && !IsAttributionInQuoteOnly(line)) line.Kind = LineKind.Quoted;
            else i += Name(lines, i) - 1;
        }

        Mend(lines);
    }

    static int Name(List<TextLine> lines, int at)
    {
        var (kind, count) = Find(lines, at);
        for (var i = at; i < at + count; i++) lines[i].Kind = kind == LineKind.Text && lines[i].IsBlank ? LineKind.Blank : kind;
        return count;
    }

    static (LineKind Kind, int Count) Find(List<TextLine> lines, int at)
    {
        var bare = lines[at].Bare;
        if (MarkerLines.IsForward(bare)) return (LineKind.Forward, 1);
        if (MarkerLines.IsOriginal(bare) || MarkerLines.IsDeskMark(bare)) return (LineKind.History, 1);
        if (!bare.AsSpan().ContainsAny(Marks)) return (LineKind.Text, 1);
        if (HeaderBlock.Match(lines, at) is var headers and > 0) return (LineKind.Header, headers);
        if (Attribution.Match(lines, at) is var wrote and > 0) return (LineKind.Attribution, wrote);
        return (LineKind.Text, 1);
    }

    // ">From" at the start of a line is how mailboxes escape it, no quote.
    static bool IsAttributionInQuoteOnly(TextLine line) => line.Depth == 0 && line.Hint != LineHint.History && line.Bare.StartsWith(">From ", StringComparison.Ordinal);

    /// <summary>Parts "reply On Wed, … wrote:" into the words and the attribution, where a quote follows.</summary>
    static void Part(List<TextLine> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var text = lines[i].Text;
            if (text.Length > 400 || Attribution.Inside(text) is not (var at and > 0)) continue;
            var (hint, depth, nodes) = (lines[i].Hint, lines[i].Depth, lines[i].Nodes);
            lines[i] = new TextLine(text[..at].TrimEnd(' ', '-'), depth, hint, nodes);
            lines.Insert(++i, new TextLine(text[at..], depth, hint, nodes));
        }
    }

    // A quoted line that was wrapped on its way leaves a rest without mark between two marked lines.
    static void Mend(List<TextLine> lines)
    {
        for (var i = 1; i + 1 < lines.Count; i++)
        {
            if (lines[i].Kind != LineKind.Text || lines[i - 1].Kind != LineKind.Quoted || lines[i + 1].Kind != LineKind.Quoted || lines[i - 1].Depth > 0) continue;
            if (lines[i - 1].Text.Length >= 60 || !lines[i].Bare.Contains(' ', StringComparison.Ordinal)) lines[i].Kind = LineKind.Quoted;
        }
    }

    static bool HasEnd(List<TextLine> lines, int at)
    {
        for (var i = at + 1; i < lines.Count && i < at + 2000; i++)
        {
            if (lines[i].Bare.StartsWith("```", StringComparison.Ordinal)) return true;
        }

        return false;
    }
}
