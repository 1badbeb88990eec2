using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Mail.Parsing;
using SupportDesk.People;
using SupportDesk.Threads;

namespace SupportDesk.Tickets;

/// <summary>Reads the page of one ticket in a number of commands that does not grow with what is on it.</summary>
public sealed class TicketPageQuery(DeskDb db)
{
    /// <summary>Posts on one page; earlier ones are asked for.</summary>
    public const int PostsShown = 50;

    private const int EarlierShown = 10;

    /// <summary>The ticket as the person may see it, or null: then there is no such ticket for them.</summary>
    /// <param name="before">Shows the posts before this position; null for the newest.</param>
    public async Task<TicketPage?> FindAsync(StaffUser user, long number, int? before, CancellationToken cancel)
    {
        if (await HeadAsync(user, number, cancel) is not { } head)
            return null;

        var posts = await PostsAsync(head.ThreadId, before ?? int.MaxValue, cancel);
        var more = posts.Count > PostsShown;
        if (more)
            posts.RemoveAt(0);

        var files = await FilesAsync(head.ThreadId, posts, cancel);
        var ours = posts.Exists(p => p.Origin == Origin.Mail) ? await OwnAddresses.LoadAsync(db, cancel) : null;
        var mails = ours is null ? [] : await MailsAsync(posts, ours, cancel);
        return new(
            head,
            [.. posts.Select(p => p with { Files = [.. files[p.Id]], Mail = mails.GetValueOrDefault(p.Id) })],
            more ? posts[0].Position : null,
            await new TicketLines(db).ReadAsync(head.Id, more ? posts[0].At : null, before is null || posts.Count == 0 ? null : posts[^1].At, cancel),
            await ParticipantsAsync(head.Id, cancel),
            await EarlierAsync(user, head, cancel),
            await AddressesAsync(head.RequesterId, cancel),
            await TagsAsync(head.Id, cancel))
        {
            Copied = ours is null ? [] : await CopiedAsync(head.Id, posts, mails, ours, cancel),
        };
    }

    private Task<List<string>> TagsAsync(Guid ticketId, CancellationToken cancel) =>
        db.TicketTags.Where(g => g.TicketId == ticketId).Join(db.Tags, g => g.TagId, t => t.Id, (_, t) => t.Name).OrderBy(name => name).ToListAsync(cancel);

    private async Task<Dictionary<Guid, MailShown>> MailsAsync(List<PostShown> posts, OwnAddresses ours, CancellationToken cancel)
    {
        var ids = posts.Where(p => p.Origin == Origin.Mail).Select(p => p.Id).ToArray();
        var mails = await db.IncomingMail.AsNoTracking().Where(m => m.PostId != null && m.CopyOfId == null && ids.Contains(m.PostId.Value))
            .OrderBy(m => m.Id).Select(m => new { PostId = m.PostId!.Value, m.Head, m.Outcome, m.Problem }).ToListAsync(cancel);
        var writers = posts.ToDictionary(p => p.Id, p => MailAddress.Fold(p.AuthorAddress));
        return mails.DistinctBy(m => m.PostId).ToDictionary(m => m.PostId, m => new MailShown(
            m.Head,
            m.Outcome == MailOutcome.Held ? m.Problem : null,
            CopiedPeople.Among(m.Head?.ReplyTo ?? [], ours, writers[m.PostId]) is [var other, ..] ? other : null));
    }

    private async Task<IReadOnlyList<WrittenAddress>> CopiedAsync(
        Guid ticketId, List<PostShown> posts, Dictionary<Guid, MailShown> mails, OwnAddresses ours, CancellationToken cancel)
    {
        // What is held or was rejected may be a lie, and a note's recipients are no business of the requester.
        var named = posts.Where(p => p is { State: PostState.Shown, Kind: PostKind.Reply })
            .SelectMany(p => mails.GetValueOrDefault(p.Id)?.Head?.Recipients ?? []).ToList();
        if (named.Count < 2)
            return [];

        var others = CopiedPeople.Among(named, ours, null);
        if (others.Count == 0)
            return [];

        var part = await db.MailAddresses.Where(a => db.Participants.Any(p => p.TicketId == ticketId && p.PersonId == a.PersonId))
            .Select(a => a.AddressKey).ToListAsync(cancel);
        return [.. others.Where(a => !part.Contains(MailAddress.Fold(a.Address)!))];
    }

