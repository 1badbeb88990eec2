using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Admin.Teams;

[Needs(Permission.Administer)]
public sealed class IndexModel(DeskDb db) : PageModel
{
    public sealed record Member(string Name, bool Lead);

    public sealed record Row(Guid Id, string Name, bool Private, IReadOnlyList<Member> Members);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var teams = await db.Teams.AsNoTracking().OrderBy(t => t.NameKey).ToListAsync(cancel);
        var members = (await db.Memberships.Join(db.People, m => m.PersonId, p => p.Id, (m, p) => new { m.TeamId, m.Lead, p.DisplayName }).ToListAsync(cancel)).ToLookup(m => m.TeamId);
        Rows = [.. teams.Select(t => new Row(t.Id, t.Name, t.Private, [.. members[t.Id].OrderByDescending(m => m.Lead).ThenBy(m => m.DisplayName).Select(m => new Member(m.DisplayName, m.Lead))]))];
    }
}
