namespace SupportDesk.Data;

/// <summary>
/// The engines' indexes of words and the triggers about them. A trigger can't fold: it moves what the desk has written into the index, and
/// where something that is searched changes by whatever way, it marks the document, and takes its old words out at once where they may have
/// to vanish.
/// </summary>
internal static partial class AfterMigrate
{
    private const string Mark = """UPDATE "SearchDocuments" SET "IsIndexed" = false, "Revision" = "Revision" + 1 WHERE""";

    public static IEnumerable<string> For(DeskDb db) =>
        db.IsPostgres ? [.. Postgres, .. PostgresSearch, .. PostgresReceipts] : [.. Sqlite, .. SqliteSearch, .. SqliteReceipts];

    private static IReadOnlyList<string> SqliteSearch { get; } =
    [
        "DROP TABLE IF EXISTS SearchWords", // of versions that left folding to the engine
        // Our tokens are parted by spaces. This tokenizer changes nothing of them: it takes all beyond ASCII for letters.
        "CREATE VIRTUAL TABLE IF NOT EXISTS SearchTerms USING fts5(terms, content='', contentless_delete=1, tokenize='ascii tokenchars ''^@+''')",
        .. Trigger("SearchDocuments_Added", "AFTER INSERT ON SearchDocuments WHEN new.NewTerms IS NOT NULL", """
            INSERT INTO SearchTerms(rowid, terms) VALUES (new.Id, new.NewTerms);
            UPDATE SearchDocuments SET NewTerms = NULL WHERE Id = new.Id;
            """),
        .. Trigger("SearchDocuments_Changed", "AFTER UPDATE OF NewTerms ON SearchDocuments WHEN new.NewTerms IS NOT NULL", """
            DELETE FROM SearchTerms WHERE rowid = new.Id;
            INSERT INTO SearchTerms(rowid, terms) VALUES (new.Id, new.NewTerms);
            UPDATE SearchDocuments SET NewTerms = NULL WHERE Id = new.Id;
            """),
        .. Trigger("SearchDocuments_Removed", "AFTER DELETE ON SearchDocuments", "DELETE FROM SearchTerms WHERE rowid = old.Id;"),
        .. Trigger("Posts_Words", "AFTER UPDATE OF Text, QuotedText, Signature, PlainForm ON Posts WHEN new.Text <> old.Text OR new.QuotedText IS NOT old.QuotedText OR new.Signature IS NOT old.Signature OR new.PlainForm IS NOT old.PlainForm",
            TakeOut("PostId = new.Id")),
        .. Trigger("Posts_Shown", "AFTER UPDATE OF State ON Posts",
            "UPDATE SearchDocuments SET StaffOnly = (new.Kind = 'Note' OR new.State <> 'Shown') WHERE PostId = new.Id;"),
        .. Trigger("Tickets_Words", "AFTER UPDATE OF Subject ON Tickets WHEN new.Subject <> old.Subject", TakeOut("TicketId = new.Id")),
        .. Trigger("People_Words", "AFTER UPDATE OF DisplayName ON People WHEN new.DisplayName <> old.DisplayName",
            TakeOut("PersonId = new.Id")),
        .. Trigger("MailAddresses_Added", "AFTER INSERT ON MailAddresses", $"{Mark} PersonId = new.PersonId;"),
        .. Trigger("MailAddresses_Changed", "AFTER UPDATE OF Address, PersonId ON MailAddresses",
            TakeOut("PersonId IN (old.PersonId, new.PersonId)")),
        .. Trigger("MailAddresses_Removed", "AFTER DELETE ON MailAddresses", TakeOut("PersonId = old.PersonId")),
        .. Trigger("Attachments_Added", "AFTER INSERT ON Attachments WHEN new.PostId IS NOT NULL", $"{Mark} PostId = new.PostId;"),
        .. Trigger("Attachments_Changed",
            "AFTER UPDATE OF PostId, Name ON Attachments WHEN old.PostId IS NOT new.PostId OR old.Name <> new.Name",
            TakeOut("PostId IN (old.PostId, new.PostId)")),
        .. Trigger("Attachments_Removed", "AFTER DELETE ON Attachments WHEN old.PostId IS NOT NULL", TakeOut("PostId = old.PostId")),
        .. Trigger("TicketTags_Added", "AFTER INSERT ON TicketTags", $"{Mark} TicketId = new.TicketId;"),
        .. Trigger("TicketTags_Removed", "AFTER DELETE ON TicketTags", TakeOut("TicketId = old.TicketId")),
        .. Trigger("Tags_Words", "AFTER UPDATE OF Name ON Tags WHEN new.Name <> old.Name",
            TakeOut("TicketId IN (SELECT TicketId FROM TicketTags WHERE TagId = new.Id)")),
    ];

