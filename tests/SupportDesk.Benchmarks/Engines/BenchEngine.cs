using System.Data.Common;
using SupportDesk.Benchmarks.Seeding;
using SupportDesk.Data;
using SupportDesk.Search;

namespace SupportDesk.Benchmarks.Engines;

/// <summary>A database of the benchmark's own, and how it is filled and copied without EF.</summary>
abstract class BenchEngine : IAsyncDisposable
{
    public abstract DatabaseProvider Provider { get; }

    /// <summary>What the desk is configured with.</summary>
    public abstract string Connection { get; }

    /// <summary>A connection for filling it: need not be durable.</summary>
    public abstract Task<DbConnection> FillingAsync();

    /// <summary>A document's words as this engine's index reads them.</summary>
    public string Write(TermList terms) => Provider == DatabaseProvider.Postgres ? TsVectorText.Of(terms) : terms.ToString();

    public abstract BulkTable Table(DbConnection connection, string table, params string[] columns);

    /// <summary>Lets the engine learn what was filled in, and writes it to the disk.</summary>
    public abstract Task SettleAsync();

    /// <summary>Begins to watch what the desk adds, for the floor of what writes.</summary>
    public abstract Task<Replay> ReplayAsync();

    public abstract ValueTask DisposeAsync();
}
