using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.People;

namespace SupportDesk.Web.Pages.Policies;

/// <summary>Who can own a policy, and which chains it can follow.</summary>
internal static class PolicyChoices
{
    public static Task<List<SelectListItem>> OwnersAsync(DeskDb db, CancellationToken cancel) => db.People
        .Where(p => db.Users.Any(a => a.Id == p.Id && a.DeactivatedAt == null) && db.AccountRoles.Any(r => r.AccountId == p.Id && (r.Role == Role.PolicyOwner || r.Role == Role.Administrator)))
        .OrderBy(p => p.NameKey).Select(p => new SelectListItem(p.DisplayName, $"{p.Id}")).ToListAsync(cancel);

    public static Task<List<SelectListItem>> ChainsAsync(DeskDb db, CancellationToken cancel) =>
        db.Chains.OrderBy(c => c.Name).Select(c => new SelectListItem(c.Name, $"{c.Id}")).ToListAsync(cancel);
}
