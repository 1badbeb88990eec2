namespace SupportDesk.Data;

/// <summary>Receipts are inserted and never changed: the engine itself refuses.</summary>
internal static partial class AfterMigrate
{
    internal static IReadOnlyList<string> SqliteReceipts { get; } =
    [
        "CREATE TRIGGER IF NOT EXISTS Receipts_NoUpdate BEFORE UPDATE ON Receipts BEGIN SELECT RAISE(ABORT, 'receipts are never changed'); END",
        "CREATE TRIGGER IF NOT EXISTS Receipts_NoDelete BEFORE DELETE ON Receipts BEGIN SELECT RAISE(ABORT, 'receipts are never deleted'); END",
    ];

    internal static IReadOnlyList<string> PostgresReceipts { get; } =
    [
        """
        CREATE OR REPLACE FUNCTION desk_receipts_stay() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'receipts are never changed or deleted';
        END $$
        """,
        """CREATE OR REPLACE TRIGGER receipts_stay BEFORE UPDATE OR DELETE ON "Receipts" FOR EACH ROW EXECUTE FUNCTION desk_receipts_stay()""",
    ];
}
