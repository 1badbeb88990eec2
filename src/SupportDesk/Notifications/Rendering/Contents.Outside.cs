using Microsoft.EntityFrameworkCore;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Threads;

namespace SupportDesk.Notifications.Rendering;

/// <summary>What is written to third parties, and what staff are told of their answers: the two mails that hold words of a note.</summary>
public sealed partial class Contents
{
    // Of all notes only the one that was written to this very person: the event says so.
    private async Task<Content> OutsideAsync(Writing writing)
    {
        var (ticket, mail) = (await TicketAsync(writing), writing.Mail);
        var asked = await writing.Db.Events.AsNoTracking().SingleAsync(e => e.Id == mail.EventId && e.Kind == EventKind.AskedOutside, writing.Cancel);
        if (asked.IdOf("post") != mail.PartId || asked.IdOf("person") != mail.PersonId)
            throw new DeskException("This note was written to somebody else.");

        var post = await writing.Db.Posts.AsNoTracking().SingleAsync(p => p.Id == mail.PartId && p.ThreadId == ticket.ThreadId && p.State == PostState.Shown, writing.Cancel);
        var quoting = asked.ValueOf<Quoting>("history") ?? Quoting.None;
        var earlier = await EarlierAsync(writing, ticket, post, quoting);
        var posts = earlier.Select(p => p.Id).Append(post.Id).ToList();
        var pictures = await InlinePictures.OfAsync(writing, [post, .. earlier]);
        var (words, history) = (pictures.Place(post), Quoted(writing, earlier, pictures));
        var files = await writing.Db.Attachments.AsNoTracking().Where(a => a.PostId != null && posts.Contains(a.PostId.Value) && a.State == FileState.Ready && a.BlobHash != null).OrderBy(a => a.Id).ToListAsync(writing.Cancel);
        var attached = pictures.Without(files);
        var carried = Carried(attached);
        var model = new OutsideModel(
            ticket.Number, Bare(ticket.Subject), Words.OneLine(post.AuthorName), writing.Sender.Name, words, post.Text, history,
            [.. attached.Except(carried).Select(f => Words.OneLine(f.Name))]);
        return new(model) { Author = Words.OneLine(post.AuthorName), Files = carried, Pictures = pictures.Used, Continues = ticket.Id };
    }

    private async Task<Content> NewReplyAsync(Writing writing)
    {
        var ticket = await TicketAsync(writing);
        var post = await writing.Db.Posts.AsNoTracking().SingleAsync(p => p.Id == writing.Mail.PartId && p.ThreadId == ticket.ThreadId && p.State == PostState.Shown, writing.Cancel);
        var (pictures, page) = (await InlinePictures.OfAsync(writing, [post]), links.ToDesk($"/tickets/{ticket.Number}"));
        var model = new NewReplyModel(ticket.Number, Bare(ticket.Subject), Words.OneLine(post.AuthorName), pictures.Place(post), post.Text, post.Kind == PostKind.Note, page);
        return new(model) { Pictures = pictures.Used, Page = page };
    }
}
