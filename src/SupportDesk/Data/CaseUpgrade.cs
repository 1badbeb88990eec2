using Microsoft.EntityFrameworkCore.Migrations;

namespace SupportDesk.Data;

/// <summary>What cases, notices and mails of an older program mean in the columns added with deliveries and outages.</summary>
internal static class CaseUpgrade
{
    /// <summary>
    /// Running levels keep their promised moment. One that waits for an answer gets all of its time to decide afterwards, as it was told.
    /// Decisions were counted when their notice was done.
    /// </summary>
    public static IReadOnlyList<string> Statements { get; } =
    [
        """UPDATE "Notices" SET "CountedAt" = "DoneAt" WHERE "Kind" = 'Decision' AND "DoneAt" IS NOT NULL""",
        """UPDATE "Escalations" SET "WaitingSince" = COALESCE("AcknowledgedAt", "DeliveredAt", "EnteredAt")""",
        """UPDATE "Escalations" SET "TimeLeftMs" = -1, "ClockStops" = 1 WHERE "IsOpen" AND "WaitsFor" IN ('Answer', 'Agent')""",
        """
        UPDATE "Escalations" SET "DeliveredAt" = (SELECT MIN(m."SentAt") FROM "Outbox" m
          WHERE m."ObjectId" = "Escalations"."Id" AND m."Kind" = 'Delivery' AND m."SentAt" IS NOT NULL AND m."At" >= "Escalations"."EnteredAt")
        WHERE "DeliveredAt" IS NULL AND "State" = 'Climbing'
        """,
    ];

    /// <summary>Whoever got the notice of a level, and did not lose it before the mail left, is noted as told: an upgrade tells nobody anew.</summary>
    public static string HoldersOf(bool postgres)
    {
        var ids = postgres
            ? "string_agg(DISTINCT replace(m.\"PersonId\"::text, '-', ''), ' ')"
            : "replace(group_concat(DISTINCT lower(hex(m.\"PersonId\"))), ',', ' ')";
        return $"""
            UPDATE "Escalations" SET "HolderIds" = COALESCE((SELECT {ids} FROM "Outbox" m
              WHERE m."ObjectId" = "Escalations"."Id" AND m."Kind" = 'Delivery' AND m."At" >= "Escalations"."EnteredAt" AND m."CancelledAt" IS NULL), '')
            WHERE "State" = 'Climbing'
            """;
    }

    public static void Fill(MigrationBuilder migration)
    {
        foreach (var statement in Statements)
            migration.Sql(statement);
    }
}
