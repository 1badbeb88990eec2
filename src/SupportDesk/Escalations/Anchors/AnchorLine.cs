using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SupportDesk.Escalations.Anchors;

/// <summary>The head of one case: how many receipts it had, and the hash of the last.</summary>
public sealed record AnchoredHead(long Number, Guid Id, int Count, string Head);

/// <summary>
/// One line of anchors.log (docs/receipts.md): the heads that changed since the line before, and one hash over the heads of all cases. So the log
/// grows with what happens, and each hash still stands for all of it.
/// </summary>
/// <param name="Since">The hash of the line before; empty in the first line.</param>
public sealed record AnchorLine(DateOnly Day, DateTimeOffset At, int Cases, string Hash, string Since, IReadOnlyList<AnchoredHead> Changed)
{
    private const int Form = 1;

    /// <summary>SHA-256, lower-case hex, over a line <c>E-7 id count head</c> for each case in the order of their numbers, each with LF.</summary>
    public static string HashOf(IEnumerable<AnchoredHead> heads)
    {
        var text = new StringBuilder();
        foreach (var head in heads.OrderBy(h => h.Number))
            text.Append(CultureInfo.InvariantCulture, $"E-{head.Number} {head.Id:D} {head.Count} {head.Head}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The line for a day.</summary>
    /// <param name="before">The heads that the lines before add up to.</param>
    public static AnchorLine Create(DateOnly day, DateTimeOffset at, IReadOnlyCollection<AnchoredHead> heads, IReadOnlyDictionary<Guid, AnchoredHead> before, string since) =>
        new(day, at, heads.Count, HashOf(heads), since, [.. heads.Where(h => before.GetValueOrDefault(h.Id) != h).OrderBy(h => h.Number)]);

    /// <summary>Canonical JSON (RFC 8785) without an end of line.</summary>
    public string Write() => CanonicalJson.Write(
    [
        new("v", Form),
        new("day", Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        new("at", At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
        new("cases", Cases),
        new("hash", Hash),
        new("since", Since),
        new("changed", Changed.Select(h => (object)new object[] { $"E-{h.Number.ToString(CultureInfo.InvariantCulture)}", h.Id.ToString("D"), h.Count, h.Head }).ToArray()),
    ]);

    /// <summary>Reads a line back; null unless it is exactly what <see cref="Write"/> gives.</summary>
    public static AnchorLine? Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            var line = new AnchorLine(
                DateOnly.ParseExact(Word(root, "day"), "yyyy-MM-dd", CultureInfo.InvariantCulture),
                DateTimeOffset.Parse(Word(root, "at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                root.GetProperty("cases").GetInt32(), Word(root, "hash"), Word(root, "since"), [.. root.GetProperty("changed").EnumerateArray().Select(Head)]);
            return line.Write() == text ? line : null;
        }
        catch (Exception foreign) when (foreign is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or OverflowException or IndexOutOfRangeException or ArgumentException)
        {
            return null;
        }
    }

    private static AnchoredHead Head(JsonElement head) =>
        new(long.Parse(head[0].GetString()!.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture), Guid.ParseExact(head[1].GetString()!, "D"), head[2].GetInt32(), head[3].GetString()!);

    private static string Word(JsonElement root, string name) => root.GetProperty(name).GetString() ?? "";
}
