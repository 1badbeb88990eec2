using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.Threads;

namespace SupportDesk.Web.Tests.Tickets;

/// <summary>Mail that arrives at the desk as its source would hand it over.</summary>
static class Arriving
{
    /// <param name="header">Its fields without To, with | between them.</param>
    /// <param name="body">Further fields, an empty line, and the text.</param>
    public static async Task<IntakeResult> ArriveAsync(this DeskApplication desk, string header, string body, Verdict verdict = Verdict.Proved)
    {
        var box = await desk.DoAsync(async db =>
        {
            if (await db.Mailboxes.OrderBy(m => m.Name).FirstOrDefaultAsync() is { } known)
                return known;

            var added = new Mailbox(Guid.CreateVersion7(desk.Clock.Now), "arriving", "support@marketfield.test");
            added.Configure("support@marketfield.test", "support+{token}@marketfield.test", "Marketfield", null, "en", acknowledges: true);
            db.AddRange(added, new MailboxWatch(added.Id));
            return added;
        });
        var raw = $"{header.Replace('|', '\n')}\nTo: {box.Address}\nMIME-Version: 1.0\n{body}";
        return await desk.Services.GetRequiredService<Intake>().TakeAsync(new RawMail(box.Id, Encoding.UTF8.GetBytes(raw), Known: verdict), TestContext.Current.CancellationToken);
    }
}
