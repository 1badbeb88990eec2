namespace SupportDesk.Data;

/// <summary>
/// What EF's migrations can't hold: virtual tables, triggers, extensions. Run after every migration and safe to run again, since
/// a table that EF rebuilds on SQLite loses its triggers silently.
/// </summary>
internal static partial class AfterMigrate
{
    public static IReadOnlyList<string> Sqlite { get; } =
    [
        """
        CREATE TRIGGER IF NOT EXISTS Tickets_Tags AFTER UPDATE OF TeamId, IsLive, LastActivityAt ON Tickets BEGIN
          UPDATE TicketTags SET TeamId = new.TeamId, IsLive = new.IsLive, LastActivityAt = new.LastActivityAt WHERE TicketId = new.Id;
        END
        """,
    ];

    public static IReadOnlyList<string> Postgres { get; } =
    [
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
