using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;

namespace SupportDesk.Escalations;

/// <summary>A mail about a case whose server never answered: one copy more than the desk knows of may have left.</summary>
/// <param name="Outdated">That copy may show more than is allowed since, or the mail was called off.</param>
public sealed record MaybeCopy(string To, DateTimeOffset At, bool Outdated);

/// <summary>Finds what the case must say of mails that may have left.</summary>
public sealed class CopiesQuery(DeskDb db)
{
    public async Task<IReadOnlyList<MaybeCopy>> ReadAsync(Guid escalationId, CancellationToken cancel)
    {
        var events = await db.Events.AsNoTracking().Where(e => e.ObjectId == escalationId && (e.Kind == EventKind.MaybeSentTwice || e.Kind == EventKind.EarlierCopyMayHaveLeft))
            .OrderBy(e => e.Id).Take(50).ToListAsync(cancel);
        if (events.Count == 0)
            return [];

        var ids = events.ConvertAll(e => e.NumberOf("outbox") ?? 0);
        // A supporter's name is theirs to show: mail to them is named by what it is.
        var staff = await db.Outbox.Where(m => ids.Contains(m.Id) && db.Users.Any(a => a.Id == m.PersonId))
            .Select(m => new { m.Id, Name = db.People.Where(p => p.Id == m.PersonId).Select(p => p.DisplayName).First() }).ToDictionaryAsync(m => m.Id, m => m.Name, cancel);
        return [.. events.Select(e => new MaybeCopy(staff.GetValueOrDefault(e.NumberOf("outbox") ?? 0, "somebody who raised it"), e.At, e.Kind == EventKind.EarlierCopyMayHaveLeft))];
    }
}
