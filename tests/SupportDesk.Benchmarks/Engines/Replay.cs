namespace SupportDesk.Benchmarks.Engines;

/// <summary>
/// The floor of what writes: a copy of the database as it was, into which the very rows that the desk added (search rows included) are inserted
/// by bare ADO.NET, in as many transactions, as durably. What the desk updated is left out, in the floor's favour.
/// </summary>
abstract class Replay : IAsyncDisposable
{
    /// <summary>Inserts the rows added since it began.</summary>
    /// <returns>Seconds.</returns>
    public abstract Task<double> RunAsync(int transactions);

    public abstract ValueTask DisposeAsync();

    /// <summary>A transaction's share of a table's rows.</summary>
    protected static List<object[]> Share(List<object[]> rows, int transaction, int transactions)
    {
        var (from, to) = (transaction * (long)rows.Count / transactions, (transaction + 1) * (long)rows.Count / transactions);
        return rows[(int)from..(int)to];
    }
}
