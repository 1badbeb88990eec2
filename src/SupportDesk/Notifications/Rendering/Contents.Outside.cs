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
        var post = await writing.Db.QuestionOutsideAsync(ticket.ThreadId, asked, mail.PersonId, writing.Cancel);
        var quoting = asked.ValueOf<Quoting>("history") ?? Quoting.None;
        var earlier = await EarlierAsync(writing, ticket, post, quoting);
        var posts = earlier.Append(post).ToList();
        var pictures = await InlinePictures.OfAsync(writing, posts);
        var (words, history) = (pictures.Place(post), Quoted(writing, earlier, pictures));
        var files = await writing.Db.FilesAsync(posts, writing.Cancel);
        var attached = pictures.Without(files);
        var carried = Carried(attached);
        var model = new OutsideModel(
            ticket.Number, Bare(ticket.Subject), post.AuthorName, writing.Sender.Name, words, post.Text, history,
            [.. attached.Except(carried).Select(f => Words.OneLine(f.Name))]);
        return new(model) { Author = post.AuthorName, Files = carried, Pictures = pictures.Used, Continues = ticket.Id };
    }

    private async Task<Content> NewReplyAsync(Writing writing)
    {
        var ticket = await TicketAsync(writing);
        var post = await writing.Db.PostForAssigneeAsync(ticket.Id, writing.Mail.PartId, writing.Mail.PersonId, writing.Cancel);
        var (pictures, page) = (await InlinePictures.OfAsync(writing, [post]), links.ToDesk($"/tickets/{ticket.Number}"));
        var model = new NewReplyModel(ticket.Number, Bare(ticket.Subject), post.AuthorName, pictures.Place(post), post.Text, post.Kind == PostKind.Note, page);
        return new(model) { Pictures = pictures.Used, Page = page };
    }
}
