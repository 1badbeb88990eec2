using SupportDesk.Chains;
using SupportDesk.Events;

namespace SupportDesk.Notifications.Rendering;

/// <summary>A step of a case as the mail about it names it (templates/mail/step has a sentence for each).</summary>
public enum StepHappened
{
    Delivered, Acknowledged, Asked, Answered, Returned, Forwarded, Skipped, Undeliverable, TakenUp, Reopened, Merged, Moved, Withdrawn,

    /// <summary>The level's time ran out, and the case moved up.</summary>
    TimedOut,

    /// <summary>The level's time ran out, and the case stays there.</summary>
    Late,

    /// <summary>The time for an answer, or for what an agent was to bring, ran out.</summary>
    AnswerLate,

    /// <summary>At the top nobody could be reached.</summary>
    FellToAdministrators,

    /// <summary>An agent brought what was missing.</summary>
    Brought,
}

internal static class Steps
{
    /// <exception cref="InvalidOperationException">No mail tells of such an event.</exception>
    public static StepHappened Of(DeskEvent happening) => happening.Kind switch
    {
        EventKind.EscalationReopened => StepHappened.Reopened,
        EventKind.EscalationMerged => StepHappened.Merged,
        EventKind.TimedOut when MovedUp(happening) => StepHappened.TimedOut,
        EventKind.TimedOut => happening.ValueOf<WaitsFor>("waited") is WaitsFor.Answer or WaitsFor.Agent ? StepHappened.AnswerLate : StepHappened.Late,
        EventKind.Undeliverable when !MovedUp(happening) => StepHappened.FellToAdministrators,
        EventKind.Answered when happening.IdOf("question") is null => StepHappened.Brought,
        var kind => Enum.TryParse<StepHappened>(kind.ToString(), out var named) ? named : throw new InvalidOperationException($"No mail about a step tells of {kind}."),
    };

    private static bool MovedUp(DeskEvent happening) => happening.NumberOf("to") != happening.NumberOf("level");
}
