using SupportDesk.Events;
using SupportDesk.Threads;

namespace SupportDesk.Tickets;

/// <summary>What joins a ticket that is over, and tickets that tell of what was before the desk.</summary>
public sealed partial class Ticket
{
    /// <summary>Takes words into a closed ticket: those of long ago, or what a machine sent after its end. It wakes nobody and starts no clock.</summary>
    /// <exception cref="DeskException">The ticket is not closed.</exception>
    public Post Recall(NewPost post, Actor by, DateTimeOffset at)
    {
        MustAllow();
        if (Status != TicketStatus.Closed)
            throw new DeskException($"#{Number} is still open. Import old messages into a ticket of their own.");

        var row = Thread.Append(post, by, at);
        FollowThread(row);
        Record(EventKind.ReplyPosted, by, at, ("post", row.Id), ("automatic", post.Automatic), ("origin", post.Origin));
        return row;
    }

    /// <summary>Closes what was over before the desk knew of it, so how it ended is not known: outcome Other.</summary>
    public void Shelve(Actor by, DateTimeOffset at)
    {
        MustAllow();
        Become(TicketState.Imported(at), at);
        Record(EventKind.Closed, by, at);
    }
}
