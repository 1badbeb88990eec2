using SupportDesk.Chains;
using SupportDesk.Events;

namespace SupportDesk.Escalations;

/// <summary>Does to a case what a level holder's mail says.</summary>
/// <param name="waiting">Acts of theirs on this case that wait for confirmation.</param>
/// <param name="confirms">The act whose words stood in the mail that they answer; null where they answer another mail.</param>
internal sealed class LevelActs(Escalation escalation, Standing standing, IReadOnlyList<UnconfirmedAct> waiting, UnconfirmedAct? confirms, Actor by, DateTimeOffset at)
{
    /// <summary>Does what the command says; a question or a decision only waits then for confirmation.</summary>
    /// <param name="names">Of the sender: alone below CONFIRM they are a signature.</param>
    /// <returns>Why it did nothing; null if it was done.</returns>
    public CommandRefusal? Do(LevelCommand command, IReadOnlyList<string> names) => command.Verb switch
    {
        LevelVerb.Unknown => CommandRefusal.Unknown,
        LevelVerb.Acknowledge => Acknowledge(command.Words, names),
        LevelVerb.Forward => Forward(command.Words),
        LevelVerb.Confirm => Confirm(command.Words, names),
        LevelVerb.Discard => Discard(),
        LevelVerb.Change => Change(command.Words),
        _ => Await(command),
    };

    public void Note(string text) => escalation.Note(text, standing, by, at);

    /// <summary>Notes that the command did nothing. What came with it is kept; a mere CONFIRM says nothing to keep.</summary>
    public void Refuse(CommandRefusal refusal, LevelCommand command, string text) => escalation.Refuse(
        refusal, command.Verb, command is { Verb: LevelVerb.Confirm or LevelVerb.Discard or LevelVerb.Acknowledge, Words: "" } || standing.LevelOf(by.PersonId, 1) is null ? null : text, by, at);

    private CommandRefusal? Acknowledge(string words, IReadOnlyList<string> names)
    {
        if (escalation.RefusalOf(LevelVerb.Acknowledge, standing, by.PersonId) is { } refusal)
            return refusal;

        escalation.Acknowledge(standing, by, at);
        if (!IsName(words, names))
            escalation.Note(words, standing, by, at, besideCommand: true);
        return null;
    }

    private CommandRefusal? Forward(string words)
    {
        if (escalation.RefusalOf(LevelVerb.Forward, standing, by.PersonId) is { } refusal)
            return refusal;

        escalation.Forward(words, standing, by, at);
        return null;
    }

    private CommandRefusal? Await(LevelCommand command)
    {
        if ((escalation.RefusalOf(command.Verb, standing, by.PersonId) ?? MissingIn(command) ?? escalation.RefusalOf(command.EffectiveOn, standing, by.PersonId, at)) is { } refusal)
            return refusal;

        escalation.AwaitConfirmation(command, waiting, standing, by, at);
        return null;
    }

    private static CommandRefusal? MissingIn(LevelCommand command) => command switch
    {
        { Verb: LevelVerb.Decide, Outcome: null } => CommandRefusal.NoOutcome,
        { Verb: LevelVerb.Decide, DayIsWrong: true } => CommandRefusal.WrongDay,
        { Verb: LevelVerb.Decide } when !Ruling.SaysEnough(command.Words) => CommandRefusal.NoWords,
        { Words: "" } => CommandRefusal.NoWords,
        _ => null,
    };

    private CommandRefusal? Confirm(string words, IReadOnlyList<string> names)
    {
        if (confirms is null)
            return waiting.Any(w => w.EndedAt is null) ? CommandRefusal.WrongMail : CommandRefusal.NothingWaits;
        if (escalation.RefusalOf(confirms, standing, at) is { } refusal)
        {
            EndIfOver();
            return refusal;
        }

        if (!IsName(words, names))
            return CommandRefusal.MoreWords;
        escalation.Confirm(confirms, standing, by, at);
        return null;
    }

    // What its time alone has ended, as when an absence begins, ends here.
    private void EndIfOver()
    {
        if (confirms!.EndedAt is null && escalation.EndOf(confirms, standing) is { } why)
            escalation.EndUnconfirmed(confirms, why, by, at);
    }

    private CommandRefusal? Discard()
    {
        if (waiting.FirstOrDefault(w => w.EndedAt is null) is not { } act)
            return CommandRefusal.NothingWaits;

        escalation.EndUnconfirmed(act, UnconfirmedEnd.Discarded, by, at);
        return null;
    }

    // The outcome and the day stay as they were, unless the new words name others.
    private CommandRefusal? Change(string words)
    {
        if ((confirms ?? waiting.FirstOrDefault(w => w.EndedAt is null)) is not { } act)
            return CommandRefusal.NothingWaits;
        if (act.EndedAt is not null)
            return escalation.RefusalOf(act, standing, at);

        var command = LevelCommand.Read(words) is { Verb: LevelVerb.Decide or LevelVerb.Ask } anew ? anew : LevelCommand.Again(act.Verb, act.Outcome, words);
        return Await(command.Verb == LevelVerb.Decide ? command with { Outcome = command.Outcome ?? act.Outcome, EffectiveOn = command.EffectiveOn ?? act.EffectiveOn } : command);
    }

    private static bool IsName(string words, IReadOnlyList<string> names)
    {
        var parts = names.SelectMany(n => n.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return words.Split([' ', ',', '.', '\n'], StringSplitOptions.RemoveEmptyEntries).All(parts.Contains);
    }
}
