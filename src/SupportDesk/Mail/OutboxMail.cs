using SupportDesk.Events;

namespace SupportDesk.Mail;

/// <summary>What a mail that leaves is about; each has a folder of templates in templates/mail.</summary>
public enum MailKind
{
    /// <summary>To a requester: we have your mail, here is where to follow it.</summary>
    Acknowledgement,

    /// <summary>To each participant: a public reply.</summary>
    Reply,

    /// <summary>To staff: a ticket is yours now.</summary>
    Assigned,

    /// <summary>To the assignee: somebody answered on your ticket.</summary>
    NewReply,

    /// <summary>To a supporter: may we pass on your words, and how?</summary>
    ConsentQuestion,

    /// <summary>To a supporter who has not answered, halfway.</summary>
    ConsentReminder,

    /// <summary>To a supporter who asked in writing: it was passed on, they are counted without words; how do they want to be quoted?</summary>
    PassedOn,

    /// <summary>To a supporter: what was noted about how they are quoted, or that a person will read what they wrote.</summary>
    ConsentNoted,

    /// <summary>To the people at a level: a case has arrived.</summary>
    Delivery,

    /// <summary>To the people at a level: time is running out.</summary>
    LevelReminder,

    /// <summary>To those named in notifyAbove: a level is late.</summary>
    Overdue,

    /// <summary>To a supporter who follows steps: where it is now.</summary>
    Step,

    /// <summary>To a supporter: the level asks something.</summary>
    Question,

    /// <summary>To a level: the answer to its question.</summary>
    Answer,

    /// <summary>To every supporter, and once to whoever came after it: the decision.</summary>
    Decision,

    /// <summary>To the assignee of tickets that wait: what they are about is decided.</summary>
    CaseDecided,

    /// <summary>To the people at a level: the last supporter has withdrawn, so the case ended.</summary>
    CaseWithdrawn,

    /// <summary>To a requester: a fresh link, asked for on the tracker.</summary>
    FreshLink,

    /// <summary>To the agent who raised it: the level says what is missing.</summary>
    Returned,

    /// <summary>To somebody at a level: what their mail did, or why it did nothing.</summary>
    Understood,

    /// <summary>To somebody at a level: the exact words of their decision or question, which leave when they confirm.</summary>
    Confirmation,

    /// <summary>To somebody who takes no part: an agent asks them about the ticket.</summary>
    Outside,

    /// <summary>To staff or a supporter who follows steps: many notices of one kind, a line each.</summary>
    Bundle,

    /// <summary>To an auditor named in the settings: the heads of all cases on a day.</summary>
    Anchored,
}

/// <summary>
/// A mail we owe, written in the save that caused it: ids and a fixed Message-ID, no words. Each try checks it and renders it anew, so that
/// consent holds until it leaves; only bytes that a server may have taken are sent again as they were.
/// </summary>
public sealed partial class OutboxMail
{
    private OutboxMail() { }

    public long Id { get; private set; }
    public long? EventId { get; private set; }
    public DeskEvent? Event { get; private init; }
    public Guid? NoticeId { get; private init; }
    public MailKind Kind { get; private init; }
    public Guid PersonId { get; private init; }
    public string AddressKey { get; private init; } = "";
    public string Address { get; private init; } = "";
    public ObjectKind ObjectKind { get; private init; }
    public Guid ObjectId { get; private init; }

    /// <summary>What within the object: the post of a reply, the decision's number … as the kind needs it.</summary>
    public Guid? PartId { get; private init; }

    public int? PartNo { get; private init; }
    public string Language { get; private init; } = "en";

    /// <summary>Without angle brackets (RFC 5322 3.6.4); fixed here, so that a repeat carries the same.</summary>
    public string MessageId { get; private init; } = "";

    /// <summary>The row of the reply address that this person's answers come to; null where an answer is not expected.</summary>
    public long? ReplyAddressId { get; private init; }

