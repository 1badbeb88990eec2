using System.Globalization;
using System.Text.Json;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Tests.Mail.Parsing;

/// <summary>
/// Mail that others wrote, where the collection lies beside the working copy (<c>../shared/corpus</c>); elsewhere this file is not compiled. The
/// approved figures are in CorpusScores.json: a drop fails, and a rise is approved by writing it there.
/// </summary>
public class CorpusTests(ITestOutputHelper output)
{
    static readonly Dictionary<string, Dictionary<string, int>> Approved =
        JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, int>>>(File.ReadAllText(Path.Combine(OwnMessages.Folder, "..", "CorpusScores.json")))!;

    public static TheoryData<string> Sources => [.. Directory.GetDirectories(CorpusScore.Folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Sources))]
    public void Every_message_is_read_and_scores_as_approved(string source)
    {
        var files = Directory.GetFiles(Path.Combine(CorpusScore.Folder, source), "*.eml");

        var scores = CorpusScore.Of(source);

        foreach (var file in files) MailParser.Parse(File.ReadAllBytes(file)).Unreadable.ShouldBeNull(file);
        foreach (var (kind, (right, of)) in scores.OrderBy(s => s.Key, StringComparer.Ordinal)) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{source} {kind}: {right} of {of}"));
        var floors = Approved.GetValueOrDefault(source) ?? [];
        scores.Keys.Order(StringComparer.Ordinal).ShouldBe(floors.Keys.Order(StringComparer.Ordinal), source);
        foreach (var (kind, floor) in floors) scores[kind].Right.ShouldBeGreaterThanOrEqualTo(floor, $"{source} {kind}");
    }

    /// <summary>What the README of the collection gives for other parsers: right texts and mean F1 in thousandths. A parser's own tests are left out.</summary>
    public static TheoryData<string, string, string, int, int> Others => new()
    {
        { "email_reply_trimmer", "", "email-reply-parser", 20, 729 },
        { "email_reply_trimmer", "", "node-email-reply-parser", 21, 725 },
        { "talon", "quotes ", "email-reply-parser", 24, 694 },
        { "talon", "quotes ", "node-email-reply-parser", 24, 701 },
        { "talon", "html ", "email-reply-parser", 7, 509 },
        { "talon", "html ", "node-email-reply-parser", 12, 792 },
        { "talon", "signature ", "email-reply-parser", 13, 929 },
        { "talon", "signature ", "node-email-reply-parser", 11, 822 },
        { "crisp-email-reply-parser", "", "node-email-reply-parser", 22, 933 },
        { "email_reply_parser", "", "email-reply-parser", 4, 728 },
        { "discourse", "", "email-reply-parser", 6, 810 },
        { "discourse", "", "node-email-reply-parser", 6, 810 },
        { "django-helpdesk", "", "email-reply-parser", 3, 1000 },
        { "django-helpdesk", "", "node-email-reply-parser", 3, 1000 },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void New_words_are_told_better_than_by_others(string source, string row, string parser, int exact, int f1)
    {
        var scores = CorpusScore.Of(source);

        var (right, of) = scores[row + "exact"];
        var mean = scores[row + "f1"].Right / of;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{source} {row}({of} texts): {right}, F1 .{mean:000}; {parser}: {exact}, F1 .{f1:000}"));
        right.ShouldBeGreaterThanOrEqualTo(Math.Min(of, exact + 1));
        mean.ShouldBeGreaterThanOrEqualTo(Math.Min(1000, f1 + 1));
    }

    /// <summary>mailparser (npm): subject 98 of 110, from 102 of 103, decoded text 75 of the 78 it was given.</summary>
    [Theory]
    [InlineData("subject", 98)]
    [InlineData("from", 102)]
    [InlineData("decoded", 75)]
    public void Headers_and_charsets_are_read_better_than_by_others(string kind, int others)
    {
        var scores = Sources.Select(s => CorpusScore.Of(s.Data).GetValueOrDefault(kind)).ToList();

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind}: {scores.Sum(s => s.Right)} of {scores.Sum(s => s.Of)}; mailparser: {others}"));
        scores.Sum(s => s.Right).ShouldBeGreaterThan(others);
    }
}
