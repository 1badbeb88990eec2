using SupportDesk.Events;
using SupportDesk.Threads;

namespace SupportDesk.Tickets;

/// <summary>Tickets that tell of what was before the desk.</summary>
public sealed partial class Ticket
{
    /// <summary>Takes in words of long ago. It wakes nobody and starts no clock.</summary>
    /// <exception cref="DeskException">The ticket is at work: history is told only on closed ones.</exception>
    public Post Recall(NewPost post, Actor by, DateTimeOffset at)
    {
        if (Status != TicketStatus.Closed)
            throw new DeskException($"#{Number} is at work; what is history gets a ticket of its own.");

        MustAllow();
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
