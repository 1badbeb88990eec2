using System.Buffers;

namespace SupportDesk.Mail.Parsing;

/// <summary>Names every line by what it is.</summary>
static class LineNames
{
    // Every header block and attribution has one of these on its first line; most lines of most mails have none.
    static readonly SearchValues<char> Marks = SearchValues.Create("0123456789:：@-");

    public static void Set(List<TextLine> lines, MailContext context)
    {
        Part(lines);
        var (fence, file, above, words) = (false, false, LineKind.Blank, false);
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (i > 0 && lines[i - 1].Kind != LineKind.Blank) above = lines[i - 1].Kind;
            words |= above == LineKind.Text;
            if (line.Bare.StartsWith("```", StringComparison.Ordinal)) fence = !fence && HasEnd(lines, i);
            file = file ? IsUuencoded(line.Bare) : BeginsUuencoded(lines, i);
            line.IsCode = fence || file;
            if (line.IsBlank) line.Kind = LineKind.Blank;
            else if (line.IsCode) line.Kind = LineKind.Text;
            else if (above is not (LineKind.Quoted or LineKind.Attribution) && IsGroupWise(line)) line.Kind = KindOf(lines, i, 1, context);
            else if (!Attribution.IsQuoted(line) || IsAttributionInQuoteOnly(line)) i += Name(lines, i, context) - 1;
            else if (above is not (LineKind.Quoted or LineKind.Attribution) && IsPassedOn(lines, i, context, words)) line.Kind = above = LineKind.Forward;
            else line.Kind = LineKind.Quoted;
        }

