namespace SupportDesk.Mail.Parsing;

/// <summary>
/// The few header lines that Outlook and its kin put above the mail answered to ("From: … Sent: … To: … Subject: …"), in any client's
/// language. A single such line, or a list that merely looks like it ("Date: …, Time: …"), is not one.
/// </summary>
static class HeaderBlock
{
    const int MostLines = 12;
    const int Longest = 1000;

    /// <summary>How many lines from <paramref name="at"/> form one; 0 where none begins.</summary>
    public static int Match(IReadOnlyList<TextLine> lines, int at) => Read(lines, at)?.Count ?? 0;

    /// <summary>The block that begins at <paramref name="at"/>; null where none does.</summary>
    public static Block? Read(IReadOnlyList<TextLine> lines, int at)
    {
        if (!BeginsWithLabel(lines[at].Bare)) return null;
        var seen = new Seen();
        var last = at;
        var loose = 0;
        for (var i = at; i < lines.Count && i < at + MostLines; i++)
        {
            var bare = lines[i].Bare;
            if (bare.Length == 0)
            {
                if (seen.IsEnough || i + 1 >= lines.Count || !BeginsWithLabel(lines[i + 1].Bare)) break;
                continue;
            }

            if (seen.Read(Unmarked(bare)))
            {
                last = i;
                loose = 0;
            }
            else if (++loose > 2)
            {
                break;
            }
        }

        if (!seen.IsEnough) return null;
        // A folded value (a long list of people, a two-line subject) belongs to its header.
        while (last + 1 < lines.Count && last + 1 < at + MostLines && !lines[last + 1].IsBlank && loose-- > 0) last++;
        var text = string.Join('\n', lines.Skip(at).Take(last - at + 1).Select(l => l.Bare));
        return new Block(last - at + 1, seen.From, text, seen.HasAddress, seen.HasTime, HasZone(text), seen.IsComplete, seen.IsInOrder, IsBelowField(lines, at) || HasOtherFields(lines, at, last));
    }

    // "Wed, 16 May 2012 00:15:02 -0600"
    static bool HasZone(string text)
    {
        for (var i = text.AsSpan().IndexOfAny('+', '-'); i >= 0 && i + 4 < text.Length; i++)
        {
            if (text[i] is '+' or '-' && i > 0 && text[i - 1] == ' ' && !text.AsSpan(i + 1, 4).ContainsAnyExceptInRange('0', '9')) return true;
        }

        return false;
    }

    // "E-mail:", "Phone:", "Message:" between the fields or below them: a form, no mail's head.
    static bool HasOtherFields(IReadOnlyList<TextLine> lines, int at, int last)
    {
        var next = last + 1;
        while (next < lines.Count && next < last + 4 && lines[next].IsBlank) next++;
        for (var i = at; i <= next && i < lines.Count; i++)
        {
            if (i > last && i < next) continue;
            var bare = Unmarked(lines[i].Bare);
            var colon = bare.AsSpan().IndexOfAny(':', '：');
            if (colon is <= 1 or > 25 || (colon + 1 < bare.Length && i == next)) continue;
            if (Label(bare, out _) is null && !bare.AsSpan(0, colon).ContainsAnyInRange('0', '9')) return true;
        }

        return false;
    }

    // "Ticket: 4711" directly above.
    static bool IsBelowField(IReadOnlyList<TextLine> lines, int at)
    {
        var above = at > 0 ? Unmarked(lines[at - 1].Bare) : "";
        var colon = above.AsSpan().IndexOfAny(':', '：');
        return colon is > 1 and <= 25 && colon + 1 < above.Length && char.IsWhiteSpace(above[colon + 1]) && Label(above, out _) is null && !above.AsSpan(0, colon).ContainsAnyInRange('0', '9');
    }

    /// <param name="Count">How many lines it has.</param>
    /// <param name="From">What stands behind "From:"; null where it names no sender.</param>
    /// <param name="Text">All of it.</param>
    /// <param name="HasAddress">A sender or recipient has a mail address.</param>
    /// <param name="HasTime">Its date has a time of day, as clients write it and letters do not.</param>
    /// <param name="HasZone">Its date is written as in a mail's header (RFC 5322, 3.3).</param>
    /// <param name="IsComplete">It names sender, recipient, date and subject.</param>
    /// <param name="IsInOrder">The date stands above the recipients, as programs have it and letters do not.</param>
    /// <param name="HasOtherFields">Fields that no mail has stand above, between or behind its own.</param>
    public sealed record Block(int Count, string? From, string Text, bool HasAddress, bool HasTime, bool HasZone, bool IsComplete, bool IsInOrder, bool HasOtherFields);

    static bool BeginsWithLabel(string bare) => Label(Unmarked(bare), out _) is HeaderLabel.From or HeaderLabel.Sent or HeaderLabel.Subject or HeaderLabel.To;

    static string Unmarked(string bare) => bare.TrimStart('*', '_', '|', '>', ' ', '\t', '-');

    static HeaderLabel? Label(ReadOnlySpan<char> text, out int end)
    {
        end = text.IndexOfAny(':', '：');
        if (end is < 1 or > 32) return null;
        return Phrases.Labels.TryGetValue(Phrases.Folded(text[..end].ToString()).Replace("\u3000", "", StringComparison.Ordinal), out var label) ? label : null;
    }

    sealed class Seen
    {
        readonly HashSet<HeaderLabel> labels = [];

        public bool HasAddress { get; private set; }
        public bool HasTime { get; private set; }
        public string? From { get; private set; }

        public bool IsEnough
        {
            get
            {
                var who = labels.Contains(HeaderLabel.From) || labels.Contains(HeaderLabel.To);
                var when = labels.Contains(HeaderLabel.Sent);
                var what = labels.Contains(HeaderLabel.Subject);
                return (who && when && what) || (who && HasAddress && (when || what) && labels.Count >= 2);
            }
        }

        public bool IsComplete => labels.IsSupersetOf([HeaderLabel.From, HeaderLabel.Sent, HeaderLabel.To, HeaderLabel.Subject]);

        public bool IsInOrder { get; private set; }

        public bool Read(string line)
        {
            if (line.Length > Longest || Label(line, out var end) is not { } label) return false;
            IsInOrder |= label == HeaderLabel.Sent && !labels.Contains(HeaderLabel.To);
            labels.Add(label);
            if (label is HeaderLabel.From or HeaderLabel.To or HeaderLabel.Copy) HasAddress |= line.Contains('@', StringComparison.Ordinal);
            if (label is HeaderLabel.From) From ??= line[(end + 1)..];
            if (label is HeaderLabel.Sent) HasTime |= Attribution.HasTime(line[(end + 1)..]);
            More(line, end + 1);
            return true;
        }

        // Several headers on one line, where the lines were lost: "À : abc Objet : def".
        void More(string line, int from)
        {
            for (var tries = 0; tries < 10; tries++)
            {
                var colon = line.IndexOf(':', from);
                if (colon < 0) return;
                var words = line[from..colon].TrimEnd('*', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (words.Length > 1 && words[^1] is { Length: >= 2 } word && char.IsUpper(word.TrimStart('*')[..1], 0) && Phrases.Labels.TryGetValue(Phrases.Folded(word), out var label))
                {
                    labels.Add(label);
                    HasTime |= label == HeaderLabel.Sent && Attribution.HasTime(line[(colon + 1)..]);
                }

                from = colon + 1;
            }
        }
    }
}
