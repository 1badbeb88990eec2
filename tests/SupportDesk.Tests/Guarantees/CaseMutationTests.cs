using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Tests.Escalations;
using SupportDesk.Tests.Races;

namespace SupportDesk.Tests.Guarantees;

/// <summary>
/// Plants one fault at a time into the rows of cases that are whole: the check that holds the guarantee must notice it
/// (docs/reliability.md).
/// </summary>
public sealed class CaseMutationTests
{
    static readonly Dictionary<string, (Func<Planted, Task> Plant, string Notices)> Faults = new()
    {
        ["nobody at its level can act"] = (p => p.DeactivateAllAsync(), "guarantee 1"),
        ["nothing is due"] = (p => p.SetAsync(p.Open, "DueAt"), "guarantee 2"),
        ["a hop left no receipt"] = (p => p.CutAsync(p.Open), "guarantee 3"),
        ["a receipt was changed"] = (p => p.ChangeReceiptAsync(), "guarantee 3"),
        ["a decision was made below the level"] = (p => p.ActAsAsync("tess"), "guarantee 4"),
        ["a supporter was not told the decision"] = (p => p.ForgetMailAsync(), "guarantee 5, decision 1 was not told"),
        ["a supporter was told twice"] = (p => p.DoubleMailAsync(), "guarantee 5, a decision was told twice"),
        ["a case was moved to the newest chain"] = (p => p.MoveToNewestChainAsync(), "guarantee 7"),
        ["a case ended with somebody behind it"] = (p => p.EndAsync(), "somebody stands behind a case that ended"),
        ["two cases are open on a policy"] = (p => p.OpenTwiceAsync(), "two open cases"),
        ["overdue ended without a hop"] = (p => p.SetAsync(p.Late, "OverdueSince"), "overdue no longer"),
    };

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static MatrixTheoryData<DatabaseProvider, string> All => new(TestDatabase.Engines.Select(e => e.Data), Faults.Keys);

