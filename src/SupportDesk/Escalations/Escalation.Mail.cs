using SupportDesk.Events;

namespace SupportDesk.Escalations;

/// <summary>What the desk says on a case about its mail. It leaves no receipt: nothing of the case changes by it.</summary>
public sealed partial class Escalation
{
    /// <summary>A server may have taken a mail whose answer was not heard, and the same bytes go again.</summary>
    public void NoteMaybeSentTwice(long outboxId, Actor by, DateTimeOffset at) => Record(EventKind.MaybeSentTwice, by, at, ("outbox", outboxId));

    /// <summary>A server may have taken a mail that has since been written anew or called off: a copy with what may no longer be said may have left.</summary>
    public void NoteEarlierCopy(long outboxId, Actor by, DateTimeOffset at) => Record(EventKind.EarlierCopyMayHaveLeft, by, at, ("outbox", outboxId));
}
