using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Mail.Sending;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Admin.Mailboxes;

[Needs(Permission.Administer)]
public sealed class IndexModel(DeskDb db, MailboxesAsTheyStand mailboxes, AccessTokens tokens, UnprovedAcknowledgements unproved, IOptions<MailOptions> options, DeskClock clock) : PageModel
{
    public IReadOnlyList<MailboxNow> Rows { get; private set; } = [];
    public DateTimeOffset Now => clock.Now;
    public string Server => options.Value.Outgoing.IsConfigured ? $"{options.Value.Outgoing.Host}:{options.Value.Outgoing.Port}" : "None: the mail room shows what would leave";
    public IReadOnlyList<string> Troubles { get; private set; } = [];
    public int Waiting { get; private set; }
    public int Failed { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Rows = await mailboxes.LookAsync(null, cancel);
        var ending = tokens.Troubles(options.Value.Outgoing.OAuth, options.Value.Outgoing.User, clock.RealNow);
        Troubles = await unproved.TroubleAsync(db, clock.Now, cancel) is { } trouble ? [.. ending, trouble] : [.. ending];
        var late = clock.Now.AddMinutes(-5);
        Waiting = await db.Outbox.CountAsync(m => m.SentAt == null && m.FailedAt == null && m.CancelledAt == null && m.DueAt < late, cancel);
        Failed = await db.Outbox.CountAsync(m => m.FailedAt != null, cancel);
    }
}
