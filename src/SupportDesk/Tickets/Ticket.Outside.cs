using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Threads;

namespace SupportDesk.Tickets;

/// <summary>What goes about a ticket to somebody who takes no part in it, and comes back: a side thread of notes.</summary>
public sealed partial class Ticket
{
    /// <summary>Writes to a third party. The words stay on the ticket as a note; who takes part sees nothing of it.</summary>
    /// <param name="to">Who gets it, at which of their addresses.</param>
    /// <param name="history">How much of the public conversation goes along.</param>
    public Post AskOutside(NewPost post, (Guid PersonId, Guid AddressId) to, Quoting history, Actor by, DateTimeOffset at)
    {
        MustAllow();
        if (post.Text.Length == 0)
            throw new DeskException("Say what you want of them.");

        var row = Note(post, by, at);
        Record(EventKind.AskedOutside, by, at, ("post", row.Id), ("person", to.PersonId), ("address", to.AddressId), ("history", history));
        return row;
    }

    /// <summary>Takes in what a third party answers: a note, which ends the wait of a ticket that is on hold or asleep.</summary>
    public Post HearOutside(NewPost post, Actor by, DateTimeOffset at)
    {
        MustAllow();
        var row = Thread.Append(post with { Kind = PostKind.Note, State = PostState.Shown }, by, at);
        FollowThread(row);
        if (!post.Automatic && (Status == TicketStatus.OnHold || SnoozedUntil is not null))
            ReopenIfItWaits(by, at);
        Record(EventKind.AnsweredOutside, by, at, ("post", row.Id), ("automatic", post.Automatic), ("quiet", post.Quiet));
        return row;
    }
}