    public DateTimeOffset At { get; private init; }
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>Real time until which a worker holds this row.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>Raised by each claim; the final update names it, so that a worker whose lease ran out changes nothing.</summary>
    public long Fence { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>When the present try began, or an earlier one that no server has answered.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>Since when a copy may have left: a try ended without an answer to the end of its data.</summary>
    public DateTimeOffset? MayHaveLeftAt { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }
    public DateTimeOffset? FailedAt { get; private set; }
    public DateTimeOffset? CancelledAt { get; private set; }
    public string? Reason { get; private set; }

    /// <summary>The blob of the bytes of this try, or of those that may have left; null once a server has refused them.</summary>
    public string? BodyHash { get; private set; }

    /// <summary>The passages that those bytes quote, as <see cref="QuotedPassage"/> writes them; null where that was not noted.</summary>
    public string? Quotes { get; private set; }

    /// <summary>The Message-ID of the one mail in which this notice leaves together with others.</summary>
    public string? TogetherIn { get; private set; }

    /// <summary>How often the wire may have carried it again.</summary>
    public int Repeats { get; private set; }

    /// <summary>When it came back after a server had accepted it.</summary>
    public DateTimeOffset? BouncedAt { get; private set; }

    internal static OutboxMail Owe(
        MailKind kind, DeskEvent? cause, Guid? noticeId, Recipient to, ObjectKind objectKind, Guid objectId, Guid? partId, int? partNo,
        ReplyRoute route, DateTimeOffset dueAt, DateTimeOffset at) => new()
    {
        Kind = kind,
        Event = cause,
        NoticeId = noticeId,
        PersonId = to.PersonId,
        Address = to.Address,
        AddressKey = to.AddressKey,
        Language = to.Language,
        ObjectKind = objectKind,
        ObjectId = objectId,
        PartId = partId,
        PartNo = partNo,
        MessageId = route.MessageId,
        ReplyAddressId = route.ReplyAddressId,
        At = at,
        DueAt = dueAt,
    };

    /// <summary>One mail in place of several notices of one kind to one address.</summary>
    /// <param name="notices">At least one; the kind is noted as the part's number.</param>
    internal static OutboxMail Bundle(IReadOnlyList<OutboxMail> notices, ReplyRoute route, DateTimeOffset at) => new()
    {
        Kind = MailKind.Bundle,
        PersonId = notices[0].PersonId,
        Address = notices[0].Address,
        AddressKey = notices[0].AddressKey,
        Language = notices[0].Language,
        ObjectKind = ObjectKind.Person,
        ObjectId = notices[0].PersonId,
        PartNo = (int)notices[0].Kind,
        MessageId = route.MessageId,
        At = at,
        DueAt = at,
    };

    /// <summary>Calls it off; refused once a worker has begun to send it.</summary>
    /// <returns>False if it was sent, failed or begun already.</returns>
    public bool Cancel(string reason, DateTimeOffset at)
    {
        if (StartedAt is not null || SentAt is not null || FailedAt is not null || CancelledAt is not null)
            return false;

        (CancelledAt, Reason, DueAt) = (at, reason, null);
        return true;
    }

    /// <summary>Tries a failed mail again, now.</summary>
    public void SendAgain(DateTimeOffset at)
    {
        if (FailedAt is null)
            throw new DeskException("Only a mail that failed can be sent again.");
        if (Address.Length == 0)
            throw new DeskException("The person has no address to send it to.");

        (FailedAt, Reason, Attempts, StartedAt, DueAt) = (null, null, 0, null, at);
    }
}

/// <summary>Where a mail goes.</summary>
/// <param name="Language">BCP 47 of the person, else the mailbox's.</param>
public sealed record Recipient(Guid PersonId, string Address, string AddressKey, string Language);

/// <summary>How an answer to a mail finds its way back.</summary>
public sealed record ReplyRoute(string MessageId, long? ReplyAddressId);
