using System.Buffers;
using MimeKit;

namespace SupportDesk.Mail.Parsing;

/// <summary>Reads address fields, however broken, and whatever else of the header is kept.</summary>
static class Addresses
{
    static readonly SearchValues<char> Breaks = SearchValues.Create("\n \t<>\"'(),;:[]{}=|\u00A0（）［］｛｝〈〉《》「」『』【】＜＞，、。；：“”‘’｜\u3000");

    static readonly ParserOptions Loose = new()
    {
        AddressParserComplianceMode = RfcComplianceMode.Looser,
        AllowAddressesWithoutDomain = true,
        AllowUnquotedCommasInAddresses = true,
        MaxAddressGroupDepth = 3,
    };

    /// <summary>Every address of every field of that name, groups opened, each once.</summary>
    public static IReadOnlyList<WrittenAddress> All(HeaderList headers, HeaderId field, int limit) => All(headers.Where(h => h.Id == field), limit);

    /// <summary>The same of a field that has no number of its own.</summary>
    public static IReadOnlyList<WrittenAddress> All(HeaderList headers, string field, int limit) =>
        All(headers.Where(h => h.Field.Equals(field, StringComparison.OrdinalIgnoreCase)), limit);

    static List<WrittenAddress> All(IEnumerable<Header> headers, int limit)
    {
        var all = new List<WrittenAddress>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in headers)
        {
            foreach (var address in Read(header))
            {
                if (all.Count == limit) return all;
                if (seen.Add(address.Address + "\n" + address.Name)) all.Add(address);
            }
        }

        return all;
    }

    static IEnumerable<WrittenAddress> Read(Header header)
    {
        if (InternetAddressList.TryParse(Loose, header.RawValue, out var list))
        {
            foreach (var mailbox in list.Mailboxes) yield return Written(mailbox);
            if (list.Mailboxes.Any()) yield break;
        }

        if (Rescue(header.Value) is { } rescued) yield return rescued;
    }

    static WrittenAddress Written(MailboxAddress mailbox)
    {
        var name = Texts.Line(mailbox.Name);
        var address = Texts.Line(mailbox.Address, 320);
        // Some clients write the address once more as the name.
        return new(address, Bare(name, address));
    }

    // "Sales <sales@x>", "'lea@x'", "lea@x (lea@x)".
    static string? Bare(string name, string address)
    {
        if (address.Length > 2 && name.IndexOf(address, StringComparison.OrdinalIgnoreCase) is var at and >= 0) name = name.Remove(at, address.Length);
        var bare = name.Replace("<>", "", StringComparison.Ordinal).Replace("()", "", StringComparison.Ordinal).Trim(' ', '"', '\'');
        return bare.Any(c => c == Charset.Unread || !(char.IsPunctuation(c) || char.IsWhiteSpace(c) || char.IsSymbol(c))) ? bare : null;
    }

    /// <summary>Where the word around the @ at <paramref name="at"/> begins and ends.</summary>
    public static (int Start, int End) Around(string line, int at)
    {
        var start = line.AsSpan(0, at).LastIndexOfAny(Breaks) + 1;
        var end = line.AsSpan(at).IndexOfAny(Breaks);
        return WithoutNeighbours(line, at, start, end < 0 ? line.Length : at + end);
    }

    // Where no spaces part words, the sentence goes on right behind an address: one of Latin letters ends where they do.
    static (int Start, int End) WithoutNeighbours(string line, int at, int start, int end)
    {
        if (at <= start || at + 1 >= end || !char.IsAscii(line[at - 1]) || !char.IsAscii(line[at + 1])) return (start, end);
        var before = line.AsSpan(start, at - start).LastIndexOfAnyInRange('\u0E00', '\uFFEF');
        var behind = line.AsSpan(at, end - at).IndexOfAnyInRange('\u0E00', '\uFFEF');
        return (start + before + 1, behind < 0 ? end : at + behind);
    }

    // A field no rule fits: the first word with an @ is the address, what stands before is the name.
    static WrittenAddress? Rescue(string? value)
    {
        var line = Texts.Line(value, 998);
        var at = line.IndexOf('@', StringComparison.Ordinal);
        if (at < 0) return line.TrimEnd(';', ':', ' ') is { Length: > 0 } group ? new WrittenAddress("", group) : null;
        var (start, end) = Around(line, at);
        var name = line[..start].Trim(' ', '<', '"', '(', ',', '\'');
        return new(Texts.Cut(line[start..end], 320), name.Length == 0 ? null : Texts.Cut(name, 255));
    }
}
