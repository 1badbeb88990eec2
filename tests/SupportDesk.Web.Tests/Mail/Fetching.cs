using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.Mail.Sources;
using SupportDesk.Tickets;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Mail;

/// <summary>A desk without pages that reads one mailbox at a real Dovecot.</summary>
sealed class Fetching : IAsyncDisposable
{
    readonly TestDatabase database;
    readonly MailOptions options;
    MailboxWatcher? watcher;

    Fetching(TestDatabase database, MailOptions options) => (this.database, this.options) = (database, options);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ImapOptions Imap => options.Mailboxes[0].Imap!;

    /// <summary>Sets the mailbox up; <see cref="StartAsync"/> begins to read it.</summary>
    public static async Task<Fetching> PrepareAsync(MailWorld world, string address, DatabaseProvider engine = DatabaseProvider.Sqlite)
    {
        var imap = new ImapOptions { Host = "127.0.0.1", Port = world.Dovecot.ImapPort, Security = MailSecurity.StartTls, User = address, Password = DovecotServer.Password, TrustedCertificate = world.Certificate, Start = MailStart.All };
        var options = new MailOptions { Mailboxes = [new() { Name = "support", Address = address, Imap = imap, Trust = new() { AuthServIds = [world.AuthServId], Hosts = [DovecotServer.HostName] } }] };
        var fetching = new Fetching(await TestDatabase.CreateAsync(engine, services => services
            .AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider()).AddSingleton(Options.Create(options))), options);
        await using var db = fetching.database.Open();
        var mailbox = new Mailbox(Guid.CreateVersion7(fetching.database.Clock.Now), "support", address);
        db.AddRange(mailbox, new MailboxWatch(mailbox.Id));
        await db.CommitAsync(Act.Job, Stop);
        return fetching;
    }

    public async Task StartAsync()
    {
        watcher = new(database.Factory, Options.Create(options), database.Services.GetRequiredService<Intake>(), database.Clock, NullLogger<MailboxWatcher>.Instance);
        await watcher.StartAsync(Stop);
    }

    public async Task StopAsync()
    {
        if (watcher is not null)
            await watcher.StopAsync(CancellationToken.None);
        watcher?.Dispose();
        watcher = null;
    }

    public Task<MailboxWatch> WatchAsync() => ReadAsync(db => db.MailboxWatches.AsNoTracking().SingleAsync(Stop));

    public Task ContactAsync() => Eventually.True("the mailbox is read", async () => (await WatchAsync()).LastContactAt is not null);

    public Task<Ticket> TicketAsync(string subject, TimeSpan? limit = null) =>
        Eventually.Get($"the ticket “{subject}”", () => ReadAsync(db => db.Tickets.AsNoTracking().SingleOrDefaultAsync(t => t.Subject == subject, Stop)), limit);

    public Task<List<string>> SubjectsAsync() => ReadAsync(db => db.Tickets.OrderBy(t => t.Number).Select(t => t.Subject).ToListAsync(Stop));

    public async Task<T> ReadAsync<T>(Func<DeskDb, Task<T>> read)
    {
        await using var db = database.Open();
        return await read(db);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await database.DisposeAsync();
    }
}