    private static IReadOnlyList<string> PostgresSearch { get; } =
    [
        "CREATE EXTENSION IF NOT EXISTS btree_gin",
        // Of versions that left folding to the engine; the column's index goes with it.
        "DROP TRIGGER IF EXISTS search_documents_words ON \"SearchDocuments\"",
        "DROP FUNCTION IF EXISTS desk_search_words(), desk_post_words(), desk_ticket_words(), desk_words(text) CASCADE",
        """ALTER TABLE "SearchDocuments" DROP COLUMN IF EXISTS "Words", ADD COLUMN IF NOT EXISTS "Terms" tsvector""",
        // What the desk has written is a vector already: PostgreSQL's own parser would take an address for one word and part words of Thai
        // at their vowels.
        """
        CREATE OR REPLACE FUNCTION desk_search_store() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          NEW."Terms" := NEW."NewTerms"::tsvector;
          NEW."NewTerms" := NULL;
          RETURN NEW;
        END $$
        """,
        """
        CREATE OR REPLACE TRIGGER search_documents_store BEFORE INSERT OR UPDATE OF "NewTerms" ON "SearchDocuments" FOR EACH ROW
        WHEN (NEW."NewTerms" IS NOT NULL) EXECUTE FUNCTION desk_search_store()
        """,
        // Age goes into the index, since GIN has no order: the newest are looked at first.
        """CREATE INDEX IF NOT EXISTS "IX_SearchDocuments_Terms" ON "SearchDocuments" USING gin ((("Id" >> 14)::int), "Terms")""",
        // New words wait in a list of at most 1 MB and go into the index together, since each word alone was half of what a mail's rows
        // cost; a search reads the list too.
        """
        DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_class WHERE oid = '"IX_SearchDocuments_Terms"'::regclass AND reloptions @> ARRAY['fastupdate=on', 'gin_pending_list_limit=1024']) THEN
            ALTER INDEX "IX_SearchDocuments_Terms" SET (fastupdate = on, gin_pending_list_limit = 1024);
          END IF;
        END $$
        """,
        .. Function("posts_words", "AFTER UPDATE OF \"Text\", \"QuotedText\", \"Signature\", \"PlainForm\", \"State\"", "Posts", null, $"""
            UPDATE "SearchDocuments" SET "StaffOnly" = (NEW."Kind" = 'Note' OR NEW."State" <> 'Shown') WHERE "PostId" = NEW."Id";
            IF (NEW."Text", NEW."QuotedText", NEW."Signature", NEW."PlainForm") IS DISTINCT FROM (OLD."Text", OLD."QuotedText", OLD."Signature", OLD."PlainForm") THEN
              {TakeOutOfColumn("\"PostId\" = NEW.\"Id\"")}
            END IF;
            """),
        .. Function("tickets_words", "AFTER UPDATE OF \"Subject\"", "Tickets", "OLD.\"Subject\" <> NEW.\"Subject\"",
            TakeOutOfColumn("\"TicketId\" = NEW.\"Id\"")),
        .. Function("people_words", "AFTER UPDATE OF \"DisplayName\"", "People", "OLD.\"DisplayName\" <> NEW.\"DisplayName\"",
            TakeOutOfColumn("\"PersonId\" = NEW.\"Id\"")),
        .. Function("mail_addresses_added", "AFTER INSERT", "MailAddresses", null, $"{Mark} \"PersonId\" = NEW.\"PersonId\";"),
        .. Function("mail_addresses_changed", "AFTER UPDATE OF \"Address\", \"PersonId\"", "MailAddresses", null,
            TakeOutOfColumn("\"PersonId\" IN (OLD.\"PersonId\", NEW.\"PersonId\")")),
        .. Function("mail_addresses_removed", "AFTER DELETE", "MailAddresses", null, TakeOutOfColumn("\"PersonId\" = OLD.\"PersonId\"")),
        .. Function("attachments_added", "AFTER INSERT", "Attachments", "NEW.\"PostId\" IS NOT NULL",
            $"{Mark} \"PostId\" = NEW.\"PostId\";"),
        .. Function("attachments_changed", "AFTER UPDATE OF \"PostId\", \"Name\"", "Attachments",
            "(OLD.\"PostId\", OLD.\"Name\") IS DISTINCT FROM (NEW.\"PostId\", NEW.\"Name\")",
            TakeOutOfColumn("\"PostId\" IN (OLD.\"PostId\", NEW.\"PostId\")")),
        .. Function("attachments_removed", "AFTER DELETE", "Attachments", "OLD.\"PostId\" IS NOT NULL",
            TakeOutOfColumn("\"PostId\" = OLD.\"PostId\"")),
        .. Function("ticket_tags_added", "AFTER INSERT", "TicketTags", null, $"{Mark} \"TicketId\" = NEW.\"TicketId\";"),
        .. Function("ticket_tags_removed", "AFTER DELETE", "TicketTags", null, TakeOutOfColumn("\"TicketId\" = OLD.\"TicketId\"")),
        .. Function("tags_words", "AFTER UPDATE OF \"Name\"", "Tags", "OLD.\"Name\" <> NEW.\"Name\"",
            TakeOutOfColumn("\"TicketId\" IN (SELECT \"TicketId\" FROM \"TicketTags\" WHERE \"TagId\" = NEW.\"Id\")")),
    ];

    private static string TakeOut(string which) =>
        $"DELETE FROM SearchTerms WHERE rowid IN (SELECT Id FROM SearchDocuments WHERE {which}); {Mark} {which};";

    private static string TakeOutOfColumn(string which) =>
        $"""UPDATE "SearchDocuments" SET "Terms" = NULL, "IsIndexed" = false, "Revision" = "Revision" + 1 WHERE {which};""";

    // Triggers are made anew: a newer program's may differ.
    private static IEnumerable<string> Trigger(string name, string happening, string acts) =>
        [$"DROP TRIGGER IF EXISTS {name}", $"CREATE TRIGGER {name} {happening} BEGIN {acts} END"];

    private static IEnumerable<string> Function(string name, string happening, string table, string? condition, string acts) =>
    [
        $"CREATE OR REPLACE FUNCTION desk_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {acts} RETURN NULL; END $$",
        $"""CREATE OR REPLACE TRIGGER {name} {happening} ON "{table}" FOR EACH ROW {(condition is null ? "" : $"WHEN ({condition})")} EXECUTE FUNCTION desk_{name}()""",
    ];
}
