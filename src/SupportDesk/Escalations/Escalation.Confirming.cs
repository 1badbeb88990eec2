using SupportDesk.Chains;
using SupportDesk.Events;

namespace SupportDesk.Escalations;

/// <summary>What a level does by mail: words that will be public wait until their sender has seen them as they will leave, and confirms.</summary>
public sealed partial class Escalation
{
    /// <summary>Why somebody can't do this now; null if they can.</summary>
    /// <param name="verb">Acknowledge, Forward, Ask or Decide.</param>
    public CommandRefusal? RefusalOf(LevelVerb verb, Standing standing, Guid person)
    {
        if (State != EscalationState.Climbing)
            return CommandRefusal.NotClimbing;
        if (standing.LevelOf(person, Climb.Level) is not { } lowest)
            return CommandRefusal.NotTheirs;

        return verb switch
        {
            LevelVerb.Acknowledge => lowest == Climb.Level && Climb.AcknowledgedAt is not null ? CommandRefusal.Already : null,
            LevelVerb.Ask => LevelWith(Powers.Ask, standing, person) is null ? CommandRefusal.MayNotAsk : null,
            LevelVerb.Decide => LevelWith(Powers.Decide, standing, person) is null ? CommandRefusal.MayNotDecide : null,
            _ => lowest == Climb.Chain.Top || LevelWith(Powers.Forward, standing, person) == Climb.Chain.Top ? CommandRefusal.AtTop
                : LevelWith(Powers.Forward, standing, person) is null ? CommandRefusal.MayNotForward : null,
        };
    }

    /// <summary>Notes what somebody at the level wants to publish. Nothing else changes: the level's time runs on, and no receipt is written.</summary>
    /// <param name="command">Decide or Ask, with words.</param>
    /// <param name="waiting">What else of theirs waits on this case: it is replaced.</param>
    /// <exception cref="DeskException">They can't do it now, or something is missing.</exception>
    public UnconfirmedAct AwaitConfirmation(LevelCommand command, IReadOnlyList<UnconfirmedAct> waiting, Standing standing, Actor by, DateTimeOffset at)
    {
        MayAct(command.Verb == LevelVerb.Decide ? Powers.Decide : Powers.Ask, standing, by);
        MustSay(command.Words, "There is nothing to publish yet.");
        foreach (var older in waiting.Where(w => w.EndedAt is null && w.EscalationId == Id && w.PersonId == by.PersonId))
            EndUnconfirmed(older, UnconfirmedEnd.Replaced, by, at);

        var act = UnconfirmedAct.Create(Id, Climb, command, by.PersonId, at);
        added.Add(act);
        Record(EventKind.ConfirmationAsked, AtLevel(by), at, ("unconfirmed", act.Id), ("verb", act.Verb));
        return act;
    }

    /// <summary>Does what was waiting, in the words that its sender saw.</summary>
    /// <exception cref="DeskException">It waits no longer, or they can't do it now.</exception>
    public void Confirm(UnconfirmedAct act, Standing standing, Actor by, DateTimeOffset at)
    {
        if (act.EscalationId != Id || act.PersonId != by.PersonId)
            throw new DeskException("Only who wrote it can confirm it.");
        if (RefusalOf(act, standing, at) is not null)
            throw new DeskException($"{Called}: these words can no longer be confirmed. Load the page again to see why.");

        act.End(UnconfirmedEnd.Confirmed, at);
        if (act.Verb == LevelVerb.Decide)
            Decide(new(act.Outcome!.Value, act.Text, act.EffectiveOn), standing, by, at);
        else
            Ask(new(act.Text), standing, by, at);
    }

    /// <summary>Why an act can't be confirmed; null if it can.</summary>
    public CommandRefusal? RefusalOf(UnconfirmedAct act, Standing standing, DateTimeOffset at) => act.Ending switch
    {
        UnconfirmedEnd.Confirmed => CommandRefusal.Confirmed,
        UnconfirmedEnd.Replaced => CommandRefusal.Replaced,
        UnconfirmedEnd.Discarded => CommandRefusal.Discarded,
        UnconfirmedEnd.CaseEnded => CommandRefusal.NotClimbing,
        UnconfirmedEnd.MovedOn => CommandRefusal.MovedOn,
        UnconfirmedEnd.NotTheirs => CommandRefusal.NotTheirs,
        _ => State == EscalationState.Climbing && !IsSameStay(act) ? CommandRefusal.MovedOn : RefusalOf(act.Verb, standing, act.PersonId) ?? RefusalOf(act.EffectiveOn, standing, act.PersonId, at),
    };

    /// <summary>Why a decision can't take effect on a day; null if it can, or names none.</summary>
    internal CommandRefusal? RefusalOf(DateOnly? day, Standing standing, Guid person, DateTimeOffset at) =>
        day is { } named && IsOver(named, LevelWith(Powers.Decide, standing, person) ?? Climb.Level, at) ? CommandRefusal.PastDay : null;

    /// <summary>Why an act that waits has to end, as the case and its level holders are now; null while it may wait on.</summary>
    internal UnconfirmedEnd? EndOf(UnconfirmedAct act, Standing standing) =>
        State != EscalationState.Climbing ? UnconfirmedEnd.CaseEnded
        : !IsSameStay(act) ? UnconfirmedEnd.MovedOn
        : RefusalOf(act.Verb, standing, act.PersonId) is not null ? UnconfirmedEnd.NotTheirs : null;

    /// <summary>Notes that an act waits no longer, and why. What it would have done never happens.</summary>
    internal void EndUnconfirmed(UnconfirmedAct act, UnconfirmedEnd why, Actor by, DateTimeOffset at)
    {
        act.End(why, at);
        Record(EventKind.ConfirmationEnded, by, at, ("unconfirmed", act.Id), ("why", why), ("person", act.PersonId));
    }

    /// <summary>Notes a command by mail that did nothing. Its words are kept as the sender's note, so that nothing typed is lost.</summary>
    /// <param name="text">Null keeps nothing: it says no more than the command.</param>
    internal void Refuse(CommandRefusal refusal, LevelVerb verb, string? text, Actor by, DateTimeOffset at)
    {
        var isKept = !string.IsNullOrWhiteSpace(text);
        if (isKept)
            added.Add(LevelNote.Of(Id, Climb.Level, Words.Clean(text), by.PersonId, at));
        Record(EventKind.CommandRefused, by, at, ("refused", refusal), ("verb", verb), ("kept", isKept));
    }

    private bool IsSameStay(UnconfirmedAct act) => (act.Level, act.EnteredNo) == (Climb.Level, Climb.EnteredNo);

    // The lowest level from the case's own upwards at which somebody has a power.
    private int? LevelWith(Powers power, Standing standing, Guid person)
    {
        for (var level = standing.LevelOf(person, Climb.Level); level is { } no; level = standing.LevelOf(person, no + 1))
        {
            if (Climb.Chain.At(no).May(power))
                return no;
        }

        return null;
    }
}
