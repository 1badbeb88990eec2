using AutoMapper.QueryableExtensions;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.People;
using SupportDesk.Tickets;

namespace SupportDesk.Search;

/// <summary>
/// Finds tickets by what is written in them, by subject, tags and file names, by number and by requester. Ranking every match of a common
/// word can't be fast: up to <see cref="Cap"/> matches are ranked all, of more only the newest <see cref="Newest"/> that the person may
/// see, and the result says so.
/// </summary>
public sealed class DeskSearch(DeskDb db, SearchBacklog backlog, AutoMapper.IConfigurationProvider mapping)
{
    public const int Cap = 3000;
    public const int Newest = 1000;
    public const int PageSize = 25;

    private const int PeopleLookedAt = 200;
    private const int ByRequesterShown = 10;
    private const int LookedAtOfText = 20_000;

    /// <summary>One page of what the person may see.</summary>
    /// <param name="cursor">Null for the first page.</param>
    public async Task<SearchResult> FindAsync(StaffUser user, SearchWords words, SearchCursor? cursor, CancellationToken cancel)
    {
        var at = cursor ?? new();
        var (mentions, capped) = await MentionsAsync(words, at.Before, hits => Seen(hits, db.TicketsVisibleTo(user)), cancel);
        var tickets = mentions.GroupBy(m => m.TicketId).OrderBy(g => g.Min(m => m.Rank)).ThenByDescending(g => g.Max(m => m.Id)).ToList();
        var shown = tickets.Skip(at.Page * PageSize).Take(PageSize).ToList();
        var first = at is { Page: 0, Before: null };
        return new(
            words,
            first && words.Number is { } number ? await Rows(db.TicketsVisibleTo(user).Where(t => t.Number == number)).SingleOrDefaultAsync(cancel) : null,
            first ? await ByRequesterAsync(user, words, cancel) : [],
            await ShowAsync(user, words, shown, cancel),
            capped,
            (at.Page + 1) * PageSize < tickets.Count ? at with { Page = at.Page + 1 } : null,
            capped && mentions.Count == Newest ? new(0, mentions.Min(m => m.Id)) : null,
            await backlog.CountAsync(db, cancel));
    }

    private async Task<(List<Mention> Mentions, bool Capped)> MentionsAsync(SearchWords words, long? before, Func<IQueryable<Match>, IQueryable<Mention>> seen, CancellationToken cancel)
    {
        if (words.Terms.Count == 0)
            return ([], false);

        var engine = SearchEngine.Of(db);
        var capped = before is not null || await engine.CountAsync(words, Cap + 1, cancel) > Cap;
        return (capped ? await engine.NewestAsync(words, before ?? long.MaxValue, Newest, seen, cancel) : await seen(engine.All(words)).ToListAsync(cancel), capped);
    }

    private IQueryable<Mention> Seen(IQueryable<Match> hits, IQueryable<Ticket> tickets) =>
        from hit in hits
        join document in db.SearchDocuments on hit.Id equals document.Id
        join ticket in tickets on document.ThreadId equals ticket.ThreadId
        select new Mention { Id = hit.Id, TicketId = ticket.Id, PostId = document.PostId, Rank = hit.Rank };

