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

/// <summary>One line as a reader sees it, from plain text or from HTML.</summary>
sealed class TextLine(string text, int depth = 0, LineHint hint = LineHint.None, IReadOnlyList<INode>? nodes = null)
{
    /// <summary>As it stands, without the quote marks that HTML draws.</summary>
    public string Text { get; } = text;

    /// <summary>How many quotes of the HTML it stands in.</summary>
    public int Depth { get; } = depth;

    public LineHint Hint { get; } = hint;

    /// <summary>What of the tree stands on this line.</summary>
    public IReadOnlyList<INode> Nodes { get; } = nodes ?? [];

    /// <summary>Trimmed, with plain spaces, without the characters at its ends that nobody sees.</summary>
    public string Bare { get; } = Trimmed(text);

    public bool IsBlank => Bare.Length == 0;

    /// <summary>Inside a fence of code: never taken for anything else.</summary>
    public bool IsCode { get; set; }

    public LineKind Kind { get; set; }

    public Fold Fold { get; set; }

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
