using System.Text.Json;
using System.Text.Json.Serialization;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Mail;

/// <summary>Whom a mail names besides its text, as written: nothing of it is proved.</summary>
public sealed record MailHead
{
    /// <summary>Addresses kept of one field; how many more there were is said by <see cref="More"/>.</summary>
    public const int Most = 30;

    private static readonly JsonSerializerOptions Format = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    public string Subject { get; init; } = "";

    /// <summary>The From field, which a form or a group may have rewritten.</summary>
    public WrittenAddress? From { get; init; }

    public IReadOnlyList<WrittenAddress> To { get; init; } = [];
    public IReadOnlyList<WrittenAddress> Cc { get; init; } = [];
    public IReadOnlyList<WrittenAddress> ReplyTo { get; init; } = [];

    /// <summary>X-Original-From, where a group took the writer out of From.</summary>
    public IReadOnlyList<WrittenAddress> OriginalFrom { get; init; } = [];

    /// <summary>How many people in To and Cc are not kept here; the mail itself names them.</summary>
    public int More { get; init; }

    /// <summary>Whoever it was sent to, in To or Cc.</summary>
    [JsonIgnore]
    public IEnumerable<WrittenAddress> Recipients => To.Concat(Cc);

    public static MailHead FromMail(ParsedMail mail) => new()
    {
        Subject = mail.Subject,
        From = mail.From,
        To = Some(mail.To),
        Cc = Some(mail.Cc),
        ReplyTo = Some(mail.ReplyTo),
        OriginalFrom = Some(mail.OriginalFrom),
        More = Math.Max(0, mail.To.Count - Most) + Math.Max(0, mail.Cc.Count - Most),
    };

    public static string Write(MailHead head) => JsonSerializer.Serialize(head, Format);

    public static MailHead Read(string json) => JsonSerializer.Deserialize<MailHead>(json, Format) ?? new();

    private static IReadOnlyList<WrittenAddress> Some(IReadOnlyList<WrittenAddress> all) => all.Count > Most ? [.. all.Take(Most)] : all;
}
