using SupportDesk.People;

namespace SupportDesk.Tickets;

/// <summary>What a new ticket is made of, besides its first post.</summary>
/// <param name="RequesterAddressId">The address they wrote from: replies go there.</param>
/// <param name="OpenedFromId">The closed ticket this one continues.</param>
public sealed record NewTicket(
    string Subject,
    Guid RequesterId,
    Guid? RequesterAddressId,
    Guid? TeamId,
    Guid? MailboxId,
    string? Language,
    Priority Priority = Priority.Normal,
    Guid? OpenedFromId = null);

/// <summary>Gives tickets their numbers: unique, never reused, gaps are normal.</summary>
public sealed class TicketNumber
{
    public long Number { get; private set; }
}

/// <summary>As what somebody takes part in a ticket.</summary>
public enum ParticipantKind { Requester, Copied, Follower }

/// <summary>Somebody who gets the public replies of a ticket, at the address they wrote from.</summary>
public sealed class Participant
{
    private Participant() { }

    internal Participant(Guid ticketId, Guid personId, Guid? addressId, ParticipantKind kind) =>
        (TicketId, PersonId, AddressId, Kind) = (ticketId, personId, addressId, kind);

    public Guid TicketId { get; private init; }
    public Guid PersonId { get; private init; }
    public Guid? AddressId { get; private set; }
    public ParticipantKind Kind { get; private set; }

    /// <summary>Replies go from now on to the address they last wrote from.</summary>
    public void WroteFrom(Guid addressId) => AddressId = addressId;

    internal void BecomeRequester(Guid addressId) => (Kind, AddressId) = (ParticipantKind.Requester, addressId);
}

/// <summary>Somebody who may read a sensitive ticket.</summary>
public sealed class TicketReader
{
    private TicketReader() { }

    internal TicketReader(Guid ticketId, Guid personId) => (TicketId, PersonId) = (ticketId, personId);

    public Guid TicketId { get; private init; }
    public Guid PersonId { get; private init; }
}

/// <summary>A word that sorts tickets.</summary>
public sealed class Tag
{
    private Tag() { }

    public Guid Id { get; private init; }
    public string Name { get; private init; } = "";
    public string NameKey { get; private init; } = "";

    public static Tag Named(string name, DateTimeOffset at)
    {
        var clean = Words.Cut(Words.OneLine(name), 60);
        if (clean.Length == 0)
            throw new DeskException("A tag needs a name.");

        return new() { Id = Guid.CreateVersion7(at), Name = clean, NameKey = Person.KeyOf(clean) };
    }
}

/// <summary>
/// One tag of one ticket, carrying what a tag's list is filtered and ordered by; a trigger keeps these columns equal to the ticket's,
/// so that no verb has to load tags (docs/decisions/0006).
/// </summary>
public sealed class TicketTag
{
    private TicketTag() { }

    internal TicketTag(Guid tagId, Guid ticketId, Guid? teamId, bool isLive, DateTimeOffset lastActivityAt) =>
        (TagId, TicketId, TeamId, IsLive, LastActivityAt) = (tagId, ticketId, teamId, isLive, lastActivityAt);

    public Guid TagId { get; private init; }
    public Guid TicketId { get; private init; }
    public Guid? TeamId { get; private set; }
    public bool IsLive { get; private set; }
    public DateTimeOffset LastActivityAt { get; private set; }
}
