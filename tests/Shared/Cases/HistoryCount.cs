namespace SupportDesk.Tests;

/// <summary>How many random histories a property plays.</summary>
static class HistoryCount
{
    /// <summary>The number in <c>SUPPORTDESK_TEST_HISTORIES</c>: many for a long run, few for each mutant; else <paramref name="ordinary"/>.</summary>
    public static int Or(int ordinary) => int.TryParse(Environment.GetEnvironmentVariable("SUPPORTDESK_TEST_HISTORIES"), out var asked) ? asked : ordinary;
}