    private async Task<List<TicketFound>> ShowAsync(StaffUser user, SearchWords words, List<IGrouping<Guid, Mention>> shown, CancellationToken cancel)
    {
        if (shown.Count == 0)
            return [];

        var ids = shown.Select(g => g.Key).ToArray();
        var posts = shown.Select(g => g.Where(m => m.PostId is not null).MinBy(m => m.Rank)?.PostId).OfType<Guid>().ToArray();
        var numbers = await db.TicketsVisibleTo(user).Where(t => ids.Contains(t.Id)).Select(t => new { t.Id, t.Number, t.ThreadId }).ToDictionaryAsync(t => t.Number, cancel);
        var rows = (await Rows(db.TicketsVisibleTo(user).Where(t => ids.Contains(t.Id))).ToListAsync(cancel)).Where(r => numbers.ContainsKey(r.Number)).ToDictionary(r => numbers[r.Number].Id);
        var texts = await db.PostsVisibleTo(user).Where(p => posts.Contains(p.Id))
            .Select(p => new PostText(p.Id, p.ThreadId, p.Position, p.AuthorName, p.At, p.Text.Substring(0, LookedAtOfText)))
            .ToDictionaryAsync(p => p.ThreadId, cancel);
        var found = await ExcerptsAsync(user, [.. texts.Values], words, cancel);
        return [.. shown.Where(g => rows.ContainsKey(g.Key)).Select(g =>
        {
            var row = rows[g.Key];
            return new TicketFound(row, g.Count(), Excerpt.OfShort(row.Subject, words),
                found.GetValueOrDefault(numbers[row.Number].ThreadId));
        })];
    }

    // Most words are found in what was written; of the other posts, what else is searched is looked at: folded history, signature, names of
    // files.
    private async Task<Dictionary<Guid, PostFound>> ExcerptsAsync(
        StaffUser user, IReadOnlyList<PostText> posts, SearchWords words, CancellationToken cancel)
    {
        var found = posts.ToDictionary(p => p.ThreadId, p => new PostFound(p.Id, p.Position, p.AuthorName, p.At,
            Excerpt.Of(p.Text, words)));
        var missing = found.Values.Where(p => p.Excerpt.Hits.Count == 0).Select(p => p.Id).ToArray();
        if (missing.Length == 0)
            return found;

        var more = await db.PostsVisibleTo(user).Where(p => missing.Contains(p.Id))
            .Select(p => new { p.Id, p.ThreadId, p.Signature, Quoted = p.QuotedText == null ? null : p.QuotedText.Substring(0, LookedAtOfText), Plain = p.PlainForm == null ? null : p.PlainForm.Substring(0, LookedAtOfText) })
            .ToListAsync(cancel);
        var names = (await db.AttachmentsVisibleTo(user).Where(a => a.PostId != null && missing.Contains(a.PostId.Value)).OrderBy(a => a.Id)
            .Select(a => new { a.PostId, a.Name }).ToListAsync(cancel))
            .ToLookup(a => a.PostId!.Value, a => a.Name);
        foreach (var post in more)
        {
            var excerpts = new[] { post.Signature, post.Quoted, post.Plain }.OfType<string>().Select(text => Excerpt.Of(text, words))
                .Concat(names[post.Id].Select(name => Excerpt.OfShort(name, words)));
            if (excerpts.FirstOrDefault(e => e.Hits.Count > 0) is { } excerpt)
                found[post.ThreadId] = found[post.ThreadId] with { Excerpt = excerpt };
        }

        return found;
    }

    private async Task<IReadOnlyList<QueueRow>> ByRequesterAsync(StaffUser user, SearchWords words, CancellationToken cancel)
    {
        if (words.OfPeople.Count == 0)
            return [];

        var people = await SearchEngine.Of(db).NewestPeople(words.OfPeople, PeopleLookedAt)
            .Join(db.SearchDocuments, match => match.Id, document => document.Id, (_, document) => document.PersonId!.Value)
            .ToListAsync(cancel);
        return people.Count == 0 ? [] : await Rows(
            db.TicketsVisibleTo(user).Where(t => people.Contains(t.RequesterId)).OrderByDescending(t => t.LastActivityAt).Take(ByRequesterShown)).ToListAsync(cancel);
    }

    private IQueryable<QueueRow> Rows(IQueryable<Ticket> tickets) => tickets.AsNoTracking().ProjectTo<QueueRow>(mapping, new { db });

    private sealed record PostText(Guid Id, Guid ThreadId, int Position, string AuthorName, DateTimeOffset At, string Text);
}
