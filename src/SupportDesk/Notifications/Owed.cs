using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using static SupportDesk.Events.EventKind;

namespace SupportDesk.Notifications;

/// <summary>
/// From what happened to who is owed which mail: one switch. A bounded number of people get their outbox rows at once, an audience a notice
/// that a job unfolds; both in the save that made the change.
/// </summary>
public sealed partial class Owed(ReplyRoutes routes, SendingMailboxes senders, SupporterMail recipients)
{
    /// <summary>Adds what the events make us owe to the save under way.</summary>
    /// <param name="at">Business time: when it is due, where it may not be undone.</param>
    public async Task AddAsync(DeskDb db, IReadOnlyList<DeskEvent> events, DateTimeOffset at, CancellationToken cancel)
    {
        // What an archive or the seed tells happened long ago: nothing is answered.
        var (who, levels) = (new WhoStands(db, at), new LevelAddresses(db, routes, events));
        foreach (var happening in events.Where(e => e.Via != Via.Import))
        {
            var owing = new Owing(db, happening, who, levels, at, cancel);
            await AddAsync(owing);
            await AnswerLevelAsync(owing);
        }
    }

    private Task AddAsync(Owing owing) => (owing.Event.ObjectKind, owing.Event.Kind) switch
    {
        (ObjectKind.Ticket, TicketOpened) => AcknowledgeAsync(owing),
        (ObjectKind.Ticket, ReplyPosted) when owing.Event.Says("staff") => PassOnAsync(owing),
        (ObjectKind.Ticket, ReplyPosted or MailReleased) => TellAssigneeAsync(owing),
        (ObjectKind.Ticket, AskedOutside) => AskOutsideAsync(owing),
        (ObjectKind.Ticket, AnsweredOutside) => TellAssigneeAsync(owing),
        (ObjectKind.Ticket, ReplyUndone) => TakeBackAsync(owing),
        (ObjectKind.Ticket, Assigned) => HandOverAsync(owing),

        (ObjectKind.Supporter, ConsentAsked) => AskConsentAsync(owing),
        (ObjectKind.Supporter, CameAfterDecision) => TellLateAsync(owing),
        (ObjectKind.Supporter, PassageLookedOver) => PassLookedOverAsync(owing),
        (ObjectKind.Supporter, ConsentGiven or SupporterLeft) => ConsentChangedAsync(owing),
        (ObjectKind.Supporter, ConsentUnclear) => PromiseReadingAsync(owing),
        (ObjectKind.Escalation, ConsentReminded) => AnnounceAsync(owing, MailKind.ConsentReminder, Audience.Unanswered),
        (ObjectKind.Escalation, ClimbBegan) => SendUpAsync(owing),
        (ObjectKind.Escalation, EventKind.Delivered) when owing.Event.NumberOf("first") == 1 => AnnounceAsync(owing, MailKind.Step, Audience.StepFollowers),
        (ObjectKind.Escalation, Forwarded or Skipped or Undeliverable or TakenUp or Moved or EscalationReopened) => ArriveAsync(owing),
        (ObjectKind.Escalation, HolderJoined) => TellHolderAsync(owing),
        (ObjectKind.Escalation, TimedOut) => RunOutAsync(owing),
        (ObjectKind.Escalation, ReminderOwed) => RemindAsync(owing),
        (ObjectKind.Escalation, Asked) => AskAsync(owing),
        (ObjectKind.Escalation, Answered) => PassAnswerAsync(owing),
        (ObjectKind.Escalation, Returned) => ReturnAsync(owing),
        (ObjectKind.Escalation, Withdrawn) => TellOfEndAsync(owing),
        (ObjectKind.Escalation, Acknowledged or EscalationMerged) => AnnounceAsync(owing, MailKind.Step, Audience.StepFollowers),
        (ObjectKind.Escalation, Decided) => DecideAsync(owing),
        (ObjectKind.Escalation, ConfirmationAsked) => ShowExactWordsAsync(owing),
        _ => Task.CompletedTask,
    };

    /// <summary>One event, and the save it belongs to.</summary>
    private sealed record Owing(DeskDb Db, DeskEvent Event, WhoStands Who, LevelAddresses Levels, DateTimeOffset At, CancellationToken Cancel);
}
