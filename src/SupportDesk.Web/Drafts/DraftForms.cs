using SupportDesk.Drafts;
using SupportDesk.Mail.Parsing;
using SupportDesk.Threads;

namespace SupportDesk.Web.Drafts;

/// <summary>Finds the drafts that a page's forms show.</summary>
public sealed class DraftForms(DraftStore drafts, DraftFiles files, DeskClock clock)
{
    /// <summary>The newest draft of a place, for a page that is opened.</summary>
    public async Task<DraftForm> OpenAsync(Guid personId, DraftPlace place, CancellationToken cancel)
    {
        var found = await drafts.FindAsync(personId, place, cancel);
        var newest = found.FirstOrDefault();
        var fields = newest?.ReadFields() ?? new Dictionary<string, string[]>();
        var kept = fields.TryGetValue(DraftForm.FilesField, out var ids) ? ids : [];
        return new(place, personId, newest?.Id ?? Guid.CreateVersion7(clock.RealNow), newest?.Version ?? 0, newest?.SavedAt, fields, await FilesAsync(personId, place, kept, cancel), Others(found.Skip(1)));
    }

    /// <summary>The draft of a form that was posted and is shown again: it holds what was posted.</summary>
    public async Task<DraftForm> ShowAgainAsync(Guid personId, DraftPlace place, IFormCollection posted, CancellationToken cancel)
    {
        var found = await drafts.FindAsync(personId, place, cancel);
        var id = Guid.TryParse(posted[DraftForm.IdField], out var known) ? known : Guid.CreateVersion7(clock.RealNow);
        var mine = found.FirstOrDefault(d => d.Id == id);
        return new(place, personId, id, mine?.Version ?? 0, mine?.SavedAt, new Dictionary<string, string[]>(),
            await FilesAsync(personId, place, posted[DraftForm.FilesField].OfType<string>(), cancel), Others(found.Where(d => d.Id != id)));
    }

    private async Task<IReadOnlyList<Attachment>> FilesAsync(Guid personId, DraftPlace place, IEnumerable<string> ids, CancellationToken cancel)
    {
        var kept = ids.Select(id => Guid.TryParse(id, out var known) ? known : Guid.Empty).ToHashSet();
        return kept.Count == 0 ? [] : [.. (await files.FindAsync(personId, place, cancel)).Where(f => kept.Contains(f.Id))];
    }

    private static List<OtherDraft> Others(IEnumerable<Draft> found) => [.. found.Select(d => new OtherDraft(d.Id, d.SavedAt, WordsOf(d.ReadFields())))];

    /// <summary>Everything that was typed into a form, as plain text.</summary>
    public static string WordsOf(IReadOnlyDictionary<string, string[]> fields)
    {
        var html = fields.TryGetValue("format", out var format) && format is ["html"];
        var typed = fields.Where(f => f.Key is not ("format" or DraftForm.FilesField)).SelectMany(f => f.Value.Select(value => html && f.Key == "words" ? PostHtml.ToText(PostHtml.Clean(value)) : value));
        return string.Join("\n", typed.Where(value => value.Any(char.IsLetter) && !Guid.TryParse(value, out _) && value is not ("true" or "false"))).Trim();
    }
}
