using SupportDesk.Data;
using SupportDesk.People;

namespace SupportDesk.Escalations;

/// <summary>What staff without a part in a case may see of it at all. The words of a case are another matter (<see cref="Dossiers"/>).</summary>
public static class CaseVisibility
{
    /// <summary>
    /// Cases of which a colleague without a part in them sees nothing, not even a line on the board: raised by a private team that they are not in, or
    /// from a ticket of such a team or a sensitive ticket that they may not read.
    /// </summary>
    public static IQueryable<Guid> CasesHiddenFrom(this DeskDb db, StaffUser user)
    {
        var (hidden, person) = (user.HiddenTeamIds.ToArray(), user.PersonId);
        return db.Escalations.Where(e => (e.RaisingTeamId != null && hidden.Contains(e.RaisingTeamId.Value))
                || db.Supporters.Any(s => s.EscalationId == e.Id && s.JoinedAt == e.RaisedAt && db.Tickets.Any(t => t.Id == s.TicketId
                    && ((t.TeamId != null && hidden.Contains(t.TeamId.Value))
                        || (t.Sensitive && t.AssigneeId != person && !db.TicketReaders.Any(r => r.TicketId == t.Id && r.PersonId == person))))))
            .Select(e => e.Id);
    }
}
