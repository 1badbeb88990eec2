namespace SupportDesk.Escalations;

/// <summary>Why a level's command did nothing. The answer says it in the sender's language, and what would be right.</summary>
public enum CommandRefusal
{
    /// <summary>There is no such command.</summary>
    Unknown,

    /// <summary>A question or a decision without words.</summary>
    NoWords,

    /// <summary>A decision that does not say which.</summary>
    NoOutcome,

    /// <summary>The day on which a decision takes effect can't be read.</summary>
    WrongDay,

    /// <summary>The day on which a decision would take effect is over.</summary>
    PastDay,

    /// <summary>The case has ended, or still gathers consent.</summary>
    NotClimbing,

    /// <summary>The case is above the sender's level.</summary>
    NotTheirs,

    /// <summary>It was acknowledged already.</summary>
    Already,

    /// <summary>The chain gives their level no power to decide.</summary>
    MayNotDecide,

    /// <summary>The chain gives their level no power to ask.</summary>
    MayNotAsk,

    /// <summary>The chain gives their level no power to forward.</summary>
    MayNotForward,

    /// <summary>Nobody is above.</summary>
    AtTop,

    /// <summary>A confirmation, a change or a discarding, and nothing waits.</summary>
    NothingWaits,

    /// <summary>A confirmation in answer to another mail than the one that shows the text.</summary>
    WrongMail,

    /// <summary>A confirmation with more words below it: the sender may have wanted another text.</summary>
    MoreWords,

    /// <summary>What they confirm was replaced by a newer one of theirs.</summary>
    Replaced,

    /// <summary>It was confirmed before.</summary>
    Confirmed,

    /// <summary>They discarded it before.</summary>
    Discarded,

    /// <summary>The case moved on before they confirmed.</summary>
    MovedOn,

    /// <summary>The link by which they act is too old.</summary>
    Expired,
}
