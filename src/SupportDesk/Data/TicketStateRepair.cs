namespace SupportDesk.Data;

/// <summary>
/// What the migration TicketStates does to rows of earlier versions, so that <see cref="Tickets.TicketState"/> holds for them too: a reply that was taken
/// back goes, a snoozed ticket wakes, and what is solved or closed, and only that, has an outcome.
/// </summary>
internal static class TicketStateRepair
{
    private const string Undone = """ "State" = 'Hidden' AND "Origin" = 'Web' AND "Kind" = 'Reply' """;
    private const string Live = """ "Status" IN ('New', 'Open', 'Pending', 'OnHold') """;

    public static IReadOnlyList<string> Sqlite { get; } = [.. All("replace(replace(p.\"Text\", char(13), ' '), char(10), ' ')", days => $" + {days * 86_400_000L}")];

    public static IReadOnlyList<string> Postgres { get; } = [.. All("""translate(p."Text", chr(13) || chr(10), '  ')""", days => $" + interval '{days} days'")];

    private static IEnumerable<string> All(string oneLine, Func<int, string> plus) => [.. Replies(oneLine), .. Snoozes(), .. Outcomes(plus)];

    private static IEnumerable<string> Replies(string oneLine) =>
    [
        $"""
        UPDATE "Tickets" SET
          "LastWords" = COALESCE((SELECT substr({oneLine}, 1, 200) FROM "Posts" p WHERE p."ThreadId" = "Tickets"."ThreadId" AND p."Kind" = 'Reply' AND p."State" = 'Shown' ORDER BY p."Position" DESC LIMIT 1), ''),
          "FirstReplyAt" = (SELECT MIN(p."At") FROM "Posts" p WHERE p."ThreadId" = "Tickets"."ThreadId" AND p."Kind" = 'Reply' AND p."State" = 'Shown'
            AND p."AuthorId" <> "Tickets"."RequesterId" AND p."AuthorId" IN (SELECT "Id" FROM "Accounts"))
        WHERE "ThreadId" IN (SELECT "ThreadId" FROM "Posts" WHERE {Undone})
        """,
        $"""
        UPDATE "Threads" SET
          "PostCount" = (SELECT COUNT(*) FROM "Posts" p WHERE p."ThreadId" = "Threads"."Id" AND NOT (p."State" = 'Hidden' AND p."Origin" = 'Web' AND p."Kind" = 'Reply')),
          "LastPostAt" = COALESCE((SELECT MAX(p."At") FROM "Posts" p WHERE p."ThreadId" = "Threads"."Id" AND NOT (p."State" = 'Hidden' AND p."Origin" = 'Web' AND p."Kind" = 'Reply')), "LastPostAt")
        WHERE "Id" IN (SELECT "ThreadId" FROM "Posts" WHERE {Undone})
        """,
        $"""UPDATE "Attachments" SET "PostId" = NULL WHERE "PostId" IN (SELECT "Id" FROM "Posts" WHERE {Undone})""",
        $"""DELETE FROM "SearchDocuments" WHERE "PostId" IN (SELECT "Id" FROM "Posts" WHERE {Undone})""",
        $"""DELETE FROM "Posts" WHERE {Undone}""",
    ];

    private static IEnumerable<string> Snoozes() =>
    [
        $"""UPDATE "Tickets" SET "SnoozedUntil" = NULL, "DueFor" = CASE WHEN "Status" = 'Solved' THEN 'Closes' ELSE 'Nothing' END WHERE "SnoozedUntil" IS NOT NULL AND NOT {Live}""",
        $"""UPDATE "Tickets" SET "DueAt" = "SnoozedUntil", "DueFor" = 'Wakes' WHERE "SnoozedUntil" IS NOT NULL""",
        $"""UPDATE "Tickets" SET "DueFor" = CASE WHEN "Status" = 'Pending' THEN 'PendingEnds' ELSE 'Nothing' END WHERE "SnoozedUntil" IS NULL AND {Live} AND "DueFor" <> 'Nothing'""",
    ];

    private static IEnumerable<string> Outcomes(Func<int, string> plus) =>
    [
        """UPDATE "Tickets" SET "Outcome" = 'Other' WHERE "Status" IN ('Solved', 'Closed') AND "Outcome" IS NULL""",
        """UPDATE "Tickets" SET "Outcome" = NULL, "SolvedAt" = NULL WHERE "Status" NOT IN ('Solved', 'Closed') AND ("Outcome" IS NOT NULL OR "SolvedAt" IS NOT NULL)""",
        """UPDATE "Tickets" SET "SolvedAt" = "LastActivityAt" WHERE "Status" = 'Solved' AND "SolvedAt" IS NULL""",
        """UPDATE "Tickets" SET "ClosedAt" = "LastActivityAt" WHERE "Status" = 'Closed' AND "ClosedAt" IS NULL""",
        """UPDATE "Tickets" SET "ClosedAt" = NULL WHERE "Status" <> 'Closed' AND "ClosedAt" IS NOT NULL""",
        $"""UPDATE "Tickets" SET "DueAt" = COALESCE("DueAt", "LastActivityAt"{plus(7)}), "DueFor" = 'Closes' WHERE "Status" = 'Solved' AND ("DueAt" IS NULL OR "DueFor" <> 'Closes')""",
        $"""UPDATE "Tickets" SET "DueAt" = COALESCE("DueAt", "LastActivityAt"{plus(14)}), "DueFor" = 'PendingEnds' WHERE "Status" = 'Pending' AND "SnoozedUntil" IS NULL AND ("DueAt" IS NULL OR "DueFor" <> 'PendingEnds')""",
        """UPDATE "Tickets" SET "DueAt" = NULL, "DueFor" = 'Nothing' WHERE "Status" NOT IN ('Solved', 'Pending') AND "SnoozedUntil" IS NULL AND ("DueAt" IS NOT NULL OR "DueFor" <> 'Nothing')""",
    ];
}
