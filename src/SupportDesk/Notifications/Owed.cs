using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using static SupportDesk.Events.EventKind;

namespace SupportDesk.Notifications;

/// <summary>
/// From what happened to who is owed which mail: one switch. A bounded number of people get their outbox rows at once, an audience a notice
/// that a job unfolds; both in the save that made the change.
/// </summary>
public sealed partial class Owed(ReplyRoutes routes, SendingMailboxes senders)
{
    /// <summary>Adds what the events make us owe to the save under way.</summary>
    /// <param name="at">Business time: when it is due, where it may not be undone.</param>
    public async Task AddAsync(DeskDb db, IReadOnlyList<DeskEvent> events, DateTimeOffset at, CancellationToken cancel)
    {
        // What an archive or the seed tells happened long ago: nothing is answered.
        foreach (var happening in events.Where(e => e.Via != Via.Import))
            await AddAsync(new Owing(db, happening, at, cancel));
    }

    private Task AddAsync(Owing owing) => (owing.Event.ObjectKind, owing.Event.Kind) switch
    {
        (ObjectKind.Ticket, TicketOpened) => AcknowledgeAsync(owing),
        (ObjectKind.Ticket, ReplyPosted) when owing.Event.Says("staff") => PassOnAsync(owing),
        (ObjectKind.Ticket, ReplyPosted or MailReleased) => TellAssigneeAsync(owing),
        (ObjectKind.Ticket, ReplyUndone) => TakeBackAsync(owing),
        (ObjectKind.Ticket, Assigned) => HandOverAsync(owing),
        _ => Task.CompletedTask,
    };

    /// <summary>One event, and the save it belongs to.</summary>
    private sealed record Owing(DeskDb Db, DeskEvent Event, DateTimeOffset At, CancellationToken Cancel);
}
