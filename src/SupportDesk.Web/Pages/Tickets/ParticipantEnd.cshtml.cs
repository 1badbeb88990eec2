using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SupportDesk.People;
using SupportDesk.Tickets;
using SupportDesk.Web.Access;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>Letting somebody take part no more.</summary>
[Needs(Permission.Tickets)]
public sealed class ParticipantEndModel(Counter counter) : TicketAct(counter)
{
    [FromRoute]
    public Guid Person { get; set; }

    public string Name { get; private set; } = "";

    public override async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (!await base.LoadAsync(cancel))
            return false;

        var tickets = Counter.Db.TicketsVisibleTo(Counter.Staff).Where(t => t.Number == Number);
        Name = await Counter.Db.Participants
            .Where(p => p.PersonId == Person && p.Kind != ParticipantKind.Requester && tickets.Any(t => t.Id == p.TicketId))
            .Join(Counter.Db.People, p => p.PersonId, o => o.Id, (_, o) => o.DisplayName).SingleOrDefaultAsync(cancel) ?? "";
        return Name.Length > 0;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await FindAsync(cancel) is not { } ticket || !await LoadAsync(cancel))
            return NotFound();

        var part = await Counter.Db.Participants.SingleAsync(p => p.TicketId == ticket.Id && p.PersonId == Person, cancel);
        ticket.LetGo(part, Counter.By, Counter.Now);
        new Flash($"{Name} takes part in #{Number} no more.").Keep(TempData);
        return GoBack();
    }
}
