using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.People;

namespace SupportDesk.Policies;

/// <summary>The desk's one vocabulary of steps.</summary>
public sealed class Steps(DeskDb db)
{
    public Task<List<string>> NamesAsync(CancellationToken cancel) => db.Steps.OrderBy(s => s.NameKey).Select(s => s.Name).ToListAsync(cancel);

    /// <summary>The step of that name, made where there is none.</summary>
    public async Task<Step> NamedAsync(string? name, DateTimeOffset now, CancellationToken cancel)
    {
        var key = Person.KeyOf(name ?? "");
        if ((db.Steps.Local.FirstOrDefault(s => s.NameKey == key) ?? await db.Steps.SingleOrDefaultAsync(s => s.NameKey == key, cancel)) is { } known)
            return known;

        var step = Step.Named(name ?? "", now);
        db.Steps.Add(step);
        return step;
    }
}
