namespace SupportDesk.Search;

/// <summary>The statements that have the whole index made anew, for both engines and safe to run again.</summary>
internal static class SearchRestart
{
    /// <summary>Each statement goes over a whole table: minutes with millions of posts.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public static IReadOnlyList<string> All { get; } =
    [
        Add("PostId", "Posts", "\"ThreadId\"", "\"Kind\" = 'Note' OR \"State\" <> 'Shown'"),
        Add("TicketId", "Tickets", "\"ThreadId\"", "false"),
        Add("PersonId", "People", "NULL", "false"),
        """UPDATE "SearchDocuments" SET "IsIndexed" = false, "Revision" = "Revision" + 1 WHERE "IsIndexed" """,
    ];

    private static string Add(string key, string table, string thread, string staffOnly) =>
        $"""
        INSERT INTO "SearchDocuments" ("ThreadId", "{key}", "StaffOnly", "IsIndexed", "Revision")
        SELECT {thread}, "Id", {staffOnly}, false, 0 FROM "{table}" WHERE NOT EXISTS (SELECT 1 FROM "SearchDocuments" d WHERE d."{key}" = "{table}"."Id")
        """;
}
