using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.People;

namespace SupportDesk.Tests.Data;

public sealed class TestDatabaseTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Each_test_has_a_database_of_its_own(DatabaseProvider engine)
    {
        await using var one = await TestDatabase.CreateAsync(engine);
        await using var other = await TestDatabase.CreateAsync(engine);
        await using var db = one.Open();

        db.Add(Team.Found("Billing", false, null, Actor.System(Via.Job), one.Clock.Now));
        await db.CommitAsync(Act.Job, Stop);

        await using var elsewhere = other.Open();
        db.IsPostgres.ShouldBe(engine == DatabaseProvider.Postgres);
        (await db.Teams.CountAsync(Stop)).ShouldBe(1);
        (await elsewhere.Teams.CountAsync(Stop)).ShouldBe(0);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_empty_one_waits_for_its_migrations(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, empty: true);
        await using var db = database.Open();

        (await db.Database.GetPendingMigrationsAsync(Stop)).ShouldNotBeEmpty();
    }
}
