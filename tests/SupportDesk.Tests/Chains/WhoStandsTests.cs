using SupportDesk.Data;
using SupportDesk.Tests.Escalations;

namespace SupportDesk.Tests.Chains;

public sealed class WhoStandsTests
{
    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Seats_are_filled_by_those_who_are_there(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);

        var standing = await desk.StandingAsync(await desk.RaiseAsync());

        standing.At(1).ShouldBe([desk["tess"]]);
        standing.At(2).ShouldBe([desk["ines"]]);
        standing.At(3).ShouldBe([desk["victor"]]);
        standing.Voices.Silent.ShouldBe(1);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_deputy_stands_for_whoever_is_away(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var climbing = await desk.RaiseAsync();

        await desk.AwayAsync("tess", "aldo");
        (await desk.StandingAsync(climbing)).At(1).ShouldBe([desk["aldo"]]);
        await desk.DeactivateAsync("aldo");
        (await desk.StandingAsync(climbing)).At(1).ShouldBeEmpty();
        desk.Time.Advance(TimeSpan.FromDays(8));

        (await desk.StandingAsync(climbing)).At(1).ShouldBe([desk["tess"]]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_levels_deputies_stand_in_where_nobody_is_left(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var climbing = await desk.RaiseAsync();

        await desk.DeactivateAsync("ines");

        (await desk.StandingAsync(climbing)).At(2).ShouldBe([desk["bojan"]]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_empty_top_falls_to_the_administrators(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var climbing = await desk.RaiseAsync();

        await desk.DeactivateAsync("victor");
        await desk.DeactivateAsync("tess");

        var standing = await desk.StandingAsync(climbing);
        standing.At(3).ShouldBe([desk["ada"]]);
        standing.AnyoneAt(1).ShouldBeFalse();
    }
}
