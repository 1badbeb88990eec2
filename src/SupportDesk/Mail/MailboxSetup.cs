using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.People;

namespace SupportDesk.Mail;

/// <summary>Takes the mailboxes that appsettings.json names over into the database, at each start.</summary>
public sealed partial class MailboxSetup(IDbContextFactory<DeskDb> databases, DeskClock clock, IOptions<MailOptions> options, ILogger<MailboxSetup> log)
{
    /// <summary>Writes the rows and their watches. Rows no longer configured stay, since tickets name them.</summary>
    /// <exception cref="DeskException">None is configured.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        var mailboxes = options.Value.Mailboxes;
        if (mailboxes.Count == 0)
            throw new DeskException("Mail:Mailboxes is empty; expected at least one mailbox, for instance Mail:Mailboxes:0:Name “support” and Mail:Mailboxes:0:Address “support@example.org”.");

        await databases.RunAsync(db => WriteAsync(db, mailboxes, cancel), cancel);
    }

    private async Task<bool> WriteAsync(DeskDb db, List<MailboxOptions> mailboxes, CancellationToken cancel)
    {
        var rows = await db.Mailboxes.ToListAsync(cancel);
        foreach (var wanted in mailboxes)
        {
            var row = rows.Find(m => string.Equals(m.Name, wanted.Name, StringComparison.OrdinalIgnoreCase));
            if (row is null)
            {
                row = new Mailbox(Guid.CreateVersion7(clock.Now), wanted.Name, wanted.Address);
                db.Add(row);
                db.Add(new MailboxWatch(row.Id));
            }

            row.Configure(wanted.Address, wanted.ReplyShape, wanted.SenderName, await TeamAsync(db, wanted.Team, cancel), wanted.Language, wanted.Acknowledge);
        }

        foreach (var left in rows.Where(r => mailboxes.TrueForAll(m => !string.Equals(m.Name, r.Name, StringComparison.OrdinalIgnoreCase))))
            Log.LeftOut(log, left.Name);
        await db.CommitAsync(Act.Job, cancel);
        return true;
    }

    private async Task<Guid?> TeamAsync(DeskDb db, string name, CancellationToken cancel)
    {
        if (name.Length == 0)
            return null;

        var key = Person.KeyOf(name);
        var team = db.Teams.Local.FirstOrDefault(t => t.NameKey == key) ?? await db.Teams.SingleOrDefaultAsync(t => t.NameKey == key, cancel);
        if (team is null)
        {
            team = Team.Found(name, isPrivate: false, calendar: null, Actor.System(Via.CommandLine), clock.Now);
            db.Add(team);
        }

        return team.Id;
    }

    private static partial class Log
    {
        [LoggerMessage(30, LogLevel.Warning, "The mailbox {Name} is no longer in the configuration: its tickets stay, it neither fetches nor sends first")]
        public static partial void LeftOut(ILogger log, string name);
    }
}
