using SupportDesk.Threads;

namespace SupportDesk.Mail.Matching;

/// <summary>What ties a mail to a conversation of the desk.</summary>
public enum Tie
{
    /// <summary>A valid token, sent by the person it was made for.</summary>
    OwnToken,

    /// <summary>A valid token, sent from an address that is not that person's.</summary>
    ForeignToken,

    /// <summary>No token, but an answered message or a number in the subject, and the writer's address takes part there.</summary>
    Thread,

    /// <summary>No token, but it answers a mail of a conversation that was sent to the writer's address too; the writer takes no part there.</summary>
    Copied,

    /// <summary>Nothing, or nothing that the writer's address may claim.</summary>
    Nothing,
}

/// <summary>What happens to a mail.</summary>
public enum Fate
{
    /// <summary>It is a post of its conversation, seen by everybody who takes part.</summary>
    Post,

    /// <summary>It lies on the conversation unseen until staff release it.</summary>
    Hold,

    /// <summary>It opens a ticket of its own.</summary>
    Open,
}

/// <summary>
/// Who may write into a conversation by mail (threats T03 to T06). A subject's number or a thread's ids never admit by themselves,
/// a claimed sender never, and a token only together with its own person.
/// </summary>
public static class DecisionTable
{
    public static Fate Decide(Tie tie, Verdict verdict) => (tie, verdict) switch
    {
        (Tie.Nothing, _) => Fate.Open,
        (Tie.OwnToken, Verdict.Proved or Verdict.Unproved) => Fate.Post,
        (Tie.Thread, Verdict.Proved) => Fate.Post,
        _ => Fate.Hold,
    };
}
