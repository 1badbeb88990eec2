using Microsoft.EntityFrameworkCore;
using MimeKit;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Mail;

/// <summary>A desk and a robot who answers each mail it gets, once.</summary>
sealed class MailLoop(DeskApplication desk, RequesterMailClient robot, string address) : IAsyncDisposable
{
    // A loop that nobody stops is stopped here.
    private const int Most = 12;

    private int sent;
    private int answered;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public RequesterMailClient Robot => robot;

    public string Address => address;

    public Task<int> RunAsync(Func<int, MimeMessage> answer) => RunAsync((n, _) => robot.DeliverAsync(answer(n)));

    /// <summary>The robot writes first, and answers until nothing is on its way in either direction.</summary>
    /// <returns>The mails that passed, of both.</returns>
    public async Task<int> RunAsync(Func<int, MimeMessage, Task> answerAsync)
    {
        await robot.SendAsync(address, "An order", "Where is it?");
        sent = 1;
        do
        {
            await Eventually.True("the desk has taken and sent all", IsQuietAsync, TimeSpan.FromMinutes(1));
            foreach (var mail in (await robot.AllAsync()).Skip(answered).ToList())
            {
                await answerAsync(answered++, mail);
                sent++;
            }
        }
        while (sent + answered < Most && !await IsQuietAsync());
        return sent + answered;
    }

    public Task<List<EventKind>> NotesAsync() => desk.ReadAsync(db => db.Events.Where(e => e.Kind == EventKind.AnswersStopped).Select(e => e.Kind).ToListAsync(Stop));

    public Task<List<MailClass>> ClassesAsync() => desk.ReadAsync(db => db.IncomingMail.OrderBy(m => m.Id).Select(m => m.Class).ToListAsync(Stop));

    public Task<int> TicketsAsync() => desk.ReadAsync(db => db.Tickets.CountAsync(Stop));

    public async Task<string> LastTicketPageAsync()
    {
        var number = await desk.ReadAsync(db => db.Tickets.MaxAsync(t => t.Number, Stop));
        using var tess = await desk.SignInAsync("tess");
        return (await tess.GetAsync($"/tickets/{number}")).Text;
    }

    public async ValueTask DisposeAsync() => await desk.DisposeAsync();

    // All the robot wrote is recorded, all the desk owes has left, and what left lies in the robot's inbox.
    private async Task<bool> IsQuietAsync()
    {
        var taken = await desk.ReadAsync(db => db.IncomingMail.CountAsync(Stop));
        var owed = await desk.ReadAsync(db => db.Outbox.Where(m => m.Kind == MailKind.Acknowledgement).Select(m => m.SentAt != null).ToListAsync(Stop));
        return taken == sent && owed.TrueForAll(left => left) && (await robot.AllAsync()).Count == owed.Count;
    }
}
