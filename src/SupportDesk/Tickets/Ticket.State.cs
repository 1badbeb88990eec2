using System.ComponentModel.DataAnnotations.Schema;
using System.Runtime.CompilerServices;
using SupportDesk.Threads;

namespace SupportDesk.Tickets;

/// <summary>The two places that set where a ticket stands and what its thread says, and the one rule on closed tickets and spam.</summary>
public sealed partial class Ticket
{
    // Everything else is refused, so a new verb is refused until somebody decides about it here.
    private static readonly HashSet<string> AllowedWhenClosed =
        [nameof(Note), nameof(HearOutside), nameof(Recall), nameof(Reject), nameof(ReadAgain), nameof(TakeBack), nameof(Undo), nameof(TimePassed), nameof(KeepSensitive), nameof(NoteMailFailed), nameof(NoteMaybeSentTwice), nameof(NoteEarlierCopy), nameof(StopAnswers)];

    private static readonly HashSet<string> AllowedWhenSpam =
        [nameof(Receive), nameof(Note), nameof(HearOutside), nameof(Reject), nameof(ReadAgain), nameof(TakeBack), nameof(Undo), nameof(MarkSpam), nameof(MarkNotSpam), nameof(TimePassed), nameof(KeepSensitive), nameof(NoteMailFailed), nameof(NoteMaybeSentTwice), nameof(NoteEarlierCopy), nameof(StopAnswers)];

    /// <summary>Where the ticket stands.</summary>
    [NotMapped]
    public TicketState State => TicketState.Read(this);

    /// <summary>The only place that sets status, outcome, times, snooze and what is due.</summary>
    private void Become(TicketState next, DateTimeOffset activeAt)
    {
        Status = next.Status;
        IsLive = next.IsLive && MergedIntoId is null;
        (Outcome, SolvedAt, ClosedAt) = (next.Outcome, next.SolvedAt, next.ClosedAt);
        (SnoozedUntil, DueAt, DueFor) = (next.SnoozedUntil, next.DueAt, next.DueFor);
        LastActivityAt = activeAt;
    }

    /// <summary>The only place that sets last words, last activity by a post, and first reply.</summary>
    private void FollowThread(string lastWords, DateTimeOffset? firstReplyAt, DateTimeOffset activeAt)
    {
        LastWords = LastWordsOf(lastWords);
        FirstReplyAt = firstReplyAt;
        LastActivityAt = activeAt;
    }

    private static string LastWordsOf(string text) => Words.Cut(Words.OneLine(text.Length > 600 ? text[..600] : text), 200);

    private void FollowThread(Post added, bool byStaff = false) => FollowThread(
        added.Kind == PostKind.Reply ? added.Text : LastWords,
        FirstReplyAt ?? (byStaff ? added.At : null),
        added.At > LastActivityAt ? added.At : LastActivityAt);

    // A closed ticket is over, and one marked as spam waits for somebody to say that it is not.
    private void MustAllow([CallerMemberName] string verb = "")
    {
        if (Status == TicketStatus.Closed && !AllowedWhenClosed.Contains(verb))
            throw new DeskException($"#{Number} is closed. Open a new ticket instead.");
        if (Status == TicketStatus.Spam && !AllowedWhenSpam.Contains(verb))
            throw new DeskException($"#{Number} is marked as spam. Say first that it is not spam.");
    }
}
