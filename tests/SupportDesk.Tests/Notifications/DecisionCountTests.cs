using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Notifications;
using SupportDesk.Tests.Escalations;
using SupportDesk.Tests.Races;

namespace SupportDesk.Tests.Notifications;

/// <summary>The receipt "told": one for each decision, whoever counts.</summary>
public sealed class DecisionCountTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Two_workers_who_count_one_decision_leave_one_receipt_wherever_the_second_comes_between(DatabaseProvider engine)
    {
        var between = new Interleaving();
        await using var desk = await CaseDesk.OpenAsync(engine, between.AddTo);
        for (var read = 1; ; read++)
        {
            var id = (await desk.RaiseAsync()).Id;
            await desk.DoAsync(desk.Decide(id));
            await desk.FanOutAsync();
            await desk.AcceptAsync();
            Task CountAsync() => desk.Database.Services.GetRequiredService<DecisionCount>().RunAsync(Stop);

            var came = await between.RunAsync(CountAsync, read, CountAsync);

            (await desk.ReadAsync(db => db.Receipts.CountAsync(r => r.EscalationId == id && r.Kind == ReceiptKind.Told, Stop))).ShouldBe(1, $"the second came before read {read}");
            if (!came)
                break;
        }
    }
}
