using SupportDesk.Events;

namespace SupportDesk.Escalations;

/// <summary>Words of a supporter as they may go up: picked by an agent from one post, redacted.</summary>
public sealed class Passage
{
    private Passage() { }

    internal Passage(Guid id, Guid supporterId, Guid postId, int ordinal, string text, Guid pickedById, DateTimeOffset at) =>
        (Id, SupporterId, PostId, Ordinal, Text, PickedById, At) = (id, supporterId, postId, ordinal, text, pickedById, at);

    public Guid Id { get; private init; }
    public Guid SupporterId { get; private init; }
    public Guid PostId { get; private init; }
    public int Ordinal { get; private init; }
    public string Text { get; private set; } = "";
    public Guid PickedById { get; private init; }
    public DateTimeOffset At { get; private init; }
    public DateTimeOffset? ErasedAt { get; private set; }

    /// <summary>What stays in though the desk proposes to leave it out where the person is not named.</summary>
    public string Kept { get; internal set; } = "";

    /// <summary>By when an agent has to look at the words: the desk is not sure what in them tells who wrote them.</summary>
    public DateTimeOffset? LookBy { get; internal init; }

    public DateTimeOffset? LookedAt { get; private set; }
    public Guid? LookedById { get; private set; }

    /// <summary>Nobody has looked yet: until then the words go up to nobody unnamed.</summary>
    public bool WaitsForLook => LookBy is not null && LookedAt is null;

    internal void LookOver(string kept, Actor by, DateTimeOffset at) => (Kept, LookedById, LookedAt) = (kept, by.PersonId, at);
}
