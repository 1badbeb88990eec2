using AutoMapper;
using SupportDesk.Data;
using SupportDesk.Escalations;

namespace SupportDesk.Tickets;

/// <summary>One line of the queue: what the list shows and nothing else.</summary>
public sealed record QueueRow
{
    public long Number { get; init; }
    public string Subject { get; init; } = "";
    public string LastWords { get; init; } = "";
    public TicketStatus Status { get; init; }
    public Priority Priority { get; init; }
    public Guid RequesterId { get; init; }
    public string RequesterName { get; init; } = "";
    public Guid? TeamId { get; init; }
    public Guid? AssigneeId { get; init; }
    public string? AssigneeName { get; init; }
    public DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset LastActivityAt { get; init; }
    public DateTimeOffset? SnoozedUntil { get; init; }

    /// <summary>When something happens by itself or is promised: what the time left counts down to.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public TicketDue DueFor { get; init; }
    public bool Sensitive { get; init; }

    /// <summary>The name of the furthest level at which an escalation of this ticket stands; null where none climbs.</summary>
    public string? ClimbsTo { get; init; }
}

/// <summary>A page of the queue.</summary>
/// <param name="Newer">Null at the top of the list.</param>
/// <param name="Older">Null at its end.</param>
public sealed record QueuePage(IReadOnlyList<QueueRow> Rows, QueueCursor? Newer, QueueCursor? Older);

/// <summary>The row is flat and wide and mostly the ticket's own columns; only what is not says where it comes from.</summary>
internal sealed class QueueProfile : Profile
{
    public QueueProfile()
    {
        // Given with each projection: names are scalar subqueries, so that no join can talk the engine out of the list's index.
        DeskDb db = null!;
        CreateProjection<Ticket, QueueRow>()
            .ForMember(row => row.RequesterName, from => from.MapFrom(t => db.People.Where(p => p.Id == t.RequesterId).Select(p => p.DisplayName).First()))
            .ForMember(row => row.AssigneeName, from => from.MapFrom(t => db.People.Where(p => p.Id == t.AssigneeId).Select(p => p.DisplayName).FirstOrDefault()))
            .ForMember(row => row.ClimbsTo, from => from.MapFrom(t => db.Supporters.Where(s => s.TicketId == t.Id && s.WithdrawnAt == null)
                .Join(db.Escalations.Where(e => e.State == EscalationState.Climbing), s => s.EscalationId, e => e.Id, (_, e) => e)
                .OrderByDescending(e => e.Climb.Level).Select(e => e.Climb.LevelName).FirstOrDefault()));
    }
}
