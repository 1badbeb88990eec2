using System.Text.Json;
using System.Text.RegularExpressions;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Tests.Mail.Parsing;

/// <summary>Counts what came out as the collection's <c>expect.json</c> states, kind by kind, as its own <c>score.py</c> does.</summary>
static partial class CorpusScore
{
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "corpus"));

    /// <summary>Right answers and questions of a source, by kind ("exact", "subject", …). "f1" adds up the F1 of each text in thousandths.</summary>
    public static Dictionary<string, (int Right, int Of)> Of(string source)
    {
        var scores = new Dictionary<string, (int, int)>(StringComparer.Ordinal);
        foreach (var (row, kind, right) in Judged(source))
        {
            var name = row == source ? kind : $"{row[(source.Length + 1)..]} {kind}";
            var (sum, count) = scores.GetValueOrDefault(name);
            scores[name] = (sum + right, count + 1);
        }

        return scores;
    }

    static IEnumerable<(string Row, string Kind, int Right)> Judged(string source)
    {
        var expectations = Path.Combine(Folder, source, "expect.json");
        if (!File.Exists(expectations)) yield break;
        using var document = JsonDocument.Parse(File.ReadAllText(expectations));
        foreach (var expected in document.RootElement.EnumerateArray())
        {
            var mail = MailParser.Parse(File.ReadAllBytes(Path.Combine(Folder, source, expected.GetProperty("file").GetString()!)));
            foreach (var (kind, right) in Words(mail, expected)) yield return (Row(source, expected), kind, right);
            foreach (var (kind, right) in Fields(mail, expected).Concat(Kinds(mail, expected))) yield return (source, kind, right ? 1 : 0);
        }
    }

    // One source tests three things, and existing parsers are compared on each.
    static string Row(string source, JsonElement expected) => source != "talon" ? source
        : expected.GetProperty("kind").GetString() == "wrapped-html" ? "talon html"
        : expected.TryGetProperty("task", out var task) && task.GetString() == "signature" ? "talon signature" : "talon quotes";

    static IEnumerable<(string Kind, int Right)> Words(ParsedMail mail, JsonElement expected)
    {
        if (!expected.TryGetProperty("body_text", out var body)) yield break;
        var want = body.GetString() ?? "";
        var signed = mail.NewText + "\n" + mail.Signature;
        var spaceless = expected.TryGetProperty("compare", out var compare) && compare.GetString() == "ignore-all-whitespace";
        Func<string, string> fold = spaceless ? White.Without : White.Folded;
        var exact = fold(want) == fold(mail.NewText) || fold(want) == fold(signed);
        yield return ("exact", exact ? 1 : 0);
        // A text that is given without its spaces has no words to count; score.py counts them all the same.
        yield return ("f1", spaceless && exact ? 1000 : (int)Math.Round(1000 * Math.Max(F1(mail.NewText, want), F1(signed, want))));
    }

    static IEnumerable<(string Kind, bool Right)> Fields(ParsedMail mail, JsonElement expected)
    {
        var (contains, lacks) = (Strings(expected, "contains"), Strings(expected, "not_contains"));
        if (contains.Concat(lacks).Any()) yield return ("contains", contains.All(t => Holds(mail.NewText, t)) && !lacks.Any(t => Holds(mail.NewText, t)));
        if (expected.TryGetProperty("decoded_text", out var text)) yield return ("decoded", White.Folded(mail.WholeText).StartsWith(White.Folded(text.GetString() ?? ""), StringComparison.Ordinal)); // of several text parts the first is stated
        if (expected.TryGetProperty("subject", out var subject)) yield return ("subject", White.Folded(mail.Subject) == White.Folded(subject.GetString() ?? ""));
        if (expected.TryGetProperty("from", out var from)) yield return ("from", (mail.From?.Address ?? "").Contains(from.GetString()!, StringComparison.OrdinalIgnoreCase));
        if (expected.TryGetProperty("attachments", out var files)) yield return ("attach", files.EnumerateArray().All(f => !f.TryGetProperty("name", out var name) || name.GetString() is not { Length: > 0 } n || mail.Files.Any(m => m.Name == n)));
    }

    static IEnumerable<(string Kind, bool Right)> Kinds(ParsedMail mail, JsonElement expected)
    {
        if (expected.TryGetProperty("is_auto_reply", out var auto)) yield return ("auto", mail.IsAutoReply == auto.GetBoolean());
        var delayed = expected.TryGetProperty("dsn_action", out var action) && action.GetString() == "delayed";
        if (!delayed && expected.TryGetProperty("is_bounce", out var bounce)) yield return ("bounce", mail.IsBounce == bounce.GetBoolean());
        var failed = Strings(expected, "bounced_addresses").Concat(Strings(expected, "bounced_address")).ToList();
        if (failed.Count > 0) yield return ("failed-address", failed.TrueForAll(a => mail.Bounced.Any(b => b.Address.Equals(a, StringComparison.OrdinalIgnoreCase))));
    }

    static bool Holds(string text, string part) => White.Folded(text).Contains(White.Folded(part), StringComparison.Ordinal);

    static List<string> Strings(JsonElement expected, string name)
    {
        if (!expected.TryGetProperty(name, out var value)) return [];
        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(v => v.GetString()!)] : value.GetString() is { Length: > 0 } one ? [one] : [];
    }

    // Over multisets of words.
    static double F1(string got, string want)
    {
        var (a, b) = (White.Words(got), White.Words(want));
        if (a.Length + b.Length == 0) return 1;
        var left = b.CountBy(w => w).ToDictionary(StringComparer.Ordinal);
        var common = a.CountBy(w => w).Sum(w => Math.Min(w.Value, left.GetValueOrDefault(w.Key)));
        return 2.0 * common / (a.Length + b.Length);
    }

    static partial class White
    {
        public static string Folded(string text) => Pattern().Replace(text, " ").Trim();

        public static string Without(string text) => Pattern().Replace(text, "");

        public static string[] Words(string text) => Folded(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);

        [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
        private static partial Regex Pattern();
    }
}
