using Microsoft.EntityFrameworkCore;
using SupportDesk.Mail;
using SupportDesk.Mail.Parsing;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Notifications.Rendering;

/// <summary>What mails about tickets say. Posts are read through <see cref="PublicPosts"/> alone: a note can't get into a mail to a participant.</summary>
public sealed partial class Contents
{
    private const int MostHistory = 20;

    private async Task<Content> AcknowledgementAsync(Writing writing)
    {
        var ticket = await TicketAsync(writing);
        // The subject is the sender's word: it goes back only where this very mail is proved to come from there.
        var proved = await writing.Db.MailAddresses.AnyAsync(a => a.AddressKey == writing.Mail.AddressKey && a.VerifiedAt != null, writing.Cancel)
            && await writing.Db.IsProvedAsync(writing.Mail.PartId, writing.Cancel);
        var track = links.Track(writing.Db, writing.Mail.PersonId, ticket.Id);
        return new(new AcknowledgementModel(ticket.Number, proved ? Bare(ticket.Subject) : null, writing.Sender.Name, track)) { Continues = ticket.Id };
    }

    private async Task<Content> ReplyAsync(Writing writing)
    {
        var ticket = await TicketAsync(writing);
        var post = await writing.Db.PublicPostAsync(ticket.ThreadId, writing.Mail.PartId, writing.Cancel);
        // Who got it, not who takes part now: somebody may have been left out, or have joined since.
        var others = await writing.Db.Outbox.Where(m => m.PartId == post.Id && m.Kind == MailKind.Reply && m.CancelledAt == null && m.PersonId != writing.Mail.PersonId)
            .Join(writing.Db.People, m => m.PersonId, p => p.Id, (_, p) => p.DisplayName).Order().ToListAsync(writing.Cancel);
        var files = await writing.Db.FilesAsync([post], writing.Cancel);
        // Not those of the history: its reader has them in the same thread, and each answer would bring them back.
        var pictures = await InlinePictures.OfAsync(writing, [post]);
        var (words, history) = (pictures.Place(post), Quoted(writing, await EarlierAsync(writing, ticket, post, writing.Sender.Quote), pictures));
        var attached = pictures.Without(files);
        var carried = Carried(attached);
        var model = new ReplyModel(
            ticket.Number, Bare(ticket.Subject), post.AuthorName, writing.Sender.Name, words, post.Text,
            [.. others.Select(Words.OneLine)], Linked(writing, [.. attached.Except(carried)]), history, links.Track(writing.Db, writing.Mail.PersonId, ticket.Id));
        return new(model) { Author = post.AuthorName, Files = carried, Pictures = pictures.Used, Continues = ticket.Id };
    }

    // Each that still fits: one large file must not keep back the small ones behind it.
    private List<Attachment> Carried(List<Attachment> files)
    {
        var left = mail.Value.Outgoing.AttachUpToMegabytes * 1024L * 1024;
        var carried = new List<Attachment>();
        foreach (var file in files)
        {
            if (file.Size > left)
                continue;
            carried.Add(file);
            left -= file.Size;
        }

        return carried;
    }

    private List<FileModel> Linked(Writing writing, IReadOnlyList<Attachment> files)
    {
        var days = TimeSpan.FromDays(mail.Value.Outgoing.FileLinkDays);
        return [.. files.Select(f => new FileModel(Words.OneLine(f.Name), Words.Size(f.Size, writing.Culture), writing.Say(clock.Now + days), links.File(writing.Db, writing.Mail.PersonId, f.Id, clock.RealNow + days)))];
    }

    // The newest first.
    private static Task<IReadOnlyList<PublicPost>> EarlierAsync(Writing writing, Ticket ticket, PublicPost post, Quoting quoting)
    {
        var most = quoting switch { Quoting.None => 0, Quoting.Last => 1, _ => MostHistory };
        return writing.Db.PublicPostsBeforeAsync(ticket.ThreadId, post.Position, most, writing.Cancel);
    }

    private static IReadOnlyList<QuotedModel> Quoted(Writing writing, IReadOnlyList<PublicPost> posts, InlinePictures pictures) =>
        [.. posts.Select(p => new QuotedModel(p.AuthorName, writing.Say(p.At), pictures.Place(p), PlainText.Quote(p.Text)))];

    private async Task<Content> AssignedAsync(Writing writing)
    {
        var ticket = await TicketAsync(writing);
        var cause = await writing.Db.Events.Where(e => e.Id == writing.Mail.EventId).Select(e => e.ActorId).SingleOrDefaultAsync(writing.Cancel);
        var page = links.ToDesk($"/tickets/{ticket.Number}");
        return new(new AssignedModel(ticket.Number, Bare(ticket.Subject), await NameAsync(writing, ticket.RequesterId), ticket.LastWords, await NameAsync(writing, cause), page)) { Page = page };
    }

    private static async Task<Ticket> TicketAsync(Writing writing) =>
        await writing.Db.Tickets.AsNoTracking().SingleOrDefaultAsync(t => t.Id == writing.Mail.ObjectId, writing.Cancel) ?? throw new DeskException("The ticket of this mail is gone.");

    private static async Task<string> NameAsync(Writing writing, Guid person) =>
        Words.OneLine(await writing.Db.People.Where(p => p.Id == person).Select(p => p.DisplayName).SingleOrDefaultAsync(writing.Cancel));

    /// <summary>The subject without the marks of answers that mail programs heap up, and without numbers: a template sets both once.</summary>
    private static string Bare(string subject) => Subjects.Bare(Words.OneLine(subject));
}
