namespace SupportDesk.Escalations;

/// <summary>Asks again about words that were shown before.</summary>
public sealed partial class QuotableWords
{
    /// <summary>Those passages and answers that the viewer may read now, by their id; what may no longer be read is missing.</summary>
    public async Task<IReadOnlyDictionary<Guid, QuotedWords>> ByIdAsync(IReadOnlyCollection<Guid> ids, Viewer viewer, CancellationToken cancel)
    {
        var words = (await ShowAsync(viewer, Picked(viewer).Where(r => ids.Contains(r.Id)), cancel)).ToDictionary(w => w.Id);
        foreach (var post in words.Count == ids.Count ? [] : await ShowAsync(viewer, Posted(viewer).Where(r => ids.Contains(r.Id)), cancel))
            words.TryAdd(post.Id, post);
        return words;
    }
}
