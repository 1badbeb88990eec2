using System.Globalization;
using SupportDesk.Mail.Authenticity;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Tests.Mail.Parsing;

/// <summary>
/// Reads damaged messages: ours, and those that others wrote where their collection lies beside the working copy (<c>CorpusTests</c>).
/// Run n damages the same message in the same way each time. <c>SUPPORTDESK_FUZZ_RUNS</c> says how many; nothing runs beside it, since it measures time.
/// </summary>
[CollectionDefinition(nameof(FuzzTests), DisableParallelization = true)]
[Collection(nameof(FuzzTests))]
public sealed class FuzzTests(ITestOutputHelper output)
{
    const int Runs = 1_500;
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact, Trait("threat", "T17")]
    public void T17_Damaged_messages_are_read_in_time_and_throw_nothing()
    {
        var messages = Messages();
        var runs = int.TryParse(Environment.GetEnvironmentVariable("SUPPORTDESK_FUZZ_RUNS"), CultureInfo.InvariantCulture, out var asked) ? asked : Runs;
        var (wrong, refused, slowest) = (new List<string>(), new List<string>(), TimeSpan.Zero);
        for (var run = 1; run <= runs; run++)
        {
            Stop.ThrowIfCancellationRequested();
            var (name, raw) = messages[(int)((long)run * 7919 % messages.Count)];
            var damaged = new Damage(run).Of(raw, messages[(run * 31) % messages.Count].Raw);
            var (mail, time, trouble) = Read(damaged);
            slowest = time > slowest ? time : slowest;
            if (mail?.Unreadable is { } refusal) refused.Add(refusal);
            if (trouble is not null) wrong.Add($"run {run}, {name}: {trouble}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{runs} runs over {messages.Count} messages: {wrong.Count} wrong, {refused.Count} refused, slowest {slowest.TotalMilliseconds:0} ms"));
        foreach (var (refusal, times) in refused.CountBy(r => r[..Math.Min(r.Length, 120)]).OrderByDescending(r => r.Value)) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times} × {refusal}"));
        wrong.ShouldBeEmpty();
    }

    static (ParsedMail? Mail, TimeSpan Time, string? Trouble) Read(byte[] raw)
    {
        ParsedMail? mail = null;
        var best = TimeSpan.MaxValue;
        try
        {
            for (var tries = 0; tries < 2 && best > Longest; tries++)
            {
                var time = CpuTime.Of(() => mail = MailParser.Parse(raw));
                best = time < best ? time : best;
            }

            _ = mail!.HtmlWith(n => $"/files/{n}");
            _ = Boundary.Judge(mail, new TrustOptions { AuthServIds = ["mx.marketfield.test"] }, new HashSet<string>());
            return (mail, best, best > Longest ? $"took {best}" : Unsound(mail));
        }
        catch (Exception e)
        {
            return (mail, best, e.ToString());
        }
    }

    // What escaped inside is caught and named there: for people that is an answer, for us it is a mistake.
    static string? Unsound(ParsedMail mail) =>
        mail.Unreadable?.StartsWith("The message could not be understood", StringComparison.Ordinal) == true ? mail.Unreadable : Texts(mail).FirstOrDefault(t => t is not null && !IsSound(t)) is { } text ? "holds what no database keeps: " + text : null;

    static IEnumerable<string?> Texts(ParsedMail mail) =>
    [
        mail.Subject, mail.NewText, mail.NewHtml, mail.Signature, mail.QuotedText, mail.WholeText, mail.MessageId, mail.Unreadable, mail.ForwardedFrom?.ToString(), .. mail.LeftOut, .. mail.References, .. mail.InReplyTo, .. mail.TokenCandidates,
        .. mail.Authors.Concat(mail.To).Concat(mail.Cc).Concat(mail.ReplyTo).SelectMany(a => new[] { a.Address, a.Name }), .. mail.Files.SelectMany(f => new[] { f.Name, f.Type, f.ContentId }), .. mail.Bounced.SelectMany(b => new[] { b.Address, b.Reason, b.Status }), .. mail.Trace.Select(t => t.Value),
    ];

    /// <summary>PostgreSQL refuses NUL and half characters; control characters do other harm.</summary>
    static bool IsSound(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) && text[i] is not ('\n' or '\t')) return false;
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[++i])) return false;
        }

        return true;
    }

    static List<(string Name, byte[] Raw)> Messages()
    {
        var others = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "corpus"));
        var folders = Directory.Exists(others) ? new[] { OwnMessages.Folder, others } : [OwnMessages.Folder];
        return [.. folders.SelectMany(f => Directory.EnumerateFiles(f, "*.eml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)).Select(f => (Path.GetFileNameWithoutExtension(f), File.ReadAllBytes(f)))];
    }
}
