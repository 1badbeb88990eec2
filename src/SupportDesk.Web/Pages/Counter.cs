using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.People;
using SupportDesk.Tickets;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages;

/// <summary>What a handler works with: the unit of work, who acts, and the moment at which, one for the whole request.</summary>
public sealed class Counter(DeskDb db, CurrentUser user, DeskClock clock, IOptions<TicketOptions> tickets)
{
    public DeskDb Db => db;

    public StaffUser Staff => user.Required;

    public Actor By => user.Actor;

    public DateTimeOffset Now { get; } = clock.Now;

    public TicketOptions Tickets => tickets.Value;

    /// <summary>Until when an act can be undone by the button of its notice: real time, since a person reads it.</summary>
    public DateTimeOffset UndoUntil => clock.RealNow.AddSeconds(10);
}
