using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Jobs;
using SupportDesk.Mail;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Admin.Jobs;

/// <summary>What runs in the background, and the mails that failed.</summary>
[Needs(Permission.Administer)]
public sealed class IndexModel(DeskDb db, JobsAsTheyStand jobs) : PageModel
{
    private const int Shown = 50;

    public sealed record FailedMail(long Id, MailKind Kind, string Address, DateTimeOffset At, string Reason);

    public JobsNow Now { get; private set; } = null!;
    public IReadOnlyList<FailedMail> Mails { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Now = await jobs.LookAsync(cancel);
        Mails = await db.Outbox.Where(m => m.FailedAt != null).OrderByDescending(m => m.Id).Take(Shown)
            .Select(m => new FailedMail(m.Id, m.Kind, m.Address, m.FailedAt!.Value, m.Reason ?? "")).ToListAsync(cancel);
    }
}
