using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Mail;
using SupportDesk.Mail.Sending;
using SupportDesk.Policies;
using SupportDesk.Tests.Escalations;
using SupportDesk.Tests.Guarantees;
using SupportDesk.Tests.Mail;
using SupportDesk.Tests.Races;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Histories;

/// <summary>
/// The same histories on a whole database with its mail: two workers do the desk's jobs at once, beside what people do; they die, run twice or not at all.
/// At the end the guarantees are asked of every row.
/// </summary>
sealed partial class StoredWorld : IAsyncDisposable
{
    static readonly string[] Requesters = ["damion", "muhammed", "aldo", "bojan", "tess"];

    readonly CaseDesk desk;
    readonly DoingTable table;
    readonly ScriptedServer server;
    readonly Deaths deaths;
    readonly List<Guid> policies = [];
    readonly Dictionary<string, Ticket> tickets = [];
    readonly List<string> told = [];
    readonly Dictionary<Guid, int> chainOf = [];
    readonly int chain;
    List<Row> cases = [];

    StoredWorld(CaseDesk desk, DoingTable table, ScriptedServer server, Deaths deaths, int chain) =>
        (this.desk, this.table, this.server, this.deaths, this.chain) = (desk, table, server, deaths, chain);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>What was done so far, for a failure.</summary>
    public string Told => string.Join("; ", told);

    public static async Task<StoredWorld> OpenAsync(DatabaseProvider engine, HistoryPlan plan, DoingTable table)
    {
        var (server, deaths) = (new ScriptedServer(), new Deaths());
        var desk = await CaseDesk.OpenAsync(engine, services => deaths.AddTo(services.AddSingleton<IMailSender>(server)));
        var world = new StoredWorld(desk, table, server, deaths, plan.Chain);
        if (plan.Begin > desk.Now)
            desk.Time.Advance(plan.Begin - desk.Now);
        await desk.AddMailboxAsync();
        foreach (var name in Requesters)
            world.tickets[name] = await desk.TicketAsync(name);
        await world.EditChainAsync(0, false);
        await world.AddPolicyAsync();
        table.Begin();
        await world.DoAsync(Doing.RaiseAnother, new(0, 0, 0));
        return world;
    }

    async Task AddPolicyAsync()
    {
        var policy = Policy.Write("shipping", "Shipping abroad", desk["victor"], desk.Chain.ChainId, "Nobody ships abroad.", Complaint.System, desk.Now);
        await desk.DoAsync(db =>
        {
            db.Add(policy);
            return Task.CompletedTask;
        });
        policies.AddRange([desk.PolicyId, policy.Id]);
    }

    public async Task DoAsync(Step step)
    {
        desk.Time.Advance(TimeSpan.FromSeconds(1));
        await LookAsync();
        var mayBeRefused = step.Pick % 9 == 0;
        var doable = Enum.GetValues<Doing>()
            .SelectMany(d => Enumerable.Repeat(d, Can(d) ? HistoryPlan.OftenAs(d) : mayBeRefused && d <= Doing.Confirm ? 1 : 0)).ToArray();
        await DoAsync(doable[step.Pick / 9 % doable.Length], step);
    }

    async Task DoAsync(Doing doing, Step step)
    {
        told.Add($"{doing} {step.Who} {step.Amount}");
        if (doing >= Doing.AcceptMail)
        {
            await DoToMachinesAsync(doing, step);
            table.Done(doing);
            return;
        }

        // Some acts overlap with the jobs, some are followed by them.
        var jobs = step.Who % 4 == 0 ? WorkAsync() : Task.CompletedTask;
        var refusal = await desk.TryAsync(db => ActAsync(doing, step, db));
        await jobs;
        if (refusal is null)
            table.Done(doing);
        else
            table.Refused(doing);
        if (step.Who % 8 == 1)
            await WorkAsync();
        await NoteChainsAsync();
    }

    // A case keeps the version of the chain with which it was raised.
    async Task NoteChainsAsync()
    {
        foreach (var row in await desk.ReadAsync(db => db.Escalations.Select(e => new { e.Id, e.Climb.ChainNo }).ToListAsync(Stop)))
            chainOf.TryAdd(row.Id, row.ChainNo);
    }

    /// <summary>What a history knows of a case to draw from.</summary>
    sealed record Row(
        Guid Id, Guid PolicyId, EscalationState State, int Level, int Top, WaitsFor WaitsFor, bool Opened, bool Acknowledged, int Decisions,
        DateTimeOffset? DueAt, bool Asked, bool Unconfirmed, int Behind, bool CameAfter, bool NoticeSent)
    {
        public bool IsOpen => State is EscalationState.Gathering or EscalationState.Climbing;
        public bool Climbs => State == EscalationState.Climbing;
    }

    async Task LookAsync() => cases = await desk.ReadAsync(db => db.Escalations.OrderBy(e => e.Number).Select(e => new Row(
        e.Id, e.PolicyId, e.State, e.Climb.Level, 3, e.Climb.WaitsFor, e.Climb.OpenedAt != null, e.Climb.AcknowledgedAt != null, e.DecisionCount, e.Climb.DueAt,
        db.Questions.Any(q => q.EscalationId == e.Id), db.UnconfirmedActs.Any(u => u.EscalationId == e.Id && u.EndedAt == null),
        db.Supporters.Count(s => s.EscalationId == e.Id && s.WithdrawnAt == null && s.CountedAt != null), db.Supporters.Any(s => s.EscalationId == e.Id && s.CountedAt == null),
        db.Outbox.Any(m => m.ObjectId == e.Id && m.Kind == MailKind.Delivery && m.SentAt != null && m.BouncedAt == null))).ToListAsync(Stop));

    /// <summary>Everything that was owed gets done; then the guarantees are asked of every row.</summary>
    public async Task VerifyAsync()
    {
        deaths.CallOff();
        refusing.Clear();
        Answers(SendResult.Accepted);
        for (var hours = 0; hours < 30; hours += 10)
        {
            await RunOnAsync(TimeSpan.FromHours(10));
            await WorkAsync();
        }

        // Work leads to more work: the last sweep's hop owes notices.
        for (var round = 0; await IsOwedAsync(); round++)
        {
            round.ShouldBeLessThan(10, "a notice was never sent out");
            await WorkAsync();
        }

        await new CaseChecks(desk)
        {
            ChainOf = id => chainOf.TryGetValue(id, out var no) ? no : null,
            HighestLevelOf = (_, person) => person == desk["aldo"] ? 1 : person == desk["tess"] || person == desk["bojan"] ? 2 : 3,
        }.HoldAsync();
        await CaseChecks.NothingWasSavedOverAsync(desk);
        await using var db = desk.Database.Open();
        await ReceiptTruth.HoldsAsync(db);
    }

    Task<bool> IsOwedAsync() => desk.ReadAsync(db => db.Notices.AnyAsync(n => n.DoneAt == null && n.DueAt <= desk.Now, Stop));

    public ValueTask DisposeAsync() => desk.DisposeAsync();
}