        Mend(lines);
    }

    static int Name(List<TextLine> lines, int at, MailContext context)
    {
        var (kind, count) = Find(lines, at, context);
        for (var i = at; i < at + count; i++) lines[i].Kind = kind == LineKind.Text && lines[i].IsBlank ? LineKind.Blank : kind;
        return count;
    }

    static (LineKind Kind, int Count) Find(List<TextLine> lines, int at, MailContext context)
    {
        var bare = lines[at].Bare;
        if (MarkerLines.IsForward(bare)) return (LineKind.Forward, 1);
        if (MarkerLines.IsOriginal(bare, ruled: !context.IsReply && !context.IsForward && !IsHead(lines, at + 1))) return (IsPassedOnBelow(lines, at, context) ? LineKind.Forward : LineKind.History, 1);
        if (MarkerLines.IsDeskMark(bare)) return (LineKind.History, 1);
        var notes = context.IsForward || context.IsReply ? NotesBlock.Match(lines, at) : 0;
        if (notes > 0) return (context.IsForward ? LineKind.Forward : LineKind.Header, notes);
        if (!bare.AsSpan().ContainsAny(Marks) && !bare.Any(char.IsDigit)) return (LineKind.Text, 1);
        if (NotesBlock.IsTeaser(bare) && Below(lines, at + 1) is var head && head < lines.Count && HeaderBlock.Read(lines, head) is { } teased)
            return (KindOf(HistoryRules.Judge(teased, context, marked: true, introduced: false), LineKind.Header), head + teased.Count - at);
        if (HeaderBlock.Read(lines, at) is { } block)
        {
            var found = HistoryRules.Judge(block, context, IsRuled(lines, at), IsIntroduced(lines, at));
            return (KindOf(found, LineKind.Header), block.Count);
        }

        if (Attribution.Match(lines, at) is not (var wrote and > 0)) return (LineKind.Text, 1);
        return (KindOf(lines, at, wrote, context), wrote);
    }

    static LineKind KindOf(List<TextLine> lines, int at, int count, MailContext context)
    {
        if (IsQuotedBelow(lines, at + count)) return LineKind.Attribution;
        var attribution = string.Join(' ', lines.Skip(at).Take(count).Select(l => l.Bare));
        return KindOf(HistoryRules.Judge(attribution, context, IsIntroduced(lines, at)), LineKind.Attribution);
    }

    // ">>> Valeria <valeria@marketfield.test> 04.05.2026 09:40 >>>", with nothing quoted below.
    static bool IsGroupWise(TextLine line) =>
        line.Depth == 0 && line.Bare.Length <= 300 && line.Bare.StartsWith(">>> ", StringComparison.Ordinal)
        && (line.Bare.EndsWith(">>>", StringComparison.Ordinal) ? Attribution.HasTime(line.Bare) : Attribution.IsClients(line.Bare.TrimStart('>', ' ')));

    static LineKind KindOf(HistoryKind found, LineKind history) => found switch
    {
        HistoryKind.AnsweredTo => history,
        HistoryKind.PassedOn => LineKind.Forward,
        _ => LineKind.Text,
    };

    static bool IsQuotedBelow(List<TextLine> lines, int below)
    {
        while (below < lines.Count && lines[below].IsBlank) below++;
        return below < lines.Count && Attribution.IsQuoted(lines[below]);
    }

    static bool IsRuled(List<TextLine> lines, int at)
    {
        var above = at - 1;
        while (above >= 0 && at - above < 4 && lines[above].IsBlank) above--;
        return above >= 0 && Signatures.IsRule(lines[above].Bare);
    }

    /// <summary>The words above end in a colon: "Here is what they wrote:".</summary>
    public static bool IsIntroduced(List<TextLine> lines, int at)
    {
        var above = at - 1;
        while (above >= 0 && at - above < 4 && lines[above].IsBlank) above--;
        return above >= 0 && lines[above].Kind == LineKind.Text && lines[above].Bare is [.., ':' or '：'];
    }

    // "-----Original Message-----" stands above both what is answered and what is passed on; the block below tells.
    static bool IsPassedOnBelow(List<TextLine> lines, int at, MailContext context)
    {
        if (context.IsForward) return true;
        var below = Below(lines, at + 1);
        return below < lines.Count && HeaderBlock.Read(lines, below) is { } block && (IsPassedOn(block, context) || HistoryRules.IsOfOthers(block, context));
    }

    static int Below(List<TextLine> lines, int from)
    {
        var below = from;
        while (below < lines.Count && below < from + 3 && lines[below].IsBlank) below++;
        return below;
    }

    static bool IsHead(List<TextLine> lines, int from) =>
        Below(lines, from) is var below && below < lines.Count && (HeaderBlock.Match(lines, below) > 0 || Attribution.Match(lines, below) > 0);

    static bool IsPassedOn(HeaderBlock.Block block, MailContext context) =>
        HistoryRules.Judge(block, context, marked: true, introduced: false) == HistoryKind.PassedOn;

    // Apple Mail and others quote what they pass on: the quote begins with the mark of a forward, or with the head of a mail to the writer.
    // Below own words in a body without the header it came with, a quote is history whatever stands in it.
    static bool IsPassedOn(List<TextLine> lines, int at, MailContext context, bool hasWordsAbove)
    {
        var quote = lines.Skip(at).Take(16).TakeWhile(l => l.IsBlank || Attribution.IsQuoted(l));
        var head = quote.Select(l => new TextLine(Unquoted(l.Bare))).ToList();
        var first = head.FindIndex(l => !l.IsBlank);
        if (first < 0) return false;
        var mark = head[first].Bare;
        if (!context.IsReply && (MarkerLines.IsForward(mark) ? context.IsCarried || !hasWordsAbove : MarkerLines.IsOriginal(mark) && !hasWordsAbove)) return true;
        if (MarkerLines.IsForward(mark) || MarkerLines.IsOriginal(mark)) return IsPassedOnBelow(head, first, context);
        if (HeaderBlock.Read(head, first) is { } block) return IsPassedOn(block, context);
        // In a language of which the words are not known.
        if (mark is [.., ':' or '：'] && mark.Length <= 60 && Below(head, first + 1) is var below && below < head.Count && HeaderBlock.Read(head, below) is { } named) return IsPassedOn(named, context);
        return context.IsForward && lines[at].Depth == 0 && Attribution.Match(head, first) > 0;
    }

    static string Unquoted(string bare) => bare.TrimStart('>', ' ');

    // ">From" at the start of a line is how mailboxes escape it, no quote; one that was kept twice has ">>From".
    static bool IsAttributionInQuoteOnly(TextLine line) => line.Depth == 0 && line.Hint != LineHint.History && line.Bare.TrimStart('>').StartsWith("From ", StringComparison.Ordinal) && line.Bare[0] == '>';

    /// <summary>Parts "reply On Wed, … wrote:" into the words and the attribution, and "On … wrote: Dear …" into the attribution and the quote.</summary>
    static void Part(List<TextLine> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var text = lines[i].Text;
            if (!text.Contains(':', StringComparison.Ordinal) && !text.Contains('：', StringComparison.Ordinal)) continue;
            var at = text.Length > 400 ? 0 : Attribution.Inside(text);
            if (at == 0 && text.Contains('@', StringComparison.Ordinal)) at = Math.Max(Attribution.EndWithin(text), MarkerLines.EndOfForward(text));
            if (at == 0) continue;
            var (first, second) = lines[i].Split(at);
            lines[i] = first;
            lines.Insert(++i, second);
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

    // "begin 644 photo.jpg": in the letters of the file below any mark may stand.
    static bool BeginsUuencoded(List<TextLine> lines, int at) =>
        lines[at].Bare is ['b', 'e', 'g', 'i', 'n', ' ', >= '0' and <= '7', >= '0' and <= '7', >= '0' and <= '7', ' ', _, ..]
        && at + 1 < lines.Count && IsUuencoded(lines[at + 1].Bare);

    // Its first letter says how many bytes the line has; spaces at its end may be lost.
    static bool IsUuencoded(string bare)
    {
        if (bare.Length is < 1 or > 62) return false;
        var letters = ((((bare[0] - ' ') & 63) + 2) / 3 * 4) + 1;
        return bare.Length <= letters && bare.Length + 8 >= letters;
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
