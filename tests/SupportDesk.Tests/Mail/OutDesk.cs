using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Files;
using SupportDesk.Mail;
using SupportDesk.Mail.Sending;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Mail;

/// <summary>A desk that sends to a scripted server, by a clock that only the test moves.</summary>
sealed class OutDesk : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    readonly MailDesk desk;

    OutDesk(MailDesk desk, ScriptedServer server, FakeTimeProvider time) => (this.desk, Server, Time) = (desk, server, time);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ScriptedServer Server { get; }

    public FakeTimeProvider Time { get; }

    public MailDesk Desk => desk;

    public DateTimeOffset Now => desk.Database.Clock.Now;

    public Delivery Delivery => desk.Database.Services.GetRequiredService<Delivery>();

    /// <param name="smtp">Sends over a connection to this server, and not to the scripted one.</param>
    public static async Task<OutDesk> OpenAsync(DatabaseProvider engine = DatabaseProvider.Sqlite, BrokenSmtp? smtp = null)
    {
        var (server, time) = (new ScriptedServer(), new FakeTimeProvider(Start));
        var desk = await MailDesk.OpenAsync(engine, services =>
        {
            services.AddSingleton<TimeProvider>(time);
            if (smtp is null)
                services.AddSingleton<IMailSender>(server);
            else
                services.AddSingleton(Options.Create(new MailOptions { Outgoing = new() { Host = "127.0.0.1", Port = smtp.Port, Security = MailSecurity.None, AnswerWithinSeconds = 5 } })).AddSingleton<IMailSender, SmtpSender>();
        });
        return new(desk, server, time);
    }

    /// <summary>Sends what is due after a while.</summary>
    public Task<int> DeliverAsync(TimeSpan? after = null)
    {
        Time.Advance(after ?? TimeSpan.Zero);
        return Delivery.RunAsync(Stop);
    }

    public Task<List<OutboxMail>> OutboxAsync(MailKind? kind = null) =>
        desk.ReadAsync(db => db.Outbox.AsNoTracking().Where(m => kind == null || m.Kind == kind).OrderBy(m => m.Id).ToListAsync(Stop));

    public Task<List<EventKind>> EventsAsync(Ticket ticket) =>
        desk.ReadAsync(db => db.Events.AsNoTracking().Where(e => e.ObjectId == ticket.Id).OrderBy(e => e.Id).Select(e => e.Kind).ToListAsync(Stop));

    /// <summary>An agent answers; the mails are due ten seconds later.</summary>
    public Task ReplyAsync(Ticket ticket, Guid agent, string text = "We are looking into it.", Capacity capacity = Capacity.Agent) => desk.ActAsync(async db =>
    {
        var row = await db.Tickets.Include(t => t.Thread).SingleAsync(t => t.Id == ticket.Id, Stop);
        row.Reply(Post(agent, "Aldo", text), AfterReply.Pend, new TicketOptions(), new Actor(agent, capacity, Via.Web), Now);
    });

    /// <summary>Damion has written and Aldo has answered; the answer is due in ten seconds.</summary>
    public async Task<(Ticket Ticket, Guid Agent)> AnsweredAsync()
    {
        var ticket = await desk.DamionWritesAsync();
        var aldo = await desk.AgentAsync("Aldo", "aldo@marketfield.test");
        await ReplyAsync(ticket, aldo);
        return (ticket, aldo);
    }

    public Task ActAsync(Ticket ticket, Action<Ticket, DeskDb> act) => desk.ActAsync(async db =>
        act(await db.Tickets.Include(t => t.Thread).SingleAsync(t => t.Id == ticket.Id, Stop), db));

    public async Task<MimeMessage> ReadAsync(OutboxMail mail)
    {
        await using var db = desk.Database.Open();
        return await MimeMessage.LoadAsync(new MemoryStream(await desk.Database.Services.GetRequiredService<FileStore>().ReadAsync(db, mail.BodyHash!, Stop)), Stop);
    }

    public static NewPost Post(Guid author, string name, string text, PostKind kind = PostKind.Reply) => new(kind, author, name, null, $"<p>{text}</p>", text, Origin.Web);

    public ValueTask DisposeAsync() => desk.DisposeAsync();
}

/// <summary>A server that takes everything unless told what to answer next.</summary>
sealed class ScriptedServer : IMailSender
{
    readonly Lock gate = new();

    /// <summary>What it was given, refused mails included.</summary>
    public List<(string From, string To, byte[] Mime)> Got { get; } = [];

    /// <summary>Decides on the n-th mail, from 1.</summary>
    public Func<int, Task<SendAnswer>> Answer { get; set; } = _ => Task.FromResult(SendAnswer.Accepted);

    /// <summary>What it says to one recipient whatever the number of the mail; null: as <see cref="Answer"/> says.</summary>
    public Func<string, SendAnswer?> Refuses { get; set; } = _ => null;

    public void Always(SendResult result, string words = "so it says") => Answer = _ => Task.FromResult(new SendAnswer(result, words));

    /// <summary>Puts other bytes in the place of those that the desk sends to somebody: a fault of whoever hands them over.</summary>
    public Func<string, byte[], byte[]> Swaps { get; set; } = (_, mime) => mime;

    /// <summary>What happens between the desk's turning to the server and the mail's first byte.</summary>
    public Func<int, Task> BeforeData { get; set; } = _ => Task.CompletedTask;

    public async Task<SendAnswer> SendAsync(string from, string to, ReadOnlyMemory<byte> mime, Func<Task<bool>> leaving, CancellationToken cancel)
    {
        await BeforeData(Got.Count + 1);
        if (!await leaving())
            return SendAnswer.NotStarted;

        int no;
        lock (gate)
        {
            Got.Add((from, to, Swaps(to, mime.ToArray())));
            no = Got.Count;
        }

        return Refuses(to) ?? await Answer(no);
    }
}
