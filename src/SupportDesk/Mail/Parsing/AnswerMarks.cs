using MimeKit;

namespace SupportDesk.Mail.Parsing;

/// <summary>
/// What a mail says about being answered by machines: no machine may where a list, a bulk sender or an empty return path stands.
/// None of it says who wrote the mail; that is another question (RFC 3834).
/// </summary>
public sealed record AnswerMarks
{
    /// <summary>Nothing was said.</summary>
    public static AnswerMarks None { get; } = new();

    /// <summary>The values of fields that name a mailing list (RFC 2369, RFC 2919), as written.</summary>
    public IReadOnlyList<string> Lists { get; init; } = [];

    /// <summary>The values of Precedence that mean bulk, list or junk; lower case.</summary>
    public IReadOnlyList<string> Precedence { get; init; } = [];

    /// <summary>X-Auto-Response-Suppress asks for no automatic answer.</summary>
    public bool Suppresses { get; init; }

    /// <summary>It belongs to a campaign of a newsletter.</summary>
    public bool IsCampaign { get; init; }

    /// <summary>List-Unsubscribe or Feedback-ID: alone they mean nothing, since many services add them to every mail.</summary>
    public bool HasBulkSendersFields { get; init; }

    /// <summary>The envelope had no sender, so nothing may be answered (RFC 5321 4.5.5).</summary>
    public bool HasEmptyReturnPath { get; init; }

    /// <summary>A list or a bulk sender sent it on.</summary>
    public bool IsBulk => Lists.Count > 0 || Precedence.Count > 0 || IsCampaign;

    /// <summary>Whether a machine may not answer. Marks of a list that is one of our own addresses (a group in front of the desk) do not count.</summary>
    /// <param name="isOurs">Whether a field that names a list names one of our addresses; null where it names no list.</param>
    public bool ForbidAnswer(Func<string, bool?> isOurs)
    {
        if (HasEmptyReturnPath || Suppresses || IsCampaign) return true;
        var named = Lists.Select(isOurs).ToList();
        var group = named.Contains(true) && !named.Contains(false);
        if (named.Count > 0 && !group) return true;
        // A group writes its own Precedence; "bulk" beside a bulk sender's fields is the sender's.
        return Precedence.Any(p => !group || p is "junk" || (p is "bulk" && HasBulkSendersFields));
    }

    internal static AnswerMarks Read(HeaderList headers) => new()
    {
        Lists = [.. headers.Where(h => h.Id is HeaderId.ListId or HeaderId.ListPost || IsNamed(h, "Mailing-List", "X-Mailing-List")).Take(20).Select(h => Texts.Line(h.Value, 998))],
        Precedence = [.. headers.Where(h => h.Id == HeaderId.Precedence).Take(5).Select(h => h.Value.Trim().ToLowerInvariant()).Where(p => p is "bulk" or "list" or "junk")],
        Suppresses = headers.Where(h => IsNamed(h, "X-Auto-Response-Suppress")).Any(h => Suppress(h.Value)),
        IsCampaign = headers.Any(h => IsNamed(h, "X-Campaign", "X-CampaignId", "X-Mailchimp-Campaign-Id")),
        HasBulkSendersFields = headers.Contains(HeaderId.ListUnsubscribe) || headers.Contains("Feedback-ID"),
        HasEmptyReturnPath = headers.FirstOrDefault(h => h.Id == HeaderId.ReturnPath) is { } path && path.Value.Trim() is "<>" or "" or "< >",
    };

    // DR, NDR, RN and NRN speak of reports, not of answers.
    static bool Suppress(string value) =>
        value.Split(',', ';').Any(v => Classification.Is(v, "All", "OOF", "AutoReply"));

    static bool IsNamed(Header header, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (header.Field.Equals(name, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
