using SupportDesk.Files;
using SupportDesk.Mail.Authenticity;
using SupportDesk.Mail.Parsing;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Mail.Incoming;

/// <summary>One message read: everything that needs no database.</summary>
/// <param name="Hash">SHA-256 of the raw bytes, lower-case hex.</param>
/// <param name="FromKey">The writer's address, folded; null if it is none.</param>
/// <param name="MessageIdKey">To find by, never to believe.</param>
/// <param name="Signer">The domain whose signature held, folded, if any did.</param>
/// <param name="Trouble">Why it can only be set aside, for an agent to read; null for ordinary mail.</param>
internal sealed record Reading(RawMail Raw, string Hash, ParsedMail Mail, Verdict Verdict, MailClass Class, string? FromKey, string? MessageIdKey, string? Signer = null, string? Trouble = null)
{
    /// <summary>Who wrote it, as far as it says: From, or whom a form, a group or one of our own addresses names beside it.</summary>
    public WrittenAddress? Writer { get; init; } = Mail.From;

    /// <summary>From is one of our own addresses: a form, a group in front of the desk, a colleague, or a liar.</summary>
    public bool IsFromOwnAddress { get; init; }

    /// <summary>From is a form or a group that the mailbox's settings list.</summary>
    public bool IsFromListedForm { get; init; }

    /// <summary>From is an address where nobody reads, and the mail names somebody who does: a form that the settings do not list.</summary>
    public bool IsFromUnreadAddress { get; init; }

    /// <summary>Other people whom it was sent to.</summary>
    public IReadOnlyList<WrittenAddress> Others { get; init; } = [];

    /// <summary>What led to the verdict, in sentences for staff.</summary>
    public string ProofReason { get; init; } = "";

    /// <summary>No machine may answer it, whoever wrote it.</summary>
    public bool ForbidsAnswer { get; init; }

    /// <summary>A machine wrote it.</summary>
    public bool Automatic => Class is MailClass.AutoReply or MailClass.Bounce || Mail.IsAutoReply;

    public static async Task<Reading> OfAsync(RawMail raw, SenderCheck check, TrustOptions trust, TrustedSigners trusted, OwnAddresses ours, CancellationToken cancel)
    {
        var mail = WithReturned(MailParser.Parse(raw.Bytes));
        var from = People.MailAddress.Fold(mail.From?.Address);
        var fromOurs = ours.Includes(from);
        var fromForm = from is not null && trust.FormSenders.Any(a => People.MailAddress.Fold(a) == from);
        var kind = ClassOf(mail, ours);
        var beside = BesideFrom(mail, ours, from) ?? (fromForm ? FormFields.Find(mail.WholeText, trust.FormFields) : null);
        var fromUnread = from is not null && beside is not null && kind is MailClass.Person or MailClass.List && RobotAddresses.IsUnread(from);
        var writer = fromOurs || fromForm || fromUnread ? beside : mail.From;
        var proof = await check.JudgeAsync(raw, mail, trust, trusted, cancel);
        // What our own domain's server, or a form's, says of From says nothing about whom the mail names beside it.
        if ((fromOurs || fromForm || fromUnread) && proof.Verdict == Verdict.Proved)
            proof = proof with { Verdict = Verdict.Unproved, Reason = $"{(fromOurs ? ProofReasons.OwnAddress : ProofReasons.Form)} {proof.Reason}" };
        var key = People.MailAddress.Fold(writer?.Address);
        return new(raw, Blob.HashOf(raw.Bytes.Span), mail, proof.Verdict, kind, key, MessageIds.Key(mail.MessageId), proof.Signer)
        {
            Writer = writer,
            ProofReason = proof.Reason,
            IsFromOwnAddress = fromOurs,
            IsFromListedForm = fromForm,
            IsFromUnreadAddress = fromUnread,
            ForbidsAnswer = mail.Marks.ForbidAnswer(ours.AreNamedBy),
            Others = CopiedPeople.Among(mail.To.Concat(mail.Cc), ours, key),
        };
    }

    // List marks say nothing about who wrote it: what is only sent on by a list is read like any person's mail.
    private static MailClass ClassOf(ParsedMail mail, OwnAddresses ours) =>
        mail.IsBounce || mail.IsDelayNotice || mail.IsFeedbackReport ? MailClass.Bounce
        : mail.IsUnclearReport ? MailClass.Unclear
        : mail.IsAutoReply ? MailClass.AutoReply
        : mail.IsBulk && mail.Marks.ForbidAnswer(ours.AreNamedBy) ? MailClass.List
        : MailClass.Person;

    // Whom the mail names besides; null: nobody, and the requester is unknown.
    private static WrittenAddress? BesideFrom(ParsedMail mail, OwnAddresses ours, string? from) =>
        mail.OriginalFrom.Concat(mail.ReplyTo)
            .FirstOrDefault(a => People.MailAddress.Fold(a.Address) is { } key && key != from && !ours.Includes(key) && !RobotAddresses.IsUnread(key));

    /// <summary>A message that is not read at all: it, or what it made, failed before.</summary>
    public static Reading Unread(RawMail raw, string trouble) =>
        new(raw, Blob.HashOf(raw.Bytes.Span), new ParsedMail { Unreadable = trouble, Subject = "A mail that was set aside" }, Verdict.Unproved, MailClass.Person, null, null, Trouble: trouble);

    // A report of a failure or a complaint carries our token in the mail it returns: whole, or its header alone (RFC 3462).
    private static ParsedMail WithReturned(ParsedMail mail)
    {
        if (!mail.IsBounce && !mail.IsDelayNotice && !mail.IsFeedbackReport)
            return mail;

        var returned = mail.Files.Where(f => f.Type is "message/rfc822" or "text/rfc822-headers").Take(3).Select(f => MailParser.Parse(f.Content).MessageId).OfType<string>();
        return mail with { TokenCandidates = [.. mail.TokenCandidates, .. returned, .. IdsInText(mail.WholeText)] };
    }

    // Older servers set the mail that came back below their words, header and all.
    private static IEnumerable<string> IdsInText(string text) =>
        text.Split('\n').Take(1_000).Select(l => l.TrimStart('>', ' ', '\t')).Where(l => l.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase)).Take(3).SelectMany(l => MessageIds.All(l[11..]));

    /// <summary>What must be recorded before it if it is another's: the same bytes, the same Message-ID, and the messages that it names.</summary>
    public IEnumerable<string> Leans =>
        [Hash, .. MessageIdKey is { } own ? [own] : Array.Empty<string>(), .. Mail.InReplyTo.Concat(Mail.References).Select(MessageIds.Key).OfType<string>()];
}
