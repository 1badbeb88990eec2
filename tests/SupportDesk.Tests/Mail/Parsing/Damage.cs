using System.Text;

namespace SupportDesk.Tests.Mail.Parsing;

/// <summary>Damages a message as transports, poor programs and attackers do. The same seed does the same damage.</summary>
sealed class Damage(int seed)
{
    static readonly string[] Garbage =
    [
        "From: <<<>>>,,;;@", "From: a@b.test, c: d@e.test;, <@f,@g:h@i>", "To: =?utf-8?Q?=00=0D=0A?= <\"\0\"@x.test>", "Subject: =?utf-8?B?!!!!?= =?x-none?Q?=ZZ?= =?utf-8?Q?open", "Subject: =?utf-7?Q?+AGE-+?=",
        "Content-Type: multipart/mixed; boundary=", "Content-Type: multipart/alternative; boundary=\"\"", "Content-Type: multipart/related; boundary=b; start=\"<nobody>\"", "Content-Type: ; =; ;;", "Content-Type: text/plain; charset=\"\0\"; format=flowed; delsp=yes",
        "Content-Type: message/rfc822", "Content-Type: message/delivery-status", "Content-Type: application/ms-tnef", "Content-Type: multipart/report; report-type=delivery-status; boundary=b", "Content-Type: text/html; charset=utf-16", "Content-Type: text/enriched",
        "Content-Disposition: attachment; filename*=utf-9''%00%zz; filename*0*=x", "Content-ID: <<<\u00e9@>>", "Content-Transfer-Encoding: x-uuencode", "Content-Transfer-Encoding: base64", "Date: Mon, 99 Foo 99999 99:99:99 +9999", "Date: 1 Jan 0001 00:00 -2359",
        "Message-ID: <", "References: <<> <a@> @ <b@c><d@e>,", "In-Reply-To: Your message of \"x\" <", "Received: from", "Authentication-Results: ;;=;", "DKIM-Signature: v=1; d=; s=; h=:::; b=;", "Auto-Submitted: ", "List-Id", ": no name", "\u0080\u00ff\u00fe: \u0080", " folded onto nothing", "Final-Recipient: ;", "Diagnostic-Code: smtp",
    ];

    static readonly string[] Charsets = ["utf-7", "utf-8", "utf-16", "utf-32", "iso-2022-jp", "gb18030", "big5", "koi8-r", "ibm037", "x-none", "us-ascii", "cp99999", "\"\\\"", "iso-8859-8-i", "hz-gb-2312", "shift_jis"];
    static readonly string[] Encodings = ["7bit", "8bit", "base64", "quoted-printable", "x-uuencode", "yenc", "nothing"];

    readonly Random random = new(seed);

    /// <param name="raw">The message, left as it is.</param>
    /// <param name="other">Another one, of which pieces may be taken.</param>
    public byte[] Of(byte[] raw, byte[] other)
    {
        var text = Encoding.Latin1.GetString(raw);
        for (var n = random.Next(1, 4); n > 0; n--) text = Once(text, other);
        return Encoding.Latin1.GetBytes(text);
    }

    string Once(string text, byte[] other) => random.Next(10) switch
    {
        0 or 1 => Flipped(text),
        2 => text[..random.Next(text.Length + 1)],
        3 => text[random.Next(Math.Min(text.Length, 2_000) + 1)..],
        4 => ByLine(text, Dropped),
        5 => ByLine(text, Doubled),
        6 => ByLine(text, Swapped),
        7 => ByLine(text, Crossed),
        8 => Garbled(text),
        _ => random.Next(2) == 0 ? Lying(text) : Joined(text, Encoding.Latin1.GetString(other)),
    };

    string Flipped(string text)
    {
        var flipped = text.ToCharArray();
        for (var n = random.Next(1, 65); n > 0 && flipped.Length > 0; n--) flipped[random.Next(flipped.Length)] = (char)random.Next(256);
        return new string(flipped);
    }

    static string ByLine(string text, Action<List<string>> change)
    {
        var lines = text.Split('\n').ToList();
        change(lines);
        return string.Join('\n', lines);
    }

    void Dropped(List<string> lines)
    {
        for (var n = random.Next(1, 6); n > 0 && lines.Count > 0; n--) lines.RemoveAt(random.Next(lines.Count));
    }

    void Doubled(List<string> lines)
    {
        var (start, count) = (random.Next(lines.Count), random.Next(1, 20));
        var some = lines.GetRange(start, Math.Min(count, lines.Count - start));
        for (var n = random.Next(1, 30); n > 0; n--) lines.InsertRange(start, some);
    }

    void Swapped(List<string> lines)
    {
        for (var n = random.Next(1, 8); n > 0; n--)
        {
            var (a, b) = (random.Next(lines.Count), random.Next(lines.Count));
            (lines[a], lines[b]) = (lines[b], lines[a]);
        }
    }

    // Boundaries that close what they did not open, or that are another's.
    void Crossed(List<string> lines)
    {
        var seams = Enumerable.Range(0, lines.Count).Where(i => lines[i].StartsWith("--", StringComparison.Ordinal)).ToList();
        if (seams.Count == 0)
        {
            lines.Insert(random.Next(lines.Count), "--b");
            return;
        }

        for (var n = random.Next(1, 5); n > 0; n--)
        {
            var (a, b) = (seams[random.Next(seams.Count)], seams[random.Next(seams.Count)]);
            (lines[a], lines[b]) = random.Next(3) == 0 ? (lines[a].TrimEnd('\r', '-') + "--", "") : (lines[b], lines[a]);
        }
    }

    string Garbled(string text)
    {
        var lines = text.Split('\n').ToList();
        for (var n = random.Next(1, 6); n > 0; n--)
        {
            var line = Garbage[random.Next(Garbage.Length)];
            if (random.Next(6) == 0) line += new string((char)random.Next(256), random.Next(20_000));
            lines.Insert(random.Next(2) == 0 ? 0 : random.Next(Math.Min(lines.Count, 60) + 1), line);
        }

        return string.Join('\n', lines);
    }

    string Lying(string text)
    {
        var (field, lies) = random.Next(2) == 0 ? ("charset=", Charsets) : ("Content-Transfer-Encoding:", Encodings);
        var at = text.IndexOf(field, random.Next(text.Length + 1), StringComparison.OrdinalIgnoreCase);
        if (at < 0) at = text.IndexOf(field, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return $"Content-Type: text/plain; charset={Charsets[random.Next(Charsets.Length)]}\n" + text;
        var end = text.AsSpan(at).IndexOfAny("\r\n;") is var e and >= 0 ? at + e : text.Length;
        return string.Concat(text.AsSpan(0, at), field, lies[random.Next(lies.Length)], text.AsSpan(end));
    }

    string Joined(string text, string other) => string.Concat(text.AsSpan(0, random.Next(text.Length + 1)), other.AsSpan(random.Next(other.Length + 1)));
}
