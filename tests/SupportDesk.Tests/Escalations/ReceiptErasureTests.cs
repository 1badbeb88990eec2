using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;

namespace SupportDesk.Tests.Escalations;

public sealed class ReceiptErasureTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Erased_details_are_gone_with_a_reason_and_the_chain_verifies(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var id = await ForgedSealTests.DecidedAsync(desk);

        var (one, all, again) = (await EraseAsync(desk, [2]), await EraseAsync(desk, []), await EraseAsync(desk, []));

        var count = (await desk.LoadAsync(id)).ReceiptCount;
        (one, all, again).ShouldBe((1, count - 1, 0));
        await using var db = desk.Database.Open();
        (await db.ReceiptDetails.AllAsync(d => d.Json == "" && d.ActorId == null && d.ErasedAt != null, Stop)).ShouldBeTrue();
        (await new ReceiptAudit(db, desk.Database.Services.GetRequiredService<KeyRing>()).CheckAsync(id, Stop)).Broken.ShouldBeNull();
        var told = await db.Events.Where(e => e.Kind == EventKind.DetailsErased && e.ObjectId == id).OrderBy(e => e.Id).ToListAsync(Stop);
        told.Select(e => (e.NumberOf("erased"), e.ValueOf<ErasureReason>("reason"))).ShouldBe([(1, ErasureReason.PersonAsked), (count - 1, ErasureReason.PersonAsked)]);
    }

    [Fact]
    public async Task A_case_or_receipt_that_is_not_there_is_said()
    {
        await using var desk = await CaseDesk.OpenAsync(DatabaseProvider.Sqlite);
        await desk.RaiseAsync();

        (await Should.ThrowAsync<DeskException>(() => EraseAsync(desk, [9]))).Message.ShouldBe("E-1 has no receipt 9.");
        (await Should.ThrowAsync<DeskException>(() => EraseAsync(desk, [], 44))).Message.ShouldBe("There is no case E-44.");
    }

    static async Task<int> EraseAsync(CaseDesk desk, int[] receipts, long number = 1)
    {
        await using var db = desk.Database.Open();
        return await new ReceiptErasure(db, desk.Database.Clock).EraseAsync(number, receipts, ErasureReason.PersonAsked, Actor.System(Via.CommandLine), Stop);
    }
}
