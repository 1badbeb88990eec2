using SupportDesk.Data;

namespace SupportDesk.Tests.Pairs;

/// <summary>
/// Which pairs a run tries on which engine. An ordinary run tries each two acts together once, on one of the engines and in one order, and
/// an act beside itself on both. With <c>SUPPORTDESK_TEST_PAIRS=all</c> each engine tries all pairs in both orders (docs/reliability.md).
/// </summary>
static class PairShare
{
    static readonly bool All = Environment.GetEnvironmentVariable("SUPPORTDESK_TEST_PAIRS") == "all";

    /// <summary>Whether a run tries the act with this number in its table before that one.</summary>
    public static bool IsTried(DatabaseProvider engine, int first, int second) =>
        All || first == second || IsOfOrdinaryRun(engine, first, second);

    /// <summary>The same of an ordinary run.</summary>
    public static bool IsOfOrdinaryRun(DatabaseProvider engine, int first, int second)
    {
        var (low, high) = (Math.Min(first, second), Math.Max(first, second));
        var (onSqlite, inOrder) = ((low * 3 + high) % 4 < 2, (low * 3 + high) % 2 == 0);
        return onSqlite == (engine == DatabaseProvider.Sqlite) && inOrder == (first < second);
    }
}
