using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Mail;

namespace SupportDesk.Tests.Escalations;

public sealed class SweepTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Two_workers_make_each_hop_once(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var cases = new List<Guid>();
        for (var i = 0; i < 12; i++)
            cases.Add((await desk.RaiseAsync()).Id);

        for (var day = 0; day < 3; day++)
        {
            desk.Time.Advance(TimeSpan.FromDays(1));
            await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => desk.Sweep().RunAsync(Stop), Stop)));
            await desk.AcceptAsync();
        }

        foreach (var id in cases)
            await HoldAsync(desk, id, [ReceiptKind.Raised, ReceiptKind.Delivered, ReceiptKind.TimedOut, ReceiptKind.Delivered, ReceiptKind.TimedOut, ReceiptKind.Delivered, ReceiptKind.TimedOut], 3);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Empty_levels_are_left_at_once_by_whichever_worker(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var id = (await desk.RaiseAsync()).Id;
        foreach (var name in new[] { "tess", "ines", "bojan" })
            await desk.DeactivateAsync(name);

        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => desk.Sweep().RunAsync(Stop), Stop)));

        await HoldAsync(desk, id, [ReceiptKind.Raised, ReceiptKind.Delivered, ReceiptKind.Skipped, ReceiptKind.Skipped], 3);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_broken_case_holds_up_no_other(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var (broken, sound) = ((await desk.RaiseAsync()).Id, (await desk.RaiseAsync()).Id);
        await desk.DoAsync(db => db.Database.ExecuteSqlAsync($"""UPDATE "Escalations" SET "FrozenChain" = 'no chain' WHERE "Number" = 1""", Stop));
        desk.Time.Advance(TimeSpan.FromHours(20));
        var sweep = desk.Sweep();

        await sweep.RunAsync(Stop);

        sweep.SetAside.ShouldBe([broken]);
        (await desk.LoadAsync(sound)).Climb.ReminderOwedAt.ShouldNotBeNull();
        desk.Time.Advance(TimeSpan.FromMinutes(6));
        sweep.SetAside.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_batch_asks_no_more_for_sixteen_cases_than_for_two(DatabaseProvider engine)
    {
        var few = await QuestionsAsync(engine, cases: 2);

        (await QuestionsAsync(engine, cases: 16)).ShouldBe(few);
    }

    static async Task<int> QuestionsAsync(DatabaseProvider engine, int cases)
    {
        using var commands = new CommandCount("SELECT");
        await using var desk = await CaseDesk.OpenAsync(engine, services => services.AddSingleton<ILoggerProvider>(commands));
        await desk.DoAsync(db =>
        {
            var mailbox = new Mailbox(Guid.CreateVersion7(desk.Now), "support", "support@marketfield.test");
            mailbox.Configure("support@marketfield.test", "support+{token}@marketfield.test", "Marketfield", desk.TeamId, "en", acknowledges: true);
            db.AddRange(mailbox, new MailboxWatch(mailbox.Id));
            return Task.CompletedTask;
        });
        for (var i = 0; i < cases; i++)
            await desk.RaiseAsync();
        desk.Time.Advance(TimeSpan.FromHours(20));

        commands.Take();
        (await desk.Sweep().RunAsync(Stop)).ShouldBe(cases);
        var asked = commands.Take();

        await using var db = desk.Database.Open();
        (await db.Outbox.CountAsync(m => m.Kind == MailKind.LevelReminder, Stop)).ShouldBe(cases);
        return asked;
    }

    static async Task HoldAsync(CaseDesk desk, Guid id, ReceiptKind[] kinds, int level)
    {
        await using var db = desk.Database.Open();
        (await db.Receipts.Where(r => r.EscalationId == id).OrderBy(r => r.No).Select(r => r.Kind).ToListAsync(Stop)).ShouldBe(kinds);
        (await desk.LoadAsync(id)).Climb.Level.ShouldBe(level);
        (await new ReceiptAudit(db, (KeyRing)desk.Database.Services.GetService(typeof(KeyRing))!).CheckAsync(id, Stop)).Broken.ShouldBeNull();
    }
}
