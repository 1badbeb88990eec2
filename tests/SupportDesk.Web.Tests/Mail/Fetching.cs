using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Jobs;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.Mail.Sending;
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

    public ImapOptions Imap => Settings.Imap!;

    public MailboxOptions Settings => options.Mailboxes[0];

    public OutgoingOptions Outgoing => options.Outgoing;

    /// <summary>Sets the mailbox up; <see cref="StartAsync"/> begins to read it.</summary>
    public static async Task<Fetching> PrepareAsync(MailWorld world, string address, DatabaseProvider engine = DatabaseProvider.Sqlite)
    {
        var imap = At(world, address);
        return await PrepareAsync(new() { Name = "support", Address = address, Imap = imap, Trust = new() { AuthServIds = [world.AuthServId], Hosts = [DovecotServer.HostName] } }, engine);
    }

    /// <summary>A mailbox at a server that is no Dovecot.</summary>
    public static Task<Fetching> PrepareAsync(string address, int port) => PrepareAsync(new()
    {
        Name = "support",
        Address = address,
        Imap = new() { Host = "127.0.0.1", Port = port, User = address, Password = "secret", Start = MailStart.All },
    });

    /// <summary>Any mailbox.</summary>
    public static async Task<Fetching> PrepareAsync(MailboxOptions settings, DatabaseProvider engine = DatabaseProvider.Sqlite)
    {
        var options = new MailOptions { Mailboxes = [settings] };
        var fetching = new Fetching(await TestDatabase.CreateAsync(engine, services => services
            .AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider()).AddSingleton(Options.Create(options))), options);
        await using var db = fetching.database.Open();
        await fetching.AddAsync(db, settings);
        return fetching;
    }

    /// <summary>A further mailbox at the Dovecot, to be set up before <see cref="StartAsync"/>.</summary>
    public async Task<ImapOptions> AddAsync(MailWorld world, string name, string address)
    {
        var imap = At(world, address);
        options.Mailboxes.Add(new() { Name = name, Address = address, Imap = imap });
        await using var db = database.Open();
        await AddAsync(db, options.Mailboxes[^1]);
        return imap;
    }

    private static ImapOptions At(MailWorld world, string address) => new()
    {
        Host = "127.0.0.1",
        Port = world.Dovecot.ImapPort,
        Security = MailSecurity.StartTls,
        User = address,
        Password = DovecotServer.Password,
        TrustedCertificate = world.Certificate,
        Start = MailStart.All,
    };

    private async Task AddAsync(DeskDb db, MailboxOptions settings)
    {
        var mailbox = new Mailbox(Guid.CreateVersion7(database.Clock.Now), settings.Name, settings.Address);
        db.AddRange(mailbox, new MailboxWatch(mailbox.Id));
        await db.CommitAsync(Act.Job, Stop);
    }

    public IServiceProvider Services => database.Services;

    public async Task StartAsync()
    {
        var tokens = new AccessTokens(new TokenEndpoint(database.Services.GetRequiredService<KeptSecrets>(), database.Clock), database.Clock); // as a program that has just started
        watcher = new(database.Factory, Options.Create(options), Options.Create(new JobOptions()), database.Services.GetRequiredService<Intake>(), tokens, database.Clock, NullLogger<MailboxWatcher>.Instance);
        await watcher.StartAsync(Stop);
    }

    public async Task StopAsync()
    {
        if (watcher is not null)
            await watcher.StopAsync(CancellationToken.None);
        watcher?.Dispose();
        watcher = null;
    }

    public Task<MailboxWatch> WatchAsync() => ReadAsync(db => db.MailboxWatches.AsNoTracking().Where(w => db.Mailboxes.Any(m => m.Id == w.MailboxId && m.Name == "support")).SingleAsync(Stop));

    public Task<int> CountAsync() => ReadAsync(db => db.IncomingMail.CountAsync(Stop));

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
