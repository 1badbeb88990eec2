using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Data;
using SupportDesk.Search;
using Desk = SupportDesk.Tests.Tickets.StaffedDesk;

namespace SupportDesk.Tests.Search;

/// <summary>A desk whose words were folded by its engine goes on with all of them, folded by us.</summary>
public sealed class SearchUpgradeTests
{
    const string Before = "HoldersAndArchivedPolicies";

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_older_desk_is_indexed_anew_and_says_what_is_missing_until_then(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        var ticket = await desk.AskAsync("Straße", text: "退款政策 Rückgabe");
        await AsOldDatabaseAsync(desk);

        await desk.Database.Services.GetRequiredService<DatabaseStart>().RunAsync(Desk.Stop);
        var before = await FindAsync(desk, "款政");
        await SearchIndexTests.IndexAsync(desk);

        before.Waiting.ShouldBe(await desk.Db.SearchDocuments.LongCountAsync(Desk.Stop));
        (await desk.Db.SearchDocuments.CountAsync(d => d.PersonId != null, Desk.Stop)).ShouldBe(await desk.Db.People.CountAsync(Desk.Stop));
        foreach (var typed in new[] { "款政", "strasse", "ruckgabe" })
            (await FindAsync(desk, typed)).Tickets.ShouldHaveSingleItem(typed).Row.Number.ShouldBe(ticket.Number);
        (await FindAsync(desk, "amion")).ByRequester.ShouldHaveSingleItem();
        (await FindAsync(desk, "amion")).Waiting.ShouldBe(0);
    }

    static async Task AsOldDatabaseAsync(Desk desk)
    {
        await using var db = desk.Database.Open();
        if (db.IsPostgres)
        {
            await RunAsync(db,
                """
                DELETE FROM "SearchDocuments" WHERE "PersonId" IS NOT NULL;
                ALTER TABLE "SearchDocuments" DROP COLUMN "Terms", ADD COLUMN "Words" tsvector;
                DROP TRIGGER search_documents_store ON "SearchDocuments";
                DROP TRIGGER posts_words ON "Posts";
                CREATE INDEX "IX_SearchDocuments_Words" ON "SearchDocuments" USING gin ("Words");
                CREATE FUNCTION desk_search_words() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW."Words" := to_tsvector('simple', 'old'); RETURN NEW; END $$;
                CREATE TRIGGER search_documents_words BEFORE INSERT ON "SearchDocuments" FOR EACH ROW EXECUTE FUNCTION desk_search_words();
                """);
            await db.GetService<IMigrator>().MigrateAsync(Before, Desk.Stop);
            return;
        }

        foreach (var drop in await db.Database.SqlQuery<string>($"SELECT 'DROP TRIGGER \"' || name || '\"' AS Value FROM sqlite_master WHERE type = 'trigger'").ToListAsync(Desk.Stop))
            await RunAsync(db, drop);
        await RunAsync(db, "DELETE FROM SearchDocuments WHERE PersonId IS NOT NULL; DROP TABLE SearchTerms");
        await db.GetService<IMigrator>().MigrateAsync(Before, Desk.Stop);
        await RunAsync(db,
            """
            CREATE VIRTUAL TABLE SearchWords USING fts5(words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2');
            CREATE TRIGGER SearchDocuments_Added AFTER INSERT ON SearchDocuments BEGIN INSERT INTO SearchWords(rowid, words) VALUES (new.Id, 'old'); END;
            CREATE TRIGGER Posts_Words AFTER UPDATE OF Text ON Posts BEGIN DELETE FROM SearchWords WHERE rowid IN (SELECT Id FROM SearchDocuments WHERE PostId = new.Id); END;
            """);
    }

    static Task<int> RunAsync(DeskDb db, string statement) => db.Database.ExecuteSqlRawAsync(statement, Desk.Stop);

    static Task<SearchResult> FindAsync(Desk desk, string typed) => desk.Service<DeskSearch>()
        .FindAsync(desk.Aldo, SearchWords.Parse(typed), null, Desk.Stop);
}
