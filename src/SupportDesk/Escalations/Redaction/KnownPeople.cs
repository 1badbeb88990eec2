using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Threads;

namespace SupportDesk.Escalations.Redaction;

/// <summary>Reads what the desk knows of people: every row they were merged from, their addresses, how they wrote their name, their signatures and files.</summary>
internal static class KnownPeople
{
    private const int MostOfEach = 2000;

    /// <summary>In a number of commands that does not grow with the people.</summary>
    public static async Task<Dictionary<Guid, KnownPerson>> LoadAsync(DeskDb db, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        if (ids.Count == 0)
            return [];

        var asked = ids.Distinct().ToArray();
        var people = await db.People.Where(p => db.People.Any(a => asked.Contains(a.Id) && a.RootId == p.RootId)).Select(p => new { p.Id, p.RootId, p.DisplayName }).ToListAsync(cancel);
        var all = people.Select(p => p.Id).ToArray();
        var addresses = await db.MailAddresses.Where(a => all.Contains(a.PersonId)).Select(a => new { a.PersonId, a.Address }).ToListAsync(cancel);
        var written = await db.Posts.Where(p => all.Contains(p.AuthorId) && p.Kind == PostKind.Reply).Select(p => new { p.AuthorId, p.AuthorName, p.AuthorAddress }).Distinct().OrderBy(w => w.AuthorId).Take(MostOfEach).ToListAsync(cancel);
        var signatures = await db.Posts.Where(p => all.Contains(p.AuthorId) && p.Signature != null).OrderByDescending(p => p.At).Select(p => new { p.AuthorId, p.Signature }).Take(MostOfEach).ToListAsync(cancel);
        var files = await db.Attachments.Join(db.Posts.Where(p => all.Contains(p.AuthorId)), a => a.PostId, p => p.Id, (a, p) => new { p.AuthorId, a.Name }).Distinct().OrderBy(f => f.AuthorId).Take(MostOfEach).ToListAsync(cancel);
        return people.Where(p => asked.Contains(p.Id)).ToDictionary(p => p.Id, p =>
        {
            var rows = people.Where(o => o.RootId == p.RootId).Select(o => o.Id).ToHashSet();
            return new KnownPerson(
                [.. people.Where(o => rows.Contains(o.Id)).Select(o => o.DisplayName).Concat(written.Where(w => rows.Contains(w.AuthorId)).Select(w => w.AuthorName)).Distinct()],
                [.. addresses.Where(a => rows.Contains(a.PersonId)).Select(a => a.Address).Concat(written.Where(w => rows.Contains(w.AuthorId)).Select(w => w.AuthorAddress).OfType<string>()).Distinct()],
                [.. signatures.Where(s => rows.Contains(s.AuthorId)).Select(s => s.Signature!).Distinct()],
                [.. files.Where(f => rows.Contains(f.AuthorId)).Select(f => f.Name)]);
        });
    }

    /// <summary>One person, with what a post says that is not saved yet.</summary>
    public static async Task<KnownPerson> LoadAsync(DeskDb db, Guid id, Post? post, CancellationToken cancel)
    {
        var known = (await LoadAsync(db, [id], cancel)).GetValueOrDefault(id) ?? new([], [], [], []);
        return post is null ? known : known with
        {
            Names = [.. known.Names, post.AuthorName],
            Addresses = post.AuthorAddress is { } address ? [.. known.Addresses, address] : known.Addresses,
            Signatures = post.Signature is { } signature ? [.. known.Signatures, signature] : known.Signatures,
        };
    }
}
