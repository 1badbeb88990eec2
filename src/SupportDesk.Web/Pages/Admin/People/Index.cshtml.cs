using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Admin.People;

[Needs(Permission.Administer)]
public sealed class IndexModel(DeskDb db, DeskClock clock) : PageModel
{
    public sealed record Row(Guid Id, string Name, string? Position, string? Address, DateTimeOffset? DeactivatedAt, DateTimeOffset? AwayTo, string? TimeZone)
    {
        public IReadOnlyList<Role> Roles { get; init; } = [];

        /// <summary>The last day of their absence; null while they are here.</summary>
        public DateOnly? AwayUntil => AwayTo is { } to ? AbsenceDays.LastOf(to, TimeZone) : null;
    }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var now = clock.Now;
        var rows = await db.Users
            .Join(db.People, a => a.Id, p => p.Id, (a, p) => new { Account = a, Person = p })
            .OrderBy(x => x.Person.NameKey)
            .Select(x => new Row(
                x.Person.Id, x.Person.DisplayName, x.Person.Company, x.Account.Email, x.Account.DeactivatedAt,
                db.Absences.Where(b => b.PersonId == x.Person.Id && b.FromAt <= now && b.ToAt > now).Max(b => (DateTimeOffset?)b.ToAt), x.Person.TimeZone))
            .ToListAsync(cancel);
        var roles = (await db.AccountRoles.AsNoTracking().ToListAsync(cancel)).ToLookup(r => r.AccountId, r => r.Role);
        Rows = [.. rows.Select(r => r with { Roles = [.. roles[r.Id].Order()] })];
    }
}
