using AngleSharp.Dom;

namespace SupportDesk.Mail.Parsing;

enum LineHint
{
    None,

    /// <summary>The client's own markup says: this is the mail answered to.</summary>
    History,

    /// <summary>The client's own markup says: this is the signature.</summary>
    Signature,

    /// <summary>A quote that the writer made as a means of expression.</summary>
    OwnQuote,
}

enum Fold
{
    New,
    Quote,
    Signature,
}

/// <summary>What of a tree stands on a line: a picture, or a run of one text.</summary>
/// <param name="At">Where on the line it begins.</param>
/// <param name="Start">Where in the text's data the run begins; a picture's is 0.</param>
/// <param name="End">Behind its last character.</param>
readonly record struct LinePart(INode Node, int At, int Start, int End)
{
    /// <summary>The run in two, so that the second begins with the line's character at <paramref name="at"/>.</summary>
    /// <param name="line">The whole line, in which white space of the data is folded.</param>
    /// <param name="at">Behind <see cref="At"/>.</param>
    public (LinePart First, LinePart Second) Split(string line, int at)
    {
        if (Node is not IText { Data: var data }) return (this, this with { At = at, Start = End });
        var letters = line[At..at].Count(c => !IsSpace(c));
        var start = Start;
        for (; start < End && (letters > 0 || IsSpace(data[start])); start++) letters -= IsSpace(data[start]) ? 0 : 1;
        return (this with { End = start }, this with { At = at, Start = start });
    }

    static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\f';
}

/// <summary>One line as a reader sees it, from plain text or from HTML.</summary>
sealed class TextLine(string text, int depth = 0, LineHint hint = LineHint.None, IReadOnlyList<LinePart>? parts = null)
{
    /// <summary>As it stands, without the quote marks that HTML draws.</summary>
    public string Text { get; } = text;

    /// <summary>How many quotes of the HTML it stands in.</summary>
    public int Depth { get; } = depth;

    public LineHint Hint { get; } = hint;

    /// <summary>What of the tree stands on this line.</summary>
    public IReadOnlyList<LinePart> Parts { get; } = parts ?? [];

    /// <summary>Trimmed, with plain spaces, without the characters at its ends that nobody sees.</summary>
    public string Bare { get; } = Trimmed(text);

    public bool IsBlank => Bare.Length == 0;

    /// <summary>Inside a fence of code: never taken for anything else.</summary>
    public bool IsCode { get; set; }

    public LineKind Kind { get; set; }

    public Fold Fold { get; set; }

    /// <summary>The line in two.</summary>
    public (TextLine First, TextLine Second) Split(int at)
    {
        var (first, second) = (new List<LinePart>(), new List<LinePart>());
        for (var i = 0; i < Parts.Count; i++)
        {
            if (Parts[i].At >= at)
            {
                second.Add(Parts[i] with { At = Parts[i].At - at });
                continue;
            }

            var end = i + 1 < Parts.Count ? Parts[i + 1].At : Text.Length;
            var (left, right) = end > at ? Parts[i].Split(Text, at) : (Parts[i], default);
            first.Add(left);
            if (end > at && right.Start < right.End) second.Add(right with { At = 0 });
        }

        return (new TextLine(Text[..at].TrimEnd(' ', '-'), Depth, Hint, first), new TextLine(Text[at..], Depth, Hint, second));
    }

    static string Trimmed(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && IsSpace(text[start])) start++;
        while (end > start && IsSpace(text[end - 1])) end--;
        return text[start..end].Replace('\u00A0', ' ').Replace("\u200B", "", StringComparison.Ordinal);
    }

    static bool IsSpace(char c) => c is ' ' or '\t' or '\u00A0' or '\u1427' or (>= '\u2061' and <= '\u2064') || Texts.IsInvisible(c);
}

enum LineKind
{
    Text,
    Blank,
    Quoted,

    /// <summary>"On … wrote:"</summary>
    Attribution,

    /// <summary>"From: … Sent: …"</summary>
    Header,

    /// <summary>"-----Original Message-----", or a desk's "reply above this line".</summary>
    History,

    /// <summary>"---------- Forwarded message"</summary>
    Forward,
}
