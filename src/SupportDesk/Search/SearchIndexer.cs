using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.Search;

/// <summary>Stores the words of documents that the index does not hold: after a change, and all of them where a program folds in a new
/// way.</summary>
public sealed class SearchIndexer(IDbContextFactory<DeskDb> databases)
{
    private const int Batch = 200;

    /// <summary>Stores the words of some documents.</summary>
    /// <param name="newestFirst">False for a second one beside the desk's own: each begins at its end.</param>
    /// <returns>How many; 0 where none waits.</returns>
    /// <exception cref="ClashException">Something of them changed meanwhile: try again.</exception>
    public async Task<int> IndexSomeAsync(bool newestFirst, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        // Read before what they are about: their revision tells whether that changed until the words are stored.
        var waiting = db.SearchDocuments.AsTracking().Where(d => !d.IsIndexed);
        var documents = await (newestFirst ? waiting.OrderByDescending(d => d.Id) : waiting.OrderBy(d => d.Id)).Take(Batch)
            .ToListAsync(cancel);
        if (documents.Count == 0)
            return 0;

        var terms = new Dictionary<Guid, TermList>();
        await ReadPostsAsync(db, Ids(documents, d => d.PostId), terms, cancel);
        await ReadTicketsAsync(db, Ids(documents, d => d.TicketId), terms, cancel);
        await ReadPeopleAsync(db, Ids(documents, d => d.PersonId), terms, cancel);
        foreach (var document in documents)
            document.Index(db.Write(terms.GetValueOrDefault(document.PostId ?? document.TicketId ?? document.PersonId ?? default) ?? new()));
        await db.CommitAsync(Act.Job, cancel);
        return documents.Count;
    }

    /// <summary>Has every post, ticket and person stored anew; adds those that have no document. What the index holds stays until
    /// then.</summary>
    /// <returns>How many documents there are.</returns>
    public async Task<long> RestartAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        db.Database.SetCommandTimeout(SearchRestart.Patience);
        foreach (var statement in SearchRestart.All)
            await db.Database.ExecuteSqlRawAsync(statement, cancel);
        return await db.SearchDocuments.LongCountAsync(cancel);
    }

    /// <summary>Restarts where the index was made by another folding than this program's, as after an upgrade.</summary>
    public async Task FollowAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var state = await db.Set<SearchIndexState>().AsTracking().SingleOrDefaultAsync(cancel);
        if (state?.Folding == Letters.Version)
            return;

        await RestartAsync(cancel);
        if (state is null)
            db.Add(SearchIndexState.Of(Letters.Version));
        else
            state.Follow(Letters.Version);
        try
        {
            await db.CommitAsync(Act.Job, cancel);
        }
        catch (ClashException)
        {
            // Another node was first.
        }
    }

    private static Guid[] Ids(List<SearchDocument> documents, Func<SearchDocument, Guid?> of) => [.. documents.Select(of).OfType<Guid>()];

    private static async Task ReadPostsAsync(DeskDb db, Guid[] ids, Dictionary<Guid, TermList> terms, CancellationToken cancel)
    {
        if (ids.Length == 0)
            return;

        var names = (await db.Attachments.Where(a => a.PostId != null && ids.Contains(a.PostId.Value)).OrderBy(a => a.Id)
            .Select(a => new { a.PostId, a.Name }).ToListAsync(cancel))
            .ToLookup(a => a.PostId!.Value, a => a.Name);
        foreach (var post in await db.Posts.Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Text, p.QuotedText, p.Signature, p.PlainForm })
            .ToListAsync(cancel))
            terms[post.Id] = SearchText.OfPost(post.Text, post.QuotedText, post.Signature, names[post.Id], post.PlainForm);
    }

    private static async Task ReadTicketsAsync(DeskDb db, Guid[] ids, Dictionary<Guid, TermList> terms, CancellationToken cancel)
    {
        if (ids.Length == 0)
            return;

        var tags = (await db.TicketTags.Where(t => ids.Contains(t.TicketId))
            .Join(db.Tags, t => t.TagId, tag => tag.Id, (t, tag) => new { t.TicketId, tag.Name }).ToListAsync(cancel))
            .ToLookup(t => t.TicketId, t => t.Name);
        foreach (var ticket in await db.Tickets.Where(t => ids.Contains(t.Id)).Select(t => new { t.Id, t.Subject }).ToListAsync(cancel))
            terms[ticket.Id] = SearchText.OfTicket(ticket.Subject, tags[ticket.Id]);
    }

    private static async Task ReadPeopleAsync(DeskDb db, Guid[] ids, Dictionary<Guid, TermList> terms, CancellationToken cancel)
    {
        if (ids.Length == 0)
            return;

        var addresses = (await db.MailAddresses.Where(a => ids.Contains(a.PersonId)).OrderBy(a => a.Id)
            .Select(a => new { a.PersonId, a.Address }).ToListAsync(cancel))
            .ToLookup(a => a.PersonId, a => a.Address);
        foreach (var person in await db.People.Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.DisplayName }).ToListAsync(cancel))
            terms[person.Id] = SearchText.OfPerson(person.DisplayName, addresses[person.Id]);
    }
}
