using SupportDesk.Escalations;

namespace SupportDesk.Web.Pages.Track;

/// <summary>What the tracker says of a person's part in a case, as keys of the sentences; the mails say the same (docs/consent.md has the table).</summary>
public static class TrackWords
{
    /// <summary>How it came that their case is on its way: only who asked is told that they asked.</summary>
    public static string Of(TrackedCase item) => item switch
    {
        { CameAfter: true } => "Others raised what you wrote about “{0}” before you, and it was decided.",
        { Left: true } => "You have withdrawn from what was raised about “{0}”.",
        { Asked: true, IsOpen: true } => "You asked us to pass on what you said about “{0}”. Here is where it is.",
        { Asked: true } => "You asked us to pass on what you said about “{0}”. Here is how it went.",
        { IsQuoted: true, IsOpen: true } => "You allowed us to pass on what you said about “{0}”. Here is where it is.",
        { IsQuoted: true } => "You allowed us to pass on what you said about “{0}”. Here is how it went.",
        { Consent: Consent.None, State: EscalationState.Gathering } => "We would like to pass on what you said about “{0}”, and wait for your answer.",
        { IsOpen: true } => "You are counted among those who raised “{0}”. Here is where it is.",
        _ => "You are counted among those who raised “{0}”. Here is how it went.",
    };

    /// <summary>What a decision's day means now.</summary>
    public static string Of(DecisionEffect effect) => effect switch
    {
        DecisionEffect.InEffect => "in effect since {0}",
        DecisionEffect.WasInEffect => "was in effect from {0}",
        DecisionEffect.NeverInEffect => "was to take effect on {0}",
        _ => "takes effect on {0}",
    };

    /// <summary>How they are quoted now.</summary>
    public static string FormOf(TrackedCase item) => item.Consent switch
    {
        Consent.Named => "You are quoted by name",
        Consent.Anonymous => "You are quoted without your name",
        Consent.Private => "You are counted, without words",
        _ => "May we pass on your words?",
    };
}
