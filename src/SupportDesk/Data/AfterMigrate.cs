namespace SupportDesk.Data;

/// <summary>
/// What EF's migrations can't hold: virtual tables, triggers, extensions. Run after every migration and safe to run again, since
/// a table that EF rebuilds on SQLite loses its triggers silently.
/// </summary>
internal static partial class AfterMigrate
{
    /// <summary>Words beyond this are not searched: an engine's index refuses endless texts.</summary>
    private const string SearchedCharacters = "200000";

    // All words of a post: what is folded on its page, and what only its plain form says, is searched too.
    private static string PostWords(string row, string quote) =>
        string.Join(" || ' ' || ", [$"{row}{quote}Text{quote}", .. new[] { "Signature", "QuotedText", "PlainForm" }.Select(part => $"COALESCE({row}{quote}{part}{quote}, '')")]);

    // FTS5 folds diacritics but knows no ß.
    private static string Folded(string text) => $"replace(replace(substr({text}, 1, {SearchedCharacters}), 'ß', 'ss'), 'ẞ', 'ss')";

    public static IReadOnlyList<string> Sqlite { get; } =
    [
        "CREATE VIRTUAL TABLE IF NOT EXISTS SearchWords USING fts5(words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2')",
        // Triggers are made anew: a newer program's may differ.
        "DROP TRIGGER IF EXISTS SearchDocuments_Added",
        $"""
        CREATE TRIGGER SearchDocuments_Added AFTER INSERT ON SearchDocuments BEGIN
          INSERT INTO SearchWords(rowid, words) VALUES (new.Id, {Folded($"COALESCE((SELECT {PostWords("", "")} FROM Posts WHERE Id = new.PostId), (SELECT Subject FROM Tickets WHERE Id = new.TicketId), '')")});
        END
        """,
        "DROP TRIGGER IF EXISTS Posts_Words",
        $"""
        CREATE TRIGGER Posts_Words AFTER UPDATE OF Text ON Posts WHEN new.Text <> old.Text BEGIN
          DELETE FROM SearchWords WHERE rowid IN (SELECT Id FROM SearchDocuments WHERE PostId = new.Id);
          INSERT INTO SearchWords(rowid, words) SELECT Id, {Folded(PostWords("new.", ""))} FROM SearchDocuments WHERE PostId = new.Id;
        END
        """,
        "DROP TRIGGER IF EXISTS Tickets_Words",
        $"""
        CREATE TRIGGER Tickets_Words AFTER UPDATE OF Subject ON Tickets WHEN new.Subject <> old.Subject BEGIN
          DELETE FROM SearchWords WHERE rowid IN (SELECT Id FROM SearchDocuments WHERE TicketId = new.Id);
          INSERT INTO SearchWords(rowid, words) SELECT Id, {Folded("new.Subject")} FROM SearchDocuments WHERE TicketId = new.Id;
        END
        """,
        "DROP TRIGGER IF EXISTS Posts_Shown",
        """
        CREATE TRIGGER Posts_Shown AFTER UPDATE OF State ON Posts BEGIN
          UPDATE SearchDocuments SET StaffOnly = (new.Kind = 'Note' OR new.State <> 'Shown') WHERE PostId = new.Id;
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
        // Only letters and numbers are words, as FTS5 has it: PostgreSQL's parser would take an address or a path for one. All punctuation of ASCII, by its ranges: translate() took twenty times as long.
        $"""
        CREATE OR REPLACE FUNCTION desk_words(text) RETURNS tsvector LANGUAGE sql STABLE AS $$
          SELECT to_tsvector('simple', unaccent(regexp_replace(left($1, {SearchedCharacters}), '[!-/:-@\u005B-\u0060\u007B-~]', ' ', 'g')))
        $$
        """,
        // The longest values, by the compression that costs a mail half of what the default one does. A server built without it keeps the default.
        """
        DO $$ DECLARE wide record; BEGIN
          FOR wide IN SELECT attrelid::regclass AS held, attname FROM pg_attribute WHERE attcompression <> 'l'
              AND (attrelid, attname) IN (('"Blobs"'::regclass, 'Content'), ('"Posts"'::regclass, 'Html'), ('"Posts"'::regclass, 'Text'), ('"Posts"'::regclass, 'QuotedText'), ('"Posts"'::regclass, 'QuotedHtml')) LOOP
            EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET COMPRESSION lz4', wide.held, wide.attname);
          END LOOP;
        EXCEPTION WHEN feature_not_supported THEN NULL;
        END $$
        """,
        $$"""
        CREATE OR REPLACE FUNCTION desk_search_words() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          NEW."Words" := desk_words(COALESCE((SELECT {{PostWords("", "\"")}} FROM "Posts" WHERE "Id" = NEW."PostId"), (SELECT "Subject" FROM "Tickets" WHERE "Id" = NEW."TicketId"), ''));
          RETURN NEW;
        END $$
        """,
        """CREATE OR REPLACE TRIGGER search_documents_words BEFORE INSERT ON "SearchDocuments" FOR EACH ROW EXECUTE FUNCTION desk_search_words()""",
        $$"""
        CREATE OR REPLACE FUNCTION desk_post_words() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          UPDATE "SearchDocuments" SET "StaffOnly" = (NEW."Kind" = 'Note' OR NEW."State" <> 'Shown') WHERE "PostId" = NEW."Id";
          IF NEW."Text" <> OLD."Text" THEN
            UPDATE "SearchDocuments" SET "Words" = desk_words({{PostWords("NEW.", "\"")}}) WHERE "PostId" = NEW."Id";
          END IF;
          RETURN NULL;
        END $$
        """,
        """CREATE OR REPLACE TRIGGER posts_words AFTER UPDATE OF "Text", "State" ON "Posts" FOR EACH ROW EXECUTE FUNCTION desk_post_words()""",
        """
        CREATE OR REPLACE FUNCTION desk_ticket_words() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          UPDATE "SearchDocuments" SET "Words" = desk_words(NEW."Subject") WHERE "TicketId" = NEW."Id";
          RETURN NULL;
        END $$
        """,
        """
        CREATE OR REPLACE TRIGGER tickets_words AFTER UPDATE OF "Subject" ON "Tickets" FOR EACH ROW
        WHEN (OLD."Subject" <> NEW."Subject") EXECUTE FUNCTION desk_ticket_words()
        """,
        // Age goes into the index, since GIN has no order: the newest are looked at first.
        """CREATE INDEX IF NOT EXISTS "IX_SearchDocuments_Words" ON "SearchDocuments" USING gin ((("Id" >> 14)::int), "Words")""",
        // New words wait in a list of at most 1 MB and go into the index together, since each word alone was half of what a mail's rows cost; a search reads the list too.
        """
        DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_class WHERE oid = '"IX_SearchDocuments_Words"'::regclass AND reloptions @> ARRAY['fastupdate=on', 'gin_pending_list_limit=1024']) THEN
            ALTER INDEX "IX_SearchDocuments_Words" SET (fastupdate = on, gin_pending_list_limit = 1024);
          END IF;
        END $$
        """,
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
