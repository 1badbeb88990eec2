using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.People;

namespace SupportDesk.Tests.Data;

/// <summary>How the desk uses PostgreSQL: plans, prepared statements and the index of words.</summary>
public sealed class PostgresTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_save_keeps_its_plans_and_a_page_has_custom_ones()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Postgres);
        await using var db = database.Open();
        await db.Database.ExecuteSqlRawAsync(
            """
            CREATE TABLE seen (mode text);
            CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO seen VALUES (current_setting('plan_cache_mode')); RETURN NULL; END $$;
            CREATE TRIGGER see AFTER INSERT ON "People" FOR EACH ROW EXECUTE FUNCTION see();
            """, Stop);

        db.People.AddRange(Person.Meet("Ada", null, Actor.System(Via.Job), database.Clock.Now), Person.Meet("Ben", null, Actor.System(Via.Job), database.Clock.Now));
        await db.CommitAsync(Act.Job, Stop);
        db.People.AddRange(Person.Meet("Cleo", null, Actor.System(Via.Job), database.Clock.Now), Person.Meet("Dan", null, Actor.System(Via.Job), database.Clock.Now));
        db.SaveChanges();

        (await db.Database.SqlQuery<string>($"SELECT mode AS \"Value\" FROM seen").ToListAsync(Stop)).ShouldBe(["auto", "auto", "auto", "auto"]);
        (await db.Database.SqlQuery<string>($"SELECT current_setting('plan_cache_mode') AS \"Value\"").SingleAsync(Stop)).ShouldBe("force_custom_plan");
    }

    [Theory, InlineData("", 100), InlineData(";Max Auto Prepare=0", 0), InlineData(";max auto prepare=7", 7)]
    public void Statements_that_come_again_are_prepared_unless_the_connection_string_says_otherwise(string said, int kept)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Database:Provider", "Postgres"), new("Database:ConnectionString", $"Host=desk.test;Username=desk{said}")]).Build();
        using var services = new ServiceCollection().Configure<DatabaseOptions>(configuration.GetSection("Database")).BuildServiceProvider();

        new NpgsqlConnectionStringBuilder(DatabaseServices.PostgresConnection(services)).MaxAutoPrepare.ShouldBe(kept);
    }

    [Fact]
    public async Task Words_go_into_an_older_desks_index_together_too()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Postgres);
        await using var db = database.Open();
        await db.Database.ExecuteSqlRawAsync("""ALTER INDEX "IX_SearchDocuments_Terms" SET (fastupdate = off); ALTER INDEX "IX_SearchDocuments_Terms" RESET (gin_pending_list_limit)""", Stop);

        await database.Services.GetRequiredService<DatabaseStart>().RunAsync(Stop);

        var options = await db.Database.SqlQuery<string>($"SELECT unnest(reloptions) AS \"Value\" FROM pg_class WHERE relname = 'IX_SearchDocuments_Terms'").ToListAsync(Stop);
        options.ShouldBe(["fastupdate=on", "gin_pending_list_limit=1024"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_longest_values_are_compressed_cheaply_in_an_older_desk_too()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Postgres);
        await using var db = database.Open();
        await db.Database.ExecuteSqlRawAsync("""ALTER TABLE "Blobs" ALTER COLUMN "Content" SET COMPRESSION pglz; ALTER TABLE "Posts" ALTER COLUMN "Html" SET COMPRESSION default""", Stop);

        await database.Services.GetRequiredService<DatabaseStart>().RunAsync(Stop);

        (await db.Database.SqlQuery<string>($"SELECT attname AS \"Value\" FROM pg_attribute WHERE attcompression = 'l'").ToListAsync(Stop)).ShouldBe(["Content", "Html", "Text", "QuotedText", "QuotedHtml"], ignoreOrder: true);
    }
}
