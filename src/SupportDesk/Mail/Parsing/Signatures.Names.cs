namespace SupportDesk.Mail.Parsing;

static partial class Signatures
{
    // "my iPhone, please excuse …" names the device first; "my desk, is much easier than my phone." is a sentence.
    static bool IsDevice(string rest)
    {
        var stop = rest.AsSpan().IndexOfAny(",;.!?");
        var head = stop > 0 ? rest[..stop] : rest;
        var named = Phrases.Devices.Where(d => head.Contains(d, StringComparison.Ordinal)).ToList();
        if (named.Count == 0) return stop > 0 && head.Trim().Length <= 3 && Phrases.Devices.Any(d => rest.Contains(d, StringComparison.Ordinal));
        return named.Exists(d => !IsPossessive(d)) || stop < 0 || WordCount(rest) <= 4;
    }

    static bool IsPossessive(string word) =>
        word[^1] == ' ' || word is "mein" or "meinem" or "meiner" or "meu" or "minha" or "mio" or "mijn" or "mitt" or "mój";

    // "Thanks in advance, / a sentence / Bob": the name ends a paragraph that a greeting began.
    static int NameBelowSignOff(List<TextLine> lines, int start, int end)
    {
        var last = end - 1;
        while (last > start && lines[last].IsBlank) last--;
        if (last <= start + 1 || !IsBareName(lines[last].Bare)) return end;
        var first = last;
        while (first > start && last - first < 4 && !lines[first - 1].IsBlank) first--;
        return first > start && last - first is >= 2 and < 4 && lines[first - 1].IsBlank && IsSignOff(lines[first].Bare, out _) ? last : end;
    }

    // A firm's small print ends the signature. Without a greeting or a card above it only what speaks of most subjects of small print is some.
    static int AbovePrint(List<TextLine> lines, int start, int end, string? sender)
    {
        var print = SmallPrint.Start(lines, start, end, out var isCertain);
        if (print >= end) return end;
        var signed = Math.Min(SignOff(lines, start, print, sender), Contact(lines, start, print, sender));
        return signed < print || isCertain ? print : end;
    }

    static bool IsBareName(string bare) =>
        bare.Length is >= 2 and <= 30 && char.IsUpper(bare[0]) && WordCount(bare) <= 2 && bare.All(c => char.IsLetter(c) || c is ' ' or '-' or '\'');
}
