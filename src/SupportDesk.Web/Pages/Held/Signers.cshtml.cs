using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Held;

/// <summary>Whom staff trust to sign for domains that are not their own.</summary>
[Needs(Permission.Moderate)]
public sealed class SignersModel(DeskDb db) : PageModel
{
    public sealed record Row(Guid Id, string WriterDomain, string SignerDomain, string TrustedBy, DateTimeOffset TrustedAt);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) =>
        Rows = await db.TrustedSigners.Where(s => s.EndedAt == null).OrderBy(s => s.WriterDomain).ThenBy(s => s.SignerDomain)
            .Select(s => new Row(s.Id, s.WriterDomain, s.SignerDomain, db.People.Where(p => p.Id == s.TrustedById).Select(p => p.DisplayName).FirstOrDefault() ?? "The desk", s.TrustedAt))
            .ToListAsync(cancel);
}
