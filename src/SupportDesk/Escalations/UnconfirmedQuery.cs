using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.Escalations;

/// <summary>A decision or a question by mail that waits for its sender to confirm it. Its words are nobody's but theirs yet.</summary>
public sealed record UnconfirmedShown(LevelVerb Verb, string By, bool IsMine, string Text);

/// <summary>Reads what waits for confirmation on a case.</summary>
public sealed class UnconfirmedQuery(DeskDb db)
{
    /// <param name="reader">Who sees the words of their own.</param>
    public async Task<IReadOnlyList<UnconfirmedShown>> ReadAsync(Guid escalationId, Guid reader, CancellationToken cancel)
    {
        var waiting = await db.UnconfirmedActs.AsNoTracking().Where(a => a.EscalationId == escalationId && a.EndedAt == null).OrderBy(a => a.At)
            .Select(a => new { Act = a, Name = db.People.Where(p => p.Id == a.PersonId).Select(p => p.DisplayName).First() }).ToListAsync(cancel);
        return [.. waiting.Select(w => new UnconfirmedShown(w.Act.Verb, w.Name, w.Act.PersonId == reader, w.Act.PersonId == reader ? w.Act.Text : ""))];
    }
}
