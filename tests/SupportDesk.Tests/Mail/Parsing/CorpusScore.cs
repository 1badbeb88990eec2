using System.Text.Json;
using System.Text.RegularExpressions;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Tests.Mail.Parsing;

/// <summary>Counts what came out as a source's <c>expect.json</c> states, kind by kind.</summary>
static partial class CorpusScore
{
    public static Dictionary<string, int> Of(string folder)
    {
        var scores = new Dictionary<string, int>(StringComparer.Ordinal);
        var expectations = Path.Combine(folder, "expect.json");
        if (!File.Exists(expectations)) return scores;
        using var document = JsonDocument.Parse(File.ReadAllText(expectations));
        foreach (var expected in document.RootElement.EnumerateArray())
        {
            var mail = MailParser.Parse(File.ReadAllBytes(Path.Combine(folder, expected.GetProperty("file").GetString()!)));
            foreach (var (kind, right) in Judge(mail, expected)) scores[kind] = scores.GetValueOrDefault(kind) + (right ? 1 : 0);
        }

        return scores;
    }

    static IEnumerable<(string Kind, bool Right)> Judge(ParsedMail mail, JsonElement expected)
    {
        if (expected.TryGetProperty("body_text", out var body))
        {
            var loose = expected.TryGetProperty("compare", out var compare) && compare.GetString() == "ignore-all-whitespace";
            var want = Fold(body.GetString(), loose);
            yield return ("exact", want == Fold(mail.NewText, loose) || want == Fold(mail.NewText + "\n" + mail.Signature, loose));
        }

        if (expected.TryGetProperty("subject", out var subject)) yield return ("subject", Fold(mail.Subject, false) == Fold(subject.GetString(), false));
        if (expected.TryGetProperty("from", out var from)) yield return ("from", (mail.From?.Address ?? "").Contains(from.GetString()!, StringComparison.OrdinalIgnoreCase));
        if (expected.TryGetProperty("is_auto_reply", out var auto)) yield return ("auto", mail.IsAutoReply == auto.GetBoolean());
        if (expected.TryGetProperty("attachments", out var files)) yield return ("attach", files.EnumerateArray().All(f => !f.TryGetProperty("name", out var name) || name.GetString() is not { Length: > 0 } n || mail.Files.Any(m => m.Name == n)));
        var delayed = expected.TryGetProperty("dsn_action", out var action) && action.GetString() == "delayed";
        if (!delayed && expected.TryGetProperty("is_bounce", out var bounce)) yield return ("bounce", mail.IsBounce == bounce.GetBoolean());
        var failed = Strings(expected, "bounced_addresses").Concat(Strings(expected, "bounced_address")).ToList();
        if (failed.Count > 0) yield return ("failed-address", failed.TrueForAll(a => mail.Bounced.Any(b => b.Address.Equals(a, StringComparison.OrdinalIgnoreCase))));
    }

    static IEnumerable<string> Strings(JsonElement expected, string name)
    {
        if (!expected.TryGetProperty(name, out var value)) return [];
        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(v => v.GetString()!)] : value.GetString() is { Length: > 0 } one ? [one] : [];
    }

    static string Fold(string? text, bool loose) => White().Replace(text ?? "", loose ? "" : " ").Trim();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex White();
}
