using System.Data.Common;

namespace SupportDesk.Benchmarks.Seeding;

/// <summary>Rows for a table, gathered and written together without EF. Columns that are needed and not named get what is empty for their type.</summary>
abstract class BulkTable : IDisposable
{
    readonly List<object?[]> rows = [];

    public void Add(params ReadOnlySpan<object?> values) => rows.Add(values.ToArray());

    public void Write(DbTransaction transaction)
    {
        Write(transaction, rows);
        rows.Clear();
    }

    public abstract void Dispose();

    protected abstract void Write(DbTransaction transaction, List<object?[]> rows);
}