    private Task<TicketHead?> HeadAsync(StaffUser user, long number, CancellationToken cancel) =>
        db.TicketsVisibleTo(user).Where(t => t.Number == number)
            .Select(t => new TicketHead(
                t.Id, t.Number, t.Version, t.ThreadId, t.Subject, t.Status, t.IsLive, t.Outcome, t.Priority,
                t.TeamId, db.Teams.Where(m => m.Id == t.TeamId).Select(m => m.Name).FirstOrDefault(),
                t.AssigneeId, db.People.Where(p => p.Id == t.AssigneeId).Select(p => p.DisplayName).FirstOrDefault(),
                t.RequesterId, db.People.Where(p => p.Id == t.RequesterId).Select(p => p.DisplayName).First(),
                db.People.Where(p => p.Id == t.RequesterId).Select(p => p.Company).First(),
                t.Sensitive, t.Language, t.OpenedAt, t.FirstReplyAt, t.SolvedAt, t.ClosedAt, t.SnoozedUntil, t.DueAt, t.DueFor, t.LastActivityAt,
                db.Tickets.Where(o => o.Id == t.OpenedFromId).Select(o => (long?)o.Number).FirstOrDefault(), t.Thread.LockedAt))
            .SingleOrDefaultAsync(cancel);

    private async Task<List<PostShown>> PostsAsync(Guid threadId, int before, CancellationToken cancel)
    {
        var posts = await db.Posts.Where(p => p.ThreadId == threadId && p.Position < before)
            .OrderByDescending(p => p.Position).Take(PostsShown + 1)
            .Select(p => new PostShown(
                p.Id, p.Position, p.Kind, p.State, p.AuthorId, p.AuthorName, p.AuthorAddress,
                p.RecordedById == p.AuthorId ? null : db.People.Where(o => o.Id == p.RecordedById).Select(o => o.DisplayName).FirstOrDefault(),
                db.Users.Any(a => a.Id == p.AuthorId),
                p.Origin, p.At, p.Html, p.Text, p.QuotedText, p.Signature, p.Verdict, p.Automatic, p.LetterDoubt, p.ReadAs)
            {
                QuotedHtml = p.QuotedHtml,
                SignatureHtml = p.SignatureHtml,
                PlainForm = p.PlainForm,
                Invitations = p.Invitations,
            })
            .ToListAsync(cancel);
        posts.Reverse();
        return posts;
    }

    private async Task<ILookup<Guid, FileShown>> FilesAsync(Guid threadId, List<PostShown> posts, CancellationToken cancel)
    {
        var (first, last) = posts.Count == 0 ? (0, -1) : (posts[0].Position, posts[^1].Position);
        var files = await db.Posts.Where(p => p.ThreadId == threadId && p.Position >= first && p.Position <= last)
            .Join(db.Attachments, p => (Guid?)p.Id, a => a.PostId, (p, a) => a)
            .OrderBy(a => a.At).ThenBy(a => a.Name)
            .Select(a => new FileShown(a.Id, a.PostId!.Value, a.Name, a.Type, a.Size, a.ContentId, a.State))
            .ToListAsync(cancel);
        return files.ToLookup(f => f.PostId);
    }

    private Task<List<ParticipantShown>> ParticipantsAsync(Guid ticketId, CancellationToken cancel) =>
        db.Participants.Where(p => p.TicketId == ticketId)
            .Join(db.People, p => p.PersonId, o => o.Id, (p, o) => new { p.PersonId, o.DisplayName, p.Kind, AddressId = p.AddressId ?? o.PrimaryAddressId })
            .OrderBy(p => p.DisplayName)
            .Select(p => new ParticipantShown(
                p.PersonId, p.DisplayName, p.Kind, db.MailAddresses.Where(a => a.Id == p.AddressId).Select(a => a.Address).FirstOrDefault()))
            .ToListAsync(cancel);

    private Task<List<EarlierTicket>> EarlierAsync(StaffUser user, TicketHead head, CancellationToken cancel) =>
        db.TicketsVisibleTo(user).Where(t => t.RequesterId == head.RequesterId && t.Id != head.Id)
            .OrderByDescending(t => t.LastActivityAt).Take(EarlierShown)
            .Select(t => new EarlierTicket(t.Number, t.Subject, t.Status, t.Outcome, t.OpenedAt, t.SolvedAt))
            .ToListAsync(cancel);

    private Task<List<AddressShown>> AddressesAsync(Guid personId, CancellationToken cancel) =>
        db.MailAddresses.Where(a => a.PersonId == personId)
            .OrderBy(a => a.AddressKey)
            .Select(a => new AddressShown(
                a.Address, db.People.Any(p => p.PrimaryAddressId == a.Id && p.Id == personId), a.VerifiedAt != null, a.Standing == AddressStanding.Bounces))
            .ToListAsync(cancel);
}
