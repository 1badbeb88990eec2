using SupportDesk.Files;
using SupportDesk.Mail.Authenticity;
using SupportDesk.Mail.Parsing;
using SupportDesk.Threads;

namespace SupportDesk.Mail.Incoming;

/// <summary>One message read: everything that needs no database.</summary>
/// <param name="Hash">SHA-256 of the raw bytes, lower-case hex.</param>
/// <param name="FromKey">The writer's address, folded; null if it is none.</param>
/// <param name="MessageIdKey">To find by, never to believe.</param>
/// <param name="Signer">The domain whose signature held, folded, if any did.</param>
/// <param name="Trouble">Why it can only be set aside, for an agent to read; null for ordinary mail.</param>
internal sealed record Reading(RawMail Raw, string Hash, ParsedMail Mail, Verdict Verdict, MailClass Class, string? FromKey, string? MessageIdKey, string? Signer = null, string? Trouble = null)
{
    /// <param name="ours">The desk's own addresses, folded.</param>
    public static async Task<Reading> OfAsync(RawMail raw, SenderCheck check, TrustOptions trust, TrustedSigners trusted, IReadOnlySet<string> ours, CancellationToken cancel)
    {
        var mail = WithReturned(MailParser.Parse(raw.Bytes));
        var fromKey = People.MailAddress.Fold(mail.From?.Address);
        var kind = fromKey is not null && ours.Contains(fromKey) ? MailClass.Own
            : mail.IsBounce || mail.IsDelayNotice || mail.IsFeedbackReport ? MailClass.Bounce
            : mail.IsAutoReply ? MailClass.AutoReply
            : mail.IsBulk ? MailClass.List
            : MailClass.Person;
        var proof = await check.JudgeAsync(raw, mail, trust, trusted, cancel);
        return new(raw, Blob.HashOf(raw.Bytes.Span), mail, proof.Verdict, kind, fromKey, MessageIds.Key(mail.MessageId), proof.Signer);
    }

    /// <summary>A message that is not read at all: it, or what it made, failed before.</summary>
    public static Reading Unread(RawMail raw, string trouble) =>
        new(raw, Blob.HashOf(raw.Bytes.Span), new ParsedMail { Unreadable = trouble, Subject = "A mail that was set aside" }, Verdict.Unproved, MailClass.Person, null, null, Trouble: trouble);

    // A report of a failure or a complaint carries our token in the mail it returns: whole, or its header alone (RFC 3462).
    private static ParsedMail WithReturned(ParsedMail mail)
    {
        if (!mail.IsBounce && !mail.IsDelayNotice && !mail.IsFeedbackReport)
            return mail;

        var returned = mail.Files.Where(f => f.Type is "message/rfc822" or "text/rfc822-headers").Take(3).Select(f => MailParser.Parse(f.Content).MessageId).OfType<string>();
        return mail with { TokenCandidates = [.. mail.TokenCandidates, .. returned] };
    }

    public bool Automatic => Class != MailClass.Person;

    /// <summary>What must be recorded before it if it is another's: the same bytes, the same Message-ID, and the messages that it names.</summary>
    public IEnumerable<string> Leans =>
        [Hash, .. MessageIdKey is { } own ? [own] : Array.Empty<string>(), .. Mail.InReplyTo.Concat(Mail.References).Select(MessageIds.Key).OfType<string>()];
}
