namespace SupportDesk.Data;

/// <summary>
/// What EF's migrations can't hold: virtual tables, triggers, extensions. Run after every migration and safe to run again, since
/// a table that EF rebuilds on SQLite loses its triggers silently.
/// </summary>
internal static partial class AfterMigrate
{
    /// <summary>Words beyond this are not searched: an engine's index refuses endless texts.</summary>
    private const string SearchedCharacters = "200000";

    public static IReadOnlyList<string> Sqlite { get; } =
    [
        "CREATE VIRTUAL TABLE IF NOT EXISTS SearchWords USING fts5(words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2')",
        $"""
        CREATE TRIGGER IF NOT EXISTS SearchDocuments_Added AFTER INSERT ON SearchDocuments BEGIN
          INSERT INTO SearchWords(rowid, words) VALUES (new.Id, substr(COALESCE(
            (SELECT Text FROM Posts WHERE Id = new.PostId), (SELECT Subject FROM Tickets WHERE Id = new.TicketId), ''), 1, {SearchedCharacters}));
        END
        """,
        """
        CREATE TRIGGER IF NOT EXISTS SearchDocuments_Removed AFTER DELETE ON SearchDocuments BEGIN
          DELETE FROM SearchWords WHERE rowid = old.Id;
        END
        """,
        """
        CREATE TRIGGER IF NOT EXISTS Tickets_Tags AFTER UPDATE OF TeamId, IsLive, LastActivityAt ON Tickets BEGIN
          UPDATE TicketTags SET TeamId = new.TeamId, IsLive = new.IsLive, LastActivityAt = new.LastActivityAt WHERE TicketId = new.Id;
        END
        """,
    ];

    public static IReadOnlyList<string> Postgres { get; } =
    [
        "CREATE EXTENSION IF NOT EXISTS unaccent",
        "CREATE EXTENSION IF NOT EXISTS btree_gin",
        """ALTER TABLE "SearchDocuments" ADD COLUMN IF NOT EXISTS "Words" tsvector""",
        $"""
        CREATE OR REPLACE FUNCTION desk_search_words() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          NEW."Words" := to_tsvector('simple', unaccent(left(COALESCE(
            (SELECT "Text" FROM "Posts" WHERE "Id" = NEW."PostId"), (SELECT "Subject" FROM "Tickets" WHERE "Id" = NEW."TicketId"), ''), {SearchedCharacters})));
          RETURN NEW;
        END $$
        """,
        """CREATE OR REPLACE TRIGGER search_documents_words BEFORE INSERT ON "SearchDocuments" FOR EACH ROW EXECUTE FUNCTION desk_search_words()""",
        // Age goes into the index, since GIN has no order: the newest are looked at first.
        """CREATE INDEX IF NOT EXISTS "IX_SearchDocuments_Words" ON "SearchDocuments" USING gin ((("Id" >> 14)::int), "Words") WITH (fastupdate = off)""",
        """
        CREATE OR REPLACE FUNCTION desk_ticket_tags() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          UPDATE "TicketTags" SET "TeamId" = NEW."TeamId", "IsLive" = NEW."IsLive", "LastActivityAt" = NEW."LastActivityAt" WHERE "TicketId" = NEW."Id";
          RETURN NULL;
        END $$
        """,
        """
        CREATE OR REPLACE TRIGGER tickets_tags AFTER UPDATE OF "TeamId", "IsLive", "LastActivityAt" ON "Tickets" FOR EACH ROW
        WHEN (OLD."TeamId" IS DISTINCT FROM NEW."TeamId" OR OLD."IsLive" <> NEW."IsLive" OR OLD."LastActivityAt" <> NEW."LastActivityAt") EXECUTE FUNCTION desk_ticket_tags()
        """,
    ];
}
