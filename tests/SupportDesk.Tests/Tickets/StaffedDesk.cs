using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.People;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Tickets;

/// <summary>A desk with the cast on it, for what reads tickets; its clock stands still unless pushed.</summary>
sealed class StaffedDesk : IAsyncDisposable
{
    readonly TestDatabase database;
    readonly FakeTimeProvider time;

    StaffedDesk(TestDatabase database, FakeTimeProvider time) => (this.database, this.time) = (database, time);

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public TestDatabase Database => database;
    public DeskDb Db { get; private set; } = null!;
    public Team Trust { get; private set; } = null!;
    public Team Billing { get; private set; } = null!;
    public StaffUser Aldo { get; private set; } = null!;
    public StaffUser Bojan { get; private set; } = null!;
    public StaffUser Valeria { get; private set; } = null!;
    public Person Damion { get; private set; } = null!;
    public DateTimeOffset Now => database.Clock.Now;

    static Actor Us => Actor.System(Via.Job);

    public static async Task<StaffedDesk> CreateAsync(DatabaseProvider engine, Action<IServiceCollection>? more = null)
    {
        var time = new FakeTimeProvider(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        var desk = new StaffedDesk(await TestDatabase.CreateAsync(engine, services =>
        {
            services.AddSingleton<TimeProvider>(time);
            more?.Invoke(services);
        }), time);
        desk.Db = desk.database.Open();
        await desk.StaffAsync();
        return desk;
    }

    public void Pass(TimeSpan span) => time.Advance(span);

    public T Service<T>(DeskDb? db = null)
        where T : class => ActivatorUtilities.CreateInstance<T>(database.Services, db ?? Db);

    public Person Meet(string name, string address)
    {
        var person = Person.Meet(name, "en", Us, Now);
        person.AddAddress(address, Us, Now);
        Db.Add(person);
        return person;
    }

    /// <summary>A ticket in a later second than the one before.</summary>
    public async Task<Ticket> AskAsync(string subject, Team? team = null, Person? by = null, string text = "It does not work.", Action<Ticket>? then = null, PostState state = PostState.Shown)
    {
        Pass(TimeSpan.FromSeconds(1));
        var person = by ?? Damion;
        var ticket = Ticket.Open(
            new NewTicket(subject, person.Id, person.PrimaryAddressId, (team ?? Trust).Id, null, "en"),
            new NewPost(PostKind.Reply, person.Id, person.DisplayName, "damion@customer.test", text, text, Origin.Mail, State: state),
            new Actor(person.Id, Capacity.Requester, Via.Mail), Now);
        then?.Invoke(ticket);
        Db.Add(ticket);
        await CommitAsync();
        return ticket;
    }

    public Task CommitAsync() => Db.CommitAsync(Act.Job, Stop);

    public async ValueTask DisposeAsync()
    {
        await Db.DisposeAsync();
        await database.DisposeAsync();
    }

    async Task StaffAsync()
    {
        Trust = Team.Found("Trust", false, null, Us, Now);
        Billing = Team.Found("Billing", false, null, Us, Now);
        Db.AddRange(Trust, Billing);
        Damion = Meet("Damion M", "damion@customer.test");
        Aldo = Staff("Aldo", Role.Agent, Trust);
        Bojan = Staff("Bojan", Role.Agent, Billing);
        Valeria = Staff("Valeria", Role.Moderator, Trust, Billing);
        await CommitAsync();
    }

    StaffUser Staff(string name, Role role, params Team[] teams)
    {
        var person = Meet(name, $"{name.ToLowerInvariant()}@marketfield.test");
        person.OpenAccount($"{name.ToLowerInvariant()}@marketfield.test", Us, Now);
        person.Grant(role, Us, Now);
        foreach (var team in teams)
            team.Welcome(person.Id, false, Us, Now);
        return new(person.Id, person.DisplayName, [role], [.. teams.Select(t => t.Id)], []);
    }
}
