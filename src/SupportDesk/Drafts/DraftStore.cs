using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.Drafts;

/// <summary>One save of a form.</summary>
/// <param name="Id">The draft that the form continues, or a new id.</param>
/// <param name="Version">The version of that draft that the form was opened with; 0 for a new one.</param>
/// <param name="Turn">Counts this form's saves.</param>
/// <param name="ActId">The form's act.</param>
/// <param name="Fields">Null when everything typed was taken out again.</param>
public sealed record DraftSave(Guid Id, DraftPlace Place, long Version, int Turn, Guid ActId, IReadOnlyDictionary<string, string[]>? Fields);

/// <summary>What became of a save.</summary>
public enum DraftSaveResult
{
    Saved,

    /// <summary>Another form had saved the draft meanwhile, so this form's words became a draft of their own.</summary>
    SavedApart,

    /// <summary>The form's words were sent already, or everything typed was taken out: no draft is left.</summary>
    Ended,
}

/// <param name="Id">The draft that the form continues from now on.</param>
/// <param name="Version">Of the draft after the next commit.</param>
public sealed record DraftSaved(DraftSaveResult Result, Guid Id, long Version);

/// <summary>The drafts of one person at a time.</summary>
public sealed class DraftStore(DeskDb db)
{
    /// <summary>The most drafts that one person may have.</summary>
    public const int Most = 300;

    /// <summary>A person's drafts at a place, the newest first. Those whose words were sent are left out, even if a late save wrote them again.</summary>
    public Task<List<Draft>> FindAsync(Guid personId, DraftPlace place, CancellationToken cancel) =>
        Unsent(personId).AsNoTracking().Where(d => d.Kind == place.Kind && d.Subject == place.Subject).OrderByDescending(d => d.SavedAt).ThenByDescending(d => d.Id).Take(20).ToListAsync(cancel);

    /// <summary>All drafts of a person, the newest first.</summary>
    public Task<List<Draft>> ListAsync(Guid personId, CancellationToken cancel) =>
        Unsent(personId).AsNoTracking().OrderByDescending(d => d.SavedAt).ThenByDescending(d => d.Id).Take(Most).ToListAsync(cancel);

    /// <summary>One draft of a person, tracked; null where there is none or it is another's.</summary>
    public Task<Draft?> GetAsync(Guid personId, Guid id, CancellationToken cancel) => db.Drafts.SingleOrDefaultAsync(d => d.Id == id && d.PersonId == personId, cancel);

    /// <summary>Keeps what a form holds. What another form saved at the same place is never replaced: the two stay side by side.</summary>
    /// <exception cref="DeskException">It is too long, or the person has too many drafts.</exception>
    public async Task<DraftSaved> SaveAsync(Guid personId, DraftSave save, DateTimeOffset at, CancellationToken cancel)
    {
        if (await db.Acts.AnyAsync(a => a.Id == save.ActId && a.PersonId == personId, cancel))
        {
            await EndOfActAsync(personId, save.ActId, cancel);
            return new(DraftSaveResult.Ended, Guid.CreateVersion7(at), 0);
        }

        var found = await GetAsync(personId, save.Id, cancel);
        if (found is not null && found.ActId == save.ActId && found.Turn >= save.Turn)
            return new(DraftSaveResult.Saved, found.Id, found.Version);

        var continues = found is not null && found.Place == save.Place && (found.ActId == save.ActId || found.Version == save.Version);
        if (save.Fields is null)
        {
            if (continues)
                await EndAsync(personId, save.Id, cancel);
            return new(DraftSaveResult.Ended, Guid.CreateVersion7(at), 0);
        }

        // A foreign id is answered like a free one, and neither is ever written to.
        var draft = continues ? found! : await StartAsync(personId, found is null && !await db.Drafts.AnyAsync(d => d.Id == save.Id, cancel) ? save.Id : Guid.CreateVersion7(at), save.Place, at, cancel);
        draft.Save(save.Fields, save.ActId, save.Turn, at);
        return new(found is null || continues ? DraftSaveResult.Saved : DraftSaveResult.SavedApart, draft.Id, draft.Version);
    }

    /// <summary>Begins a draft.</summary>
    /// <exception cref="DeskException">The person has too many drafts.</exception>
    public async Task<Draft> StartAsync(Guid personId, Guid id, DraftPlace place, DateTimeOffset at, CancellationToken cancel)
    {
        if (await db.Drafts.CountAsync(d => d.PersonId == personId, cancel) >= Most)
            throw new DeskException($"You have {Most} drafts already. Send or discard some of them, then this one can be kept.");

        var draft = Draft.Start(id, personId, place, at);
        db.Drafts.Add(draft);
        return draft;
    }

    /// <summary>Ends a draft and its files with the next commit.</summary>
    public async Task EndAsync(Guid personId, Guid id, CancellationToken cancel) =>
        await RemoveAsync(await db.Drafts.Where(d => d.PersonId == personId && d.Id == id).ToListAsync(cancel), cancel);

    /// <summary>Ends the draft that a form sends, with the commit of its act. What another window wrote into it since stays.</summary>
    /// <param name="version">The newest version of it that the form knows.</param>
    public async Task SendAsync(Guid personId, Guid id, Guid? actId, long version, CancellationToken cancel) =>
        await RemoveAsync(await db.Drafts.Where(d => d.PersonId == personId && ((d.Id == id && d.Version <= version) || (actId != null && d.ActId == actId))).ToListAsync(cancel), cancel);

    /// <summary>Ends what the form of an act saved after the act was done.</summary>
    public async Task EndOfActAsync(Guid personId, Guid actId, CancellationToken cancel) =>
        await RemoveAsync(await db.Drafts.Where(d => d.PersonId == personId && d.ActId == actId).ToListAsync(cancel), cancel);

    /// <summary>Ends what a person had not sent, and what anybody had not sent on that person's tickets: a part of erasing somebody.</summary>
    public async Task EraseAsync(Guid personId, CancellationToken cancel)
    {
        var subjects = (await db.Tickets.Where(t => t.RequesterId == personId).Select(t => t.Number).ToListAsync(cancel)).Select(n => $"ticket:{n}").ToList();
        await RemoveAsync(await db.Drafts.Where(d => d.PersonId == personId || subjects.Contains(d.Subject)).ToListAsync(cancel), cancel);
    }

    private IQueryable<Draft> Unsent(Guid personId) => db.Drafts.Where(d => d.PersonId == personId && !db.Acts.Any(a => a.Id == d.ActId && a.PersonId == personId));

    private async Task RemoveAsync(List<Draft> ending, CancellationToken cancel)
    {
        var keys = ending.Select(d => d.FileKey).ToList();
        var files = await db.Attachments.Where(a => a.PostId == null && a.DraftKey != null && keys.Contains(a.DraftKey)).ToListAsync(cancel);
        db.Attachments.RemoveRange(files.Where(f => f.DraftKey is not null)); // those that a post of this save adopted have none
        db.Drafts.RemoveRange(ending);
    }
}
