using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Mail.Parsing;
using SupportDesk.Threads;

namespace SupportDesk.Tickets;

/// <summary>All that the page of one ticket shows.</summary>
/// <param name="Posts">Oldest first; at most <see cref="TicketPageQuery.PostsShown"/>.</param>
/// <param name="EarlierBefore">The position to ask for when there are earlier posts; null when all are shown.</param>
/// <param name="Lines">What happened besides posts, oldest first, within the time of the posts shown.</param>
public sealed record TicketPage(
    TicketHead Ticket,
    IReadOnlyList<PostShown> Posts,
    int? EarlierBefore,
    IReadOnlyList<TicketLine> Lines,
    IReadOnlyList<ParticipantShown> Participants,
    IReadOnlyList<EarlierTicket> Earlier,
    IReadOnlyList<AddressShown> Addresses,
    IReadOnlyList<string> Tags)
{
    /// <summary>People whom the mails shown were sent to as well, and who take no part: the agent may include them.</summary>
    public IReadOnlyList<WrittenAddress> Copied { get; init; } = [];

    /// <summary>The last post that the page shows: a reply says up to where it was read.</summary>
    public int LastPosition => Posts.Count > 0 ? Posts[^1].Position : 0;
}

/// <summary>The ticket itself, with the names of those it points to.</summary>
public sealed record TicketHead(
    Guid Id,
    long Number,
    long Version,
    Guid ThreadId,
    string Subject,
    TicketStatus Status,
    bool IsLive,
    Outcome? Outcome,
    Priority Priority,
    Guid? TeamId,
    string? TeamName,
    Guid? AssigneeId,
    string? AssigneeName,
    Guid RequesterId,
    string RequesterName,
    string? RequesterCompany,
    bool Sensitive,
    string? Language,
    DateTimeOffset OpenedAt,
    DateTimeOffset? FirstReplyAt,
    DateTimeOffset? SolvedAt,
    DateTimeOffset? ClosedAt,
    DateTimeOffset? SnoozedUntil,
    DateTimeOffset? DueAt,
    TicketDue DueFor,
    DateTimeOffset LastActivityAt,
    long? OpenedFrom,
    DateTimeOffset? ThreadLockedAt);

/// <summary>One post as the thread shows it; hidden and held ones are there for staff, marked by <see cref="State"/>.</summary>
/// <param name="RecordedByName">Who entered it, where that was not its author (phone, import, on behalf of).</param>
/// <param name="ByStaff">Whether the author signs in at the desk.</param>
public sealed record PostShown(
    Guid Id,
    int Position,
    PostKind Kind,
    PostState State,
    Guid AuthorId,
    string AuthorName,
    string? AuthorAddress,
    string? RecordedByName,
    bool ByStaff,
    Origin Origin,
    DateTimeOffset At,
    string Html,
    string Text,
    string? QuotedText,
    string? Signature,
    Verdict? Verdict,
    bool Automatic,
    string? LetterDoubt = null,
    string? ReadAs = null)
{
    public IReadOnlyList<FileShown> Files { get; init; } = [];

    /// <summary>The mail that it came as; null for what came otherwise.</summary>
    public MailShown? Mail { get; init; }

    /// <summary>The folded parts as HTML; null in posts that have them as text alone.</summary>
    public string? QuotedHtml { get; init; }

    public string? SignatureHtml { get; init; }

    /// <summary>The plain form of a mail that holds words which its formatted one does not.</summary>
    public string? PlainForm { get; init; }

    /// <summary>As JSON.</summary>
    public string? Invitations { get; init; }
}

/// <summary>What is told of the mail behind a post.</summary>
/// <param name="Head">Null for mail of before this was kept.</param>
/// <param name="Why">Why it is held, as a sentence; null for what is not.</param>
/// <param name="AnswerTo">Whom its Reply-To names, where that is neither its writer nor the desk nor an address where nobody reads.</param>
public sealed record MailShown(MailHead? Head, string? Why, WrittenAddress? AnswerTo);

/// <summary>A file of a post.</summary>
/// <param name="Size">Bytes.</param>
public sealed record FileShown(Guid Id, Guid PostId, string Name, string Type, long Size, string? ContentId, FileState State);

/// <summary>Something that happened, as one thin line: who, what, and the names its ids stand for.</summary>
/// <param name="From">Name of the person, team or tag before; null where the event has none.</param>
/// <param name="To">Name of the person, team or tag it is about.</param>
/// <param name="Before">The status or priority before, as its enum's name.</param>
/// <param name="After">The status, priority or outcome afterwards.</param>
/// <param name="Until">The moment the event names (snoozed until).</param>
/// <param name="Of">The object the event names: an escalation, a mail.</param>
public sealed record TicketLine(
    long Id,
    DateTimeOffset At,
    EventKind Kind,
    Guid ActorId,
    string ActorName,
    Capacity Capacity,
    Via Via,
    string? From,
    string? To,
    string? Before,
    string? After,
    DateTimeOffset? Until,
    Guid? Of)
{
    /// <summary>The escalation it is about; null for what happened to the ticket itself.</summary>
    public CaseLine? Case { get; init; }
}

/// <summary>Where an escalation stood when something happened to it.</summary>
/// <param name="Level">The level before, by name; empty below the first.</param>
/// <param name="Now">The level afterwards.</param>
/// <param name="IsAnswerLate">What ran out was the time for an answer, or for what an agent was to bring.</param>
/// <param name="ByStaff">No supporter answered: an agent brought what was missing.</param>
public sealed record CaseLine(long Number, string Policy, string Level, string Now, DecisionOutcome? Outcome, bool IsAnswerLate, bool ByStaff);

/// <summary>Somebody who takes part, with the address replies go to.</summary>
public sealed record ParticipantShown(Guid PersonId, string Name, ParticipantKind Kind, string? Address);

/// <summary>Another ticket of the requester and how it ended.</summary>
public sealed record EarlierTicket(long Number, string Subject, TicketStatus Status, Outcome? Outcome, DateTimeOffset OpenedAt, DateTimeOffset? SolvedAt);

/// <summary>An address of the requester.</summary>
public sealed record AddressShown(string Address, bool IsPrimary, bool Verified, bool Bounces);
