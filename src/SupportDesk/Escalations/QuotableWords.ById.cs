using Microsoft.EntityFrameworkCore;

namespace SupportDesk.Escalations;

/// <summary>Asks again about words that were shown before.</summary>
public sealed partial class QuotableWords
{
    /// <summary>Each case's first passage, by the case; cases without one are missing.</summary>
    public async Task<Dictionary<Guid, Guid>> FirstOfCasesAsync(IReadOnlyCollection<Guid> cases, Viewer viewer, CancellationToken cancel)
    {
        var passages = Picked(viewer).Where(r => !db.Answers.Any(a => a.PassageId == r.Id));
        var found = await db.Escalations.Where(e => cases.Contains(e.Id))
            .Select(e => new { e.Id, First = passages.Where(r => r.EscalationId == e.Id).OrderBy(r => r.JoinedAt).ThenBy(r => r.SupporterId).ThenBy(r => r.Ordinal).Select(r => (Guid?)r.Id).FirstOrDefault() })
            .ToListAsync(cancel);
        return found.Where(f => f.First is not null).ToDictionary(f => f.Id, f => f.First!.Value);
    }

    /// <summary>Those passages and answers that the viewer may read now, by their id; what may no longer be read is missing.</summary>
    public async Task<IReadOnlyDictionary<Guid, QuotedWords>> ByIdAsync(IReadOnlyCollection<Guid> ids, Viewer viewer, CancellationToken cancel)
    {
        var words = (await ShowAsync(viewer, Picked(viewer).Where(r => ids.Contains(r.Id)), cancel)).ToDictionary(w => w.Id);
        foreach (var post in words.Count == ids.Count ? [] : await ShowAsync(viewer, Posted(viewer).Where(r => ids.Contains(r.Id)), cancel))
            words.TryAdd(post.Id, post);
        return words;
    }
}
