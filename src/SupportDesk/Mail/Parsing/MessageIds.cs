using System.Security.Cryptography;
using System.Text;

namespace SupportDesk.Mail.Parsing;

/// <summary>Message-IDs as they are written, kept and compared (RFC 5322, 3.6.4). Anyone can choose one: it finds, it never proves.</summary>
public static class MessageIds
{
    /// <summary>Longest key as it is; a longer id is replaced by its hash, so that an index row stays small.</summary>
    public const int KeyLength = 200;

    /// <summary>The id without angle brackets, spaces and control characters; null where nothing is left.</summary>
    public static string? Normalise(string? written)
    {
        if (written is null) return null;
        var id = new StringBuilder(Math.Min(written.Length, 1000));
        foreach (var c in written)
        {
            if (id.Length == 1000) break;
            if (c is not ('<' or '>') && !char.IsWhiteSpace(c) && !char.IsControl(c) && !char.IsSurrogate(c)) id.Append(c);
        }

        return id.Length == 0 ? null : id.ToString();
    }

    /// <summary>The form to index and compare: normalised, lower case (gateways change case), at most <see cref="KeyLength"/> characters.</summary>
    public static string? Key(string? written)
    {
        var id = Normalise(written)?.ToLowerInvariant();
        return id is null || id.Length <= KeyLength ? id : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
    }

    /// <summary>The form for a header: in angle brackets.</summary>
    public static string Bracketed(string id) => $"<{Normalise(id)}>";

    /// <summary>Every id of an In-Reply-To or References field, in its order, each once. Words that are no id ("your message of …") are skipped.</summary>
    public static IReadOnlyList<string> All(string? field, int limit = 200)
    {
        var ids = new List<string>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (field is null) return ids;
        var bracketed = field.Contains('<', StringComparison.Ordinal);
        foreach (var part in field.Split(bracketed ? ['<', '>'] : [' ', '\t', '\r', '\n', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var id = Normalise(part);
            if (id is null || !id.Contains('@', StringComparison.Ordinal) || part.Contains(' ', StringComparison.Ordinal)) continue;
            if (seen.Add(id)) ids.Add(id);
            if (ids.Count == limit) break;
        }

        return ids;
    }
}
