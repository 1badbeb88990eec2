using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SupportDesk.Calendars;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Mail;
using SupportDesk.People;
using SupportDesk.Policies;

namespace SupportDesk.Tests.Escalations;

/// <summary>A desk on a real database with the cast at a chain of three levels, and a clock of its own.</summary>
sealed class CaseDesk : IAsyncDisposable
{
    readonly Dictionary<string, Guid> people = [];

    CaseDesk(TestDatabase database, FakeTimeProvider time) => (Database, Time) = (database, time);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public TestDatabase Database { get; }

    public FakeTimeProvider Time { get; }

    public DateTimeOffset Now => Database.Clock.Now;

    public Guid TeamId { get; private set; }

    public Guid PolicyId { get; private set; }

    public FrozenChain Chain { get; private set; } = null!;

    public Guid this[string name] => people[name];

    public static async Task<CaseDesk> OpenAsync(DatabaseProvider engine, Action<IServiceCollection>? also = null)
    {
        var time = new FakeTimeProvider(Complaint.Begin);
        var desk = new CaseDesk(await TestDatabase.CreateAsync(engine, services =>
        {
            services.AddSingleton<TimeProvider>(time).AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
            also?.Invoke(services);
        }), time);
        await desk.FillAsync();
        return desk;
    }

    public EscalationSweep Sweep() => new(
        Database.Factory, Database.Services.GetRequiredService<SendingOutages>(), Database.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<EscalationSweep>.Instance);

    /// <summary>Whether a mail server accepts the notices of what is raised, at once.</summary>
    public bool Accepts { get; set; } = true;

    /// <summary>A mail server accepts everything that is owed, and the cases learn of it.</summary>
    public async Task AcceptAsync()
    {
        await DoAsync(async db =>
        {
            foreach (var mail in await db.Outbox.Where(m => m.SentAt == null && m.FailedAt == null && m.CancelledAt == null).ToListAsync(Stop))
                mail.Sent(Now);
        });
        await Sweep().RunAsync(Stop);
    }


    /// <summary>Runs verbs in a context of their own and saves.</summary>
    public async Task DoAsync(Func<DeskDb, Task> act)
    {
        await using var db = Database.Open();
        await act(db);
        await db.CommitAsync(Act.Job, Stop);
    }

    public async Task<Escalation> RaiseAsync(bool climbs = true, params string[] supporters)
    {
        var policy = await FreePolicyAsync();
        var escalation = Escalation.Raise(new NewCase(policy, 1, "Mandatory profile picture", TeamId), Chain, Complaint.System, Now);
        await DoAsync(async db =>
        {
            db.Escalations.Add(escalation);
            foreach (var name in supporters.Length == 0 ? ["damion"] : supporters)
                db.Supporters.Add(Supporter.Join(escalation.Id, people[name], null, null, null, Complaint.System, Now));
            if (climbs)
                escalation.BeginClimb(await new WhoStands(db, Now).ForAsync(escalation, new Voices(0, 0, 0, 1), Stop), Complaint.System, Now);
        });
        if (climbs && Accepts)
            await AcceptAsync();
        return escalation;
    }

    // A policy has one open case, so each further case is about one of its own.
    async Task<Guid> FreePolicyAsync()
    {
        await using var db = Database.Open();
        if (!await db.Escalations.AnyAsync(e => e.PolicyId == PolicyId && e.Climb.IsOpen, Stop))
            return PolicyId;

        var no = await db.Policies.CountAsync(Stop);
        var policy = Policy.Write($"picture-{no}", $"Picture {no}", people["ines"], Chain.ChainId, "Everybody shows a picture.", Complaint.System, Now);
        db.Add(policy);
        await db.CommitAsync(Act.Job, Stop);
        return policy.Id;
    }

    public async Task<Escalation> LoadAsync(Guid id)
    {
        await using var db = Database.Open();
        return await db.Escalations.AsNoTracking().SingleAsync(e => e.Id == id, Stop);
    }

    public async Task<Standing> StandingAsync(Escalation escalation)
    {
        await using var db = Database.Open();
        return await new WhoStands(db, Now).ForAsync(escalation, Stop);
    }

    public Task AwayAsync(string name, string? deputy = null) => DoAsync(async db =>
        (await db.People.SingleAsync(p => p.Id == people[name], Stop)).GoAway(Now, Now.AddDays(7), deputy is null ? null : people[deputy], Complaint.System, Now));

    public Task DeactivateAsync(string name) => DoAsync(async db =>
        (await db.People.SingleAsync(p => p.Id == people[name], Stop)).Deactivate(await db.Users.SingleAsync(u => u.Id == people[name], Stop), Complaint.System, Now));

    public async ValueTask DisposeAsync() => await Database.DisposeAsync();

    Task FillAsync() => DoAsync(db =>
    {
        foreach (var name in new[] { "damion", "muhammed" })
            Meet(db, name);
        foreach (var (name, role) in new[] { ("aldo", Role.Agent), ("tess", Role.Agent), ("ines", Role.PolicyOwner), ("victor", Role.PolicyOwner), ("bojan", Role.Agent), ("ada", Role.Administrator) })
        {
            var person = Meet(db, name);
            person.OpenAccount($"{name}@marketfield.test", Complaint.System, Now);
            person.Grant(role, Complaint.System, Now);
        }

        var team = Team.Found("Trust and safety", false, null, Complaint.System, Now);
        team.Welcome(people["tess"], true, Complaint.System, Now);
        team.Welcome(people["aldo"], false, Complaint.System, Now);
        var chain = SupportDesk.Chains.Chain.Named("Policies", true, Now);
        chain.Change(
            [Complaint.Rung("Team lead", Powers.Forward | Powers.Ask), Complaint.Rung("Head") with { Who = [Seat.PolicyOwner], Deputies = [Seat.Person("bojan@marketfield.test")] }, Complaint.Rung("Senior VP") with { Who = [Seat.Person("Victor@Marketfield.test")] }],
            Complaint.Chain.Times, [WorkingCalendar.Always], Complaint.System, Now);
        var policy = Policy.Write("picture", "Mandatory profile picture", people["ines"], chain.Id, "Everybody shows a picture.", Complaint.System, Now);
        db.AddRange(team, chain, policy);
        (TeamId, PolicyId, Chain) = (team.Id, policy.Id, chain.Newest);
        return Task.CompletedTask;
    });

    Person Meet(DeskDb db, string name)
    {
        var person = Person.Meet(name, null, Complaint.System, Now);
        person.AddAddress($"{name}@marketfield.test", Complaint.System, Now);
        people[name] = person.Id;
        db.People.Add(person);
        return person;
    }
}