    [Theory, MemberData(nameof(All))]
    public async Task The_checks_of_a_case_notice(DatabaseProvider engine, string fault)
    {
        await using var planted = await Planted.OpenAsync(engine);
        await planted.Checks.HoldAsync();

        await Faults[fault].Plant(planted);

        (await Record.ExceptionAsync(planted.Checks.HoldAsync)).ShouldBeOfType<ShouldAssertException>().Message
            .ShouldContain(Faults[fault].Notices);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_check_of_saves_notices_one_that_went_over_another(DatabaseProvider engine)
    {
        await using var planted = await Planted.OpenAsync(engine);
        await CaseChecks.NothingWasSavedOverAsync(planted.Desk);

        await planted.Desk.ReadAsync(db => db.Events.Where(e => e.ObjectId == planted.Open && e.Kind == EventKind.Delivered)
            .ExecuteUpdateAsync(e => e.SetProperty(row => row.ObjectVersion, row => row.ObjectVersion - 1), Stop));

        (await Record.ExceptionAsync(() => CaseChecks.NothingWasSavedOverAsync(planted.Desk))).ShouldBeOfType<ShouldAssertException>();
    }

    /// <summary>Three whole cases: one at its first level, one decided at its third, one overdue at the top.</summary>
    sealed class Planted(CaseDesk desk, Guid open, Guid decided, Guid late) : IAsyncDisposable
    {
        public CaseDesk Desk => desk;
        public Guid Open => open;
        public Guid Late => late;
        public CaseChecks Checks =>
            new(desk) { HighestLevelOf = (_, person) => person == desk["tess"] ? 1 : person == desk["victor"] ? 3 : 2 };

        public static async Task<Planted> OpenAsync(DatabaseProvider engine)
        {
            var desk = await CaseDesk.OpenAsync(engine);
            await desk.AddMailboxAsync();
            var (late, decided) = ((await desk.RaiseAsync()).Id, (await desk.RaiseAsync(true, "damion", "muhammed")).Id);
            await desk.DoAsync(desk.Decide(decided));
            for (var day = 0; day < 4; day++)
            {
                desk.Time.Advance(TimeSpan.FromDays(1));
                await desk.Sweep().RunAsync(Stop);
                await desk.AcceptAsync();
            }

            var open = (await desk.RaiseAsync()).Id;
            await desk.FanOutAsync();
            return new(desk, open, decided, late);
        }

        public async Task DeactivateAllAsync()
        {
            var tess = desk["tess"];
            await desk.ReadAsync(db => db.Users.Where(u => u.Id == tess)
                .ExecuteUpdateAsync(u => u.SetProperty(row => row.DeactivatedAt, desk.Now), Stop));
        }

        public Task SetAsync(Guid id, string column) =>
            RunAsync($"""UPDATE "Escalations" SET "{column}" = NULL WHERE "Number" = {(id == open ? 3 : 1)}""");

        public async Task CutAsync(Guid id)
        {
            await UnlockAsync();
            await desk.ReadAsync(db => db.ReceiptDetails.Where(d => d.EscalationId == id && d.No == 2).ExecuteDeleteAsync(Stop));
            await desk.ReadAsync(db => db.Receipts.Where(r => r.EscalationId == id && r.No == 2).ExecuteDeleteAsync(Stop));
        }

        public async Task ChangeReceiptAsync()
        {
            await UnlockAsync();
            await desk.ReadAsync(db => db.Receipts.Where(r => r.EscalationId == open && r.No == 2)
                .ExecuteUpdateAsync(r => r.SetProperty(row => row.LevelName, "Somebody else"), Stop));
        }

        public async Task ActAsAsync(string name)
        {
            var (person, no) = (desk[name],
                await desk.ReadAsync(db => db.Receipts.Where(r => r.EscalationId == decided && r.Kind == ReceiptKind.Decided)
                    .Select(r => r.No).SingleAsync(Stop)));
            await desk.ReadAsync(db => db.ReceiptDetails.Where(d => d.EscalationId == decided && d.No == no)
                .ExecuteUpdateAsync(d => d.SetProperty(row => row.ActorId, person), Stop));
        }

        public async Task ForgetMailAsync()
        {
            var person = desk["muhammed"];
            await desk.ReadAsync(db => db.Outbox.Where(m => m.Kind == MailKind.Decision && m.PersonId == person).ExecuteDeleteAsync(Stop));
        }

        public async Task DoubleMailAsync()
        {
            var (damion, muhammed) = (desk["damion"], desk["muhammed"]);
            await desk.ReadAsync(db => db.Outbox.Where(m => m.Kind == MailKind.Decision && m.PersonId == muhammed)
                .ExecuteUpdateAsync(m => m.SetProperty(row => row.PersonId, damion).SetProperty(row => row.NoticeId, (Guid?)null), Stop));
        }

        public Task MoveToNewestChainAsync() => RunAsync("""UPDATE "Escalations" SET "ChainNo" = 2 WHERE "Number" = 3""");

        public Task EndAsync() => RunAsync($"""UPDATE "Escalations" SET "State" = '{EscalationState.Withdrawn}' WHERE "Number" = 3""");

        public async Task OpenTwiceAsync()
        {
            await RunAsync("DROP INDEX \"IX_Escalations_OnePerPolicy\"");
            await desk.ReadAsync(async db =>
            {
                var policy = await db.Escalations.Where(e => e.Id == late).Select(e => e.PolicyId).SingleAsync(Stop);
                return await db.Escalations.Where(e => e.Id == open)
                    .ExecuteUpdateAsync(e => e.SetProperty(row => row.PolicyId, policy), Stop);
            });
        }

        Task UnlockAsync() => RunAsync(desk.Database.Engine == DatabaseProvider.Postgres
            ? """DROP TRIGGER receipts_stay ON "Receipts";""" : "DROP TRIGGER Receipts_NoUpdate; DROP TRIGGER Receipts_NoDelete");

        async Task RunAsync(string statements) => await desk.ReadAsync(db => db.Database.ExecuteSqlRawAsync(statements, Stop));

        public ValueTask DisposeAsync() => desk.DisposeAsync();
    }
}
