using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.People;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Mail;

/// <summary>A desk with one mailbox and no server: messages are handed to the intake as bytes.</summary>
sealed class MailDesk : IAsyncDisposable
{
    public const string Support = "support@marketfield.test";
    public const string Damion = "damion@customer.test";
    public const string Muhammed = "muhammed@customer.test";

    readonly TestDatabase database;

    MailDesk(TestDatabase database) => this.database = database;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public Guid MailboxId { get; private set; }

    public TestDatabase Database => database;

    public Intake Intake => database.Services.GetRequiredService<Intake>();

    public static async Task<MailDesk> OpenAsync(DatabaseProvider engine = DatabaseProvider.Sqlite, Action<IServiceCollection>? more = null)
    {
        var desk = new MailDesk(await TestDatabase.CreateAsync(engine, services =>
        {
            services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
            more?.Invoke(services);
        }));
        desk.MailboxId = await desk.AddMailboxAsync("support", Support);
        return desk;
    }

    public async Task<Guid> AddMailboxAsync(string name, string address)
    {
        await using var db = database.Open();
        var mailbox = new Mailbox(Guid.CreateVersion7(database.Clock.Now), name, address);
        mailbox.Configure(address, address.Replace("@", "+{token}@", StringComparison.Ordinal), "Marketfield", null, "en", acknowledges: true);
        db.AddRange(mailbox, new MailboxWatch(mailbox.Id));
        await db.CommitAsync(Act.Job, Stop);
        return mailbox.Id;
    }

    public Task<IntakeResult> TakeAsync(MimeMessage mail, Verdict verdict = Verdict.Proved) => Intake.TakeAsync(Raw(mail, verdict), Stop);

    public RawMail Raw(MimeMessage mail, Verdict? verdict = Verdict.Proved, Guid? mailboxId = null, SourcePosition? position = null)
    {
        using var bytes = new MemoryStream();
        mail.WriteTo(bytes, Stop);
        return new(mailboxId ?? MailboxId, bytes.ToArray(), position, verdict);
    }

    /// <summary>Opens a ticket by mail from Damion.</summary>
    public async Task<Ticket> DamionWritesAsync(string subject = "My shop is banned", string text = "It says I forged my tax papers.")
    {
        var result = await TakeAsync(Letter(Damion, subject, text));
        return await TicketAsync(result.TicketNumber!.Value);
    }

    public async Task<Ticket> TicketAsync(long number)
    {
        await using var db = database.Open();
        return await db.Tickets.AsNoTracking().SingleAsync(t => t.Number == number, Stop);
    }

    public async Task<List<Post>> PostsAsync(Ticket ticket)
    {
        await using var db = database.Open();
        return await db.Posts.AsNoTracking().Where(p => p.ThreadId == ticket.ThreadId).OrderBy(p => p.Position).ToListAsync(Stop);
    }

    public async Task<T> ReadAsync<T>(Func<DeskDb, Task<T>> read)
    {
        await using var db = database.Open();
        return await read(db);
    }

    public Task ActAsync(Func<DeskDb, Task> act) => database.Factory.RunAsync(async db =>
    {
        await act(db);
        await db.CommitAsync(Act.Job, Stop);
        return true;
    }, Stop);

    /// <summary>The reply address of one person about one object, as the desk's mail to them carries it.</summary>
    public async Task<string> ReplyAddressAsync(Guid personId, Guid objectId, ReplyPurpose purpose = ReplyPurpose.Ticket)
    {
        var routes = database.Services.GetRequiredService<ReplyRoutes>();
        await using var db = database.Open();
        var route = await routes.ToAsync(db, purpose, objectId, personId, "marketfield.test", Stop);
        await db.CommitAsync(Act.Job, Stop);
        return $"support+{route.MessageId.Split('.')[0]}@marketfield.test";
    }

    public async Task<Guid> PersonIdAsync(string address) =>
        await ReadAsync(db => db.MailAddresses.Where(a => a.AddressKey == address).Select(a => a.PersonId).SingleAsync(Stop));

    /// <summary>Somebody who may answer tickets, with a proved address.</summary>
    public async Task<Guid> AgentAsync(string name, string address)
    {
        var (by, at) = (Actor.System(Via.CommandLine), database.Clock.Now);
        var person = Person.Meet(name, "en", by, at);
        person.Verify(person.AddAddress(address, by, at), by, at);
        person.OpenAccount(address, by, at);
        person.Grant(Role.Agent, by, at);
        await ActAsync(db =>
        {
            db.People.Add(person);
            return Task.CompletedTask;
        });
        return person.Id;
    }

    public static MimeMessage Letter(string from, string subject, string text, string? to = null, string? answers = null)
    {
        var mail = new MimeMessage { Subject = subject, Body = new TextPart("plain") { Text = text } };
        mail.From.Add(MailboxAddress.Parse(from));
        mail.To.Add(MailboxAddress.Parse(to ?? Support));
        if (answers is not null)
            mail.InReplyTo = answers;
        return mail;
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
