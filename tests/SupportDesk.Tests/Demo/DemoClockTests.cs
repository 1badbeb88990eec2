using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Data;
using SupportDesk.Demo;
using SupportDesk.Tests.Escalations;

namespace SupportDesk.Tests.Demo;

public sealed class DemoClockTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task While_a_case_that_is_due_waits_for_the_sweep_there_is_no_further_moment_to_push_to(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        await desk.RaiseAsync();
        var first = await NextAsync(desk);
        desk.Time.Advance(first.Next!.Value - desk.Now);
        desk.Accepts = false;
        await desk.RaiseAsync();

        var behind = await NextAsync(desk);
        await desk.AcceptAsync();
        var after = await NextAsync(desk);

        first.IsBehind.ShouldBeFalse();
        behind.ShouldBe((true, null));
        after.IsBehind.ShouldBeFalse();
        after.Next.ShouldNotBeNull().ShouldBeGreaterThan(desk.Now);
    }

    static async Task<(bool IsBehind, DateTimeOffset? Next)> NextAsync(CaseDesk desk)
    {
        await using var db = desk.Database.Open();
        var clock = desk.Database.Services.GetRequiredService<DemoClock>();
        return (await clock.IsBehindAsync(db, Stop), await clock.NextDueAsync(db, Stop));
    }
}
