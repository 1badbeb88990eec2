using SupportDesk.Mail.Parsing;

namespace SupportDesk.Escalations.Redaction;

/// <summary>Where a text is signed: the lines that the gateway's own reader takes for a signature, and those of signatures cut off before.</summary>
internal sealed class SignatureLines
{
    private const int ShortLine = 60, MostLines = 8;
    private readonly bool[] signed;

    public SignatureLines(string text, KnownPerson person)
    {
        signed = new bool[text.Length + 1];
        var (lines, starts) = Split(text);
        NewText.Read(lines, MailContext.Unknown(person.Names is [var name, ..] ? name : null));
        var known = person.Signatures.SelectMany(s => s.Split('\n')).Select(l => l.Trim()).Where(l => l.Length >= 4 && l.Any(char.IsLetterOrDigit)).ToHashSet(StringComparer.Ordinal);
        var last = lines.FindLastIndex(l => !l.IsBlank);
        var named = Named(lines, last, person);
        var greeted = false;
        for (var i = 0; i <= last; i++)
        {
            var bare = lines[i].Bare;
            if (bare.Length == 0)
                continue;

            var greeting = IsGreeting(bare);
            var cut = lines[i].Fold == Fold.Signature && !greeting && !Signatures.IsRule(bare) && !Signatures.IsPhone(bare);
            if (cut || i >= named || (known.Contains(bare) && !greeting))
                Findings.Add(new(starts[i] + lines[i].Text.IndexOf(bare[0], StringComparison.Ordinal), bare.Length, FindingKind.Signature));
            else if (greeting || greeted || (i == last && bare.Length <= ShortLine && IsFewWords(bare)))
                signed.AsSpan(starts[i], lines[i].Text.Length).Fill(true);
            greeted = greeting && i < last;
        }
    }

    private static readonly System.Buffers.SearchValues<char> MarksBehindName = System.Buffers.SearchValues.Create(",|/–—·•");

    public List<Finding> Findings { get; } = [];

    /// <summary>Whether a name standing there signs.</summary>
    public bool IsSigned(int at) => signed[at];

    // Where the last lines begin with their own name, alone or before a mark: "Jo Li | Owner". Words behind it are the signature's too.
    private static int Named(List<TextLine> lines, int last, KnownPerson person)
    {
        for (var i = last; i > 0 && last - i < MostLines; i--)
        {
            var bare = lines[i].Bare;
            if (bare.Length > ShortLine || (bare.Length > 0 && bare[^1] is '.' or '!' or '?' or ':' or ';' or '。'))
                break;
            var ends = bare.AsSpan().IndexOfAny(MarksBehindName) is var mark && mark > 0 ? mark : bare.Length;
            if (bare.Length > 0 && (i < last || ends < bare.Length) && person.Names.Any(n => IsOf(bare[..ends], n)))
                return i;
        }

        return int.MaxValue;
    }

    private static bool IsOf(string words, string name)
    {
        var parts = Token.Read(Words.OneLine(name)).Select(t => t.Folded).ToHashSet(StringComparer.Ordinal);
        var tokens = Token.Read(words);
        return tokens.Count is > 0 and < 5 && tokens.TrueForAll(t => t.IsCapital && parts.Contains(t.Folded)) && words.Trim().Length <= tokens.Sum(t => t.Length + 1);
    }

    private static bool IsFewWords(string bare) => bare.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= 4;

    private static bool IsGreeting(string bare)
    {
        var comma = bare.IndexOf(',', StringComparison.Ordinal);
        var phrase = (comma > 0 ? bare[..comma] : bare).TrimEnd('.', '!', ',', ' ').ToLowerInvariant();
        return Phrases.SignOffSet.Contains(phrase);
    }

    private static (List<TextLine> Lines, List<int> Starts) Split(string text)
    {
        var (lines, starts, at) = (new List<TextLine>(), new List<int>(), 0);
        foreach (var line in text.Split('\n'))
        {
            lines.Add(new TextLine(line.TrimEnd('\r')));
            starts.Add(at);
            at += line.Length + 1;
        }

        return (lines, starts);
    }
}
