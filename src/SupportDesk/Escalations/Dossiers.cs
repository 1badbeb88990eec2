using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.People;

namespace SupportDesk.Escalations;

/// <summary>An escalation that somebody may see, with who stands where at this moment.</summary>
/// <param name="MyLevel">The lowest level of its chain at which the reader stands now; null for agents, moderators and administrators who stand nowhere on it.</param>
public sealed record SeenCase(Escalation Escalation, Standing Standing, int? MyLevel)
{
    /// <summary>What the case is called for its reader (<see cref="CaseTitles"/>).</summary>
    public string Title { get; init; } = Escalation.Title;

    /// <summary>Whether the reader stands where the case is, or above.</summary>
    public bool MayAct(Guid person) => Standing.LevelOf(person, Escalation.Climb.Level) is not null;
}

/// <summary>
/// Which dossiers a person may open: those of chains on which they stand now, those they raised, those of tickets they may see; administrators all.
/// For everybody else there is no such escalation.
/// </summary>
public sealed class Dossiers(DeskDb db, DeskClock clock)
{
    public async Task<SeenCase?> FindAsync(StaffUser user, long number, CancellationToken cancel)
    {
        if (!user.May(Permission.Escalations) || await db.Escalations.SingleOrDefaultAsync(e => e.Number == number, cancel) is not { } escalation)
            return null;

        var standing = await new WhoStands(db, clock.Now).ForAsync(escalation, cancel);
        var level = standing.LevelOf(user.PersonId, 1);
        var may = level is not null || escalation.RaisedById == user.PersonId || user.Roles.Contains(Role.Administrator)
            || await ByTicket(user).AnyAsync(id => id == escalation.Id, cancel);
        return may ? new(escalation, standing, level) { Title = (await new CaseTitles(db).ReadAsync(escalation, cancel)).Text } : null;
    }

    /// <summary>Escalations in which a ticket stands that the person may see.</summary>
    public IQueryable<Guid> ByTicket(StaffUser user) =>
        db.Supporters.Where(s => db.TicketsVisibleTo(user).Any(t => t.Id == s.TicketId)).Select(s => s.EscalationId);
}
