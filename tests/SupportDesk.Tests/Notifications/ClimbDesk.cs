using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Calendars;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Notifications;
using SupportDesk.People;
using SupportDesk.Policies;
using SupportDesk.Tests.Guarantees;
using SupportDesk.Tests.Mail;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Notifications;

/// <summary>A desk where Damion's complaint climbs from Tess (a day, then forward) to Ines (a day, then overdue, Victor hears of it) to Victor.</summary>
sealed class ClimbDesk : IAsyncDisposable
{
    public const string Tess = "tess@marketfield.test";
    public const string Ines = "ines@marketfield.test";
    public const string Victor = "victor@marketfield.test";
    const int Everyday = 1;

    readonly OutDesk desk;

    ClimbDesk(OutDesk desk) => this.desk = desk;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public OutDesk Out => desk;

    public Dictionary<string, Guid> Staff { get; } = [];

    /// <summary>Aldo, who passes up.</summary>
    public Actor Agent => new(Staff["aldo@marketfield.test"], Capacity.Agent, Via.Web);

    public Guid CaseId { get; private set; }

    public Guid DamionsId { get; private set; }

    public Ticket Ticket { get; private set; } = null!;

    public static async Task<ClimbDesk> OpenAsync(DatabaseProvider engine = DatabaseProvider.Sqlite, BrokenSmtp? smtp = null)
    {
        var climb = new ClimbDesk(await OutDesk.OpenAsync(engine, smtp));
        await climb.SetUpAsync();
        return climb;
    }

    async Task SetUpAsync()
    {
        var (at, system) = (desk.Now, Actor.System(Via.CommandLine));
        foreach (var address in new[] { Tess, Ines, Victor, "aldo@marketfield.test" })
            Staff[address] = await desk.Desk.AgentAsync(address.Split('@')[0], address);
        Ticket = await desk.Desk.DamionWritesAsync();

        var chain = Chain.Named("Trust", fromConfiguration: false, at);
        chain.Change([LevelOf("Team lead", Tess, OnTimeOut.Forward, false), LevelOf("Head of Trust and Safety", Ines, OnTimeOut.Remind, true), LevelOf("Senior VP of Operations", Victor, OnTimeOut.Remind, false)],
            new(Time("4d"), Time("3d"), Time("3d")), [WorkingCalendar.Always], system, at);
        var policy = Policy.Write("profile-picture", "Mandatory profile picture", Staff[Ines], chain.Id, "Every profile needs a picture.", system, at);
        var raised = Escalation.Raise(new NewCase(policy.Id, 1, "A picture before an identity", null), chain.Newest, new Actor(Staff["aldo@marketfield.test"], Capacity.Agent, Via.Web), at);
        CaseId = raised.Id;
        await desk.Desk.ActAsync(db =>
        {
            db.AddRange(chain, policy, raised);
            return Task.CompletedTask;
        });
        DamionsId = await JoinAsync(Ticket.RequesterId, "The dialog refuses my picture, says Damion.", Ticket.Id);
    }

    /// <summary>Joins somebody with words of theirs.</summary>
    public async Task<Guid> JoinAsync(Guid person, string words, Guid? ticket = null)
    {
        var by = new Actor(Staff["aldo@marketfield.test"], Capacity.Agent, Via.Web);
        var supporter = Supporter.Join(CaseId, person, ticket, null, null, by, desk.Now);
        var post = await desk.Desk.ReadAsync(db => db.Posts.Select(p => p.Id).FirstAsync(Stop));
        supporter.Pick(post, 1, words, by, desk.Now);
        await desk.Desk.ActAsync(db =>
        {
            db.Add(supporter);
            return Task.CompletedTask;
        });
        return supporter.Id;
    }

    /// <summary>Joins many at once, each with an address of their own.</summary>
    public Task JoinManyAsync(int people) => desk.Desk.ActAsync(db =>
    {
        var by = Actor.System(Via.CommandLine);
        for (var n = 0; n < people; n++)
        {
            var person = Person.Meet($"Person {n}", "en", by, desk.Now);
            person.AddAddress($"p{n}@customer.test", by, desk.Now);
            db.Add(person);
            db.Add(Supporter.Join(CaseId, person.Id, null, null, null, by, desk.Now));
        }

        return Task.CompletedTask;
    });

    public Task ConsentAsync(Guid supporter, Consent form) => desk.Desk.ActAsync(async db =>
    {
        var row = await db.Supporters.SingleAsync(s => s.Id == supporter, Stop);
        row.Answer(form, "test", Everyday, fresh: true, new Actor(row.PersonId, Capacity.Supporter, Via.Web), desk.Now);
    });

    public Task ActAsync(string person, Action<Escalation, Standing, Actor, DateTimeOffset> act) => desk.Desk.ActAsync(async db =>
    {
        var row = await db.Escalations.SingleAsync(e => e.Id == CaseId, Stop);
        act(row, await new WhoStands(db, desk.Now).ForAsync(row, Stop), new Actor(Staff.GetValueOrDefault(person, Actor.SystemId), Capacity.Level, Via.Web), desk.Now);
    });

    /// <summary>Sends the case to its first level.</summary>
    /// <param name="delivers">A mail server accepts its notice at once.</param>
    public async Task BeginAsync(bool delivers = false)
    {
        await ActAsync("", (escalation, standing, _, at) => escalation.BeginClimb(standing, Actor.System(Via.Job), at));
        if (delivers)
            await desk.DeliverAsync();
    }

    public Task<Escalation> CaseAsync() => desk.Desk.ReadAsync(db => db.Escalations.AsNoTracking().SingleAsync(e => e.Id == CaseId, Stop));

    public Task<List<Receipt>> ReceiptsAsync() => desk.Desk.ReadAsync(db => db.Receipts.AsNoTracking().Where(r => r.EscalationId == CaseId).OrderBy(r => r.No).ToListAsync(Stop));

    /// <summary>Looks at what is due, and nothing else.</summary>
    public Task<int> SweepAsync() => desk.Desk.Database.Services.GetRequiredService<EscalationSweep>().RunAsync(Stop);

    public Task DecideAsync() => ActAsync(Ines, (escalation, standing, by, at) => escalation.Decide(new Ruling(DecisionOutcome.Accepted, "The picture is asked for after the identity."), standing, by, at));

    /// <summary>Lets time pass, then sweeps, unfolds and delivers; afterwards no receipt may say what did not happen.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        desk.Time.Advance(time);
        await desk.Desk.Database.Services.GetRequiredService<EscalationSweep>().RunAsync(Stop);
        await UnfoldAsync();
        await desk.DeliverAsync();
        await using var db = desk.Desk.Database.Open();
        await ReceiptTruth.HoldsAsync(db);
    }

    public Task<int> UnfoldAsync() => desk.Desk.Database.Services.GetRequiredService<Unfold>().RunAsync(Stop);

    public async Task<List<string>> AddressesAsync(MailKind kind) => [.. (await desk.OutboxAsync(kind)).Select(m => m.Address)];

    static Level LevelOf(string name, string who, OnTimeOut onTimeOut, bool notifyAbove) =>
        new(name, [Seat.Person(who)], [], Powers.Forward | Powers.Ask | Powers.Decide, "always", Time("1d"), Time("2d"), [Time("4h")], onTimeOut, notifyAbove, Time("1d"));

    static PromisedTime Time(string text) => PromisedTime.Parse(text);

    public ValueTask DisposeAsync() => desk.DisposeAsync();
}
