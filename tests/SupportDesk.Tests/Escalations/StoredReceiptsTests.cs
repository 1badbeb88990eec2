using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Data;
using SupportDesk.Escalations;

namespace SupportDesk.Tests.Escalations;

public sealed class StoredReceiptsTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static async Task<Audited> CheckAsync(CaseDesk desk, Guid id)
    {
        await using var db = desk.Database.Open();
        return await new ReceiptAudit(db, desk.Database.Services.GetRequiredService<KeyRing>()).CheckAsync(id, Stop);
    }

    static Task RunAsync(CaseDesk desk, FormattableString statement) => desk.DoAsync(db => db.Database.ExecuteSqlAsync(statement, Stop));

    static Task UnlockAsync(CaseDesk desk) => desk.DoAsync(async db =>
    {
        foreach (var statement in db.IsPostgres ? ["""DROP TRIGGER receipts_stay ON "Receipts" """] : new[] { "DROP TRIGGER Receipts_NoUpdate", "DROP TRIGGER Receipts_NoDelete" })
            await db.Database.ExecuteSqlRawAsync(statement, Stop);
    });

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_engine_itself_refuses_to_change_or_delete_one(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var id = (await desk.RaiseAsync()).Id;

        (await Should.ThrowAsync<DbException>(() => RunAsync(desk, $"""UPDATE "Receipts" SET "By" = 'nobody' WHERE "No" = 1"""))).Message.ShouldContain("receipts are never changed");
        (await Should.ThrowAsync<DbException>(() => RunAsync(desk, $"""DELETE FROM "Receipts" WHERE "No" = 1"""))).Message.ShouldContain("deleted");

        (await CheckAsync(desk, id)).ShouldBe(new Audited(1, 2, null));
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task What_was_saved_still_gives_its_hash(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        desk.Time.Advance(TimeSpan.FromTicks(12_345_678));
        var id = (await desk.RaiseAsync()).Id;

        (await CheckAsync(desk, id)).Broken.ShouldBeNull();
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_tail_cut_behind_the_engines_back_is_betrayed(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var id = (await desk.RaiseAsync()).Id;
        await UnlockAsync(desk);
        await RunAsync(desk, $"""DELETE FROM "ReceiptDetails" WHERE "No" = 2""");
        await RunAsync(desk, $"""DELETE FROM "Receipts" WHERE "No" = 2""");

        (await CheckAsync(desk, id)).Broken!.What.ShouldContain("missing at the end");
        await RunAsync(desk, $"""UPDATE "Escalations" SET "ReceiptCount" = 1, "HeadHash" = (SELECT "Hash" FROM "Receipts")""");

        (await CheckAsync(desk, id)).Broken!.What.ShouldContain("seal");
    }
}
