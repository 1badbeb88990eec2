using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Update.Internal;

namespace SupportDesk.Data.Postgres;

/// <summary>
/// Adds rows that are alike by one statement for all of them, whose parameters are arrays of their columns; all else is saved as the provider
/// does it, by a statement for each row. A commit of 32 mails adds some 400 rows to a dozen tables (docs/decisions/0019).
/// </summary>
#pragma warning disable EF1001 // The provider's own batches go on doing all that is not added together, and have no other name.
internal sealed partial class RowsTogether(ModificationCommandBatchFactoryDependencies dependencies, IDbContextOptions options, ISqlGenerationHelper sql)
    : NpgsqlModificationCommandBatchFactory(dependencies, options)
{
    /// <summary>Fewer go with the other rows: a statement of their own would cost more than it saves.</summary>
    internal const int Fewest = 8;

    /// <summary>Characters and bytes in one statement, but for a single row that has more: the engine holds all of a parameter in memory.</summary>
    internal const int Longest = 4 * 1024 * 1024;

    public override ModificationCommandBatch Create() => new Batch(base.Create, sql);
#pragma warning restore EF1001

    private sealed class Batch(Func<ModificationCommandBatch> one, ISqlGenerationHelper sql) : ModificationCommandBatch
    {
        private readonly List<IReadOnlyModificationCommand> rows = [];
        private bool more;

        public override IReadOnlyList<IReadOnlyModificationCommand> ModificationCommands => rows;

        public override bool RequiresTransaction => rows.Count > 1;

        public override bool AreMoreBatchesExpected => more;

        public override bool TryAddCommand(IReadOnlyModificationCommand modificationCommand)
        {
            rows.Add(modificationCommand);
            return true;
        }

        public override void Complete(bool moreBatchesExpected) => more = moreBatchesExpected;

        public override void Execute(IRelationalConnection connection)
        {
            foreach (var batch in OneByOne(rows))
                batch.Execute(connection);
        }

        // In their order: rows refer to rows before them.
        public override async Task ExecuteAsync(IRelationalConnection connection, CancellationToken cancellationToken = default)
        {
            var (together, others) = (new List<Insert>(), new List<IReadOnlyModificationCommand>());
            foreach (var run in Runs())
            {
                if (run.Count < Fewest || !Insert.Fits(run[0]))
                {
                    await AddAsync(together, connection, cancellationToken);
                    others.AddRange(run);
                    continue;
                }

                await SaveAsync(others, connection, cancellationToken);
                together.AddRange(Shares(run).Select(share => new Insert(share, sql)));
            }

            await SaveAsync(others, connection, cancellationToken);
            await AddAsync(together, connection, cancellationToken);
        }

        private IEnumerable<List<IReadOnlyModificationCommand>> Runs()
        {
            var run = new List<IReadOnlyModificationCommand>();
            foreach (var row in rows)
            {
                if (run.Count > 0 && !SameShape.Instance.Equals(run[0], row))
                {
                    yield return run;
                    run = [];
                }

                run.Add(row);
            }

            yield return run;
        }

        private static IEnumerable<List<IReadOnlyModificationCommand>> Shares(List<IReadOnlyModificationCommand> run)
        {
            var (share, length) = (new List<IReadOnlyModificationCommand>(), 0L);
            foreach (var row in run)
            {
                var size = row.ColumnModifications.Sum(c => c.Value switch { string text => text.Length, byte[] bytes => bytes.Length, _ => 0L });
                if (share.Count > 0 && length + size > Longest)
                {
                    yield return share;
                    (share, length) = ([], 0);
                }

                share.Add(row);
                length += size;
            }

            yield return share;
        }

        private IEnumerable<ModificationCommandBatch> OneByOne(List<IReadOnlyModificationCommand> some)
        {
            var batch = one();
            foreach (var row in some)
            {
                if (batch.TryAddCommand(row))
                    continue;

                batch.Complete(moreBatchesExpected: true);
                yield return batch;
                batch = one();
                batch.TryAddCommand(row);
            }

            batch.Complete(more);
            yield return batch;
        }

        private async Task SaveAsync(List<IReadOnlyModificationCommand> some, IRelationalConnection connection, CancellationToken cancel)
        {
            if (some.Count == 0)
                return;

            foreach (var batch in OneByOne(some))
                await batch.ExecuteAsync(connection, cancel);
            some.Clear();
        }

        private static async Task AddAsync(List<Insert> inserts, IRelationalConnection connection, CancellationToken cancel)
        {
            if (inserts.Count == 0)
                return;

            await using var batch = new NpgsqlBatch((NpgsqlConnection)connection.DbConnection, (NpgsqlTransaction?)connection.CurrentTransaction?.GetDbTransaction());
            foreach (var insert in inserts)
                batch.BatchCommands.Add(insert.Command);
            try
            {
                await using var reader = await batch.ExecuteReaderAsync(cancel);
                foreach (var insert in inserts.Where(i => i.HasNumbers))
                {
                    await insert.ReadAsync(reader, cancel);
                    await reader.NextResultAsync(cancel);
                }
            }
            catch (DbException refused)
            {
                var blamed = inserts.FindAll(i => i.Table == (refused as PostgresException)?.TableName) is { Count: > 0 } some ? some : inserts;
                throw new DbUpdateException($"The rows could not be added to {string.Join(", ", blamed.Select(i => i.Table).Distinct())}; see the inner exception.", refused, [.. blamed.SelectMany(i => i.Rows).SelectMany(r => r.Entries)]);
            }

            inserts.Clear();
        }
    }

    /// <summary>One statement that adds rows of one shape.</summary>
    private sealed partial class Insert
    {
        private readonly IColumnModification[]? numbers;

        public Insert(List<IReadOnlyModificationCommand> rows, ISqlGenerationHelper sql)
        {
            Rows = rows;
            var columns = new List<string>();
            for (var i = 0; i < rows[0].ColumnModifications.Count; i++)
            {
                var column = rows[0].ColumnModifications[i];
                if (column.IsRead)
                {
                    numbers = [.. rows.Select(r => r.ColumnModifications[i])];
                    continue;
                }

                columns.Add(sql.DelimitIdentifier(column.ColumnName));
                Command.Parameters.Add(new() { Value = Values(i), DataTypeName = $"{Facets().Replace(column.TypeMapping!.StoreType, "")}[]" });
            }

            var names = string.Join(", ", columns);
            var number = numbers is null ? "" : $" RETURNING {sql.DelimitIdentifier(numbers[0].ColumnName)}";
            // Numbers are given in the order of the rows.
            Command.CommandText = $"INSERT INTO {sql.DelimitIdentifier(rows[0].TableName, rows[0].Schema)} ({names}) SELECT {names} FROM unnest({string.Join(", ", columns.Select((_, i) => $"${i + 1}"))}) WITH ORDINALITY AS added({names}, no) ORDER BY no{number}";
        }

        public List<IReadOnlyModificationCommand> Rows { get; }

        public string Table => Rows[0].TableName;

        public NpgsqlBatchCommand Command { get; } = new();

        public bool HasNumbers => numbers is not null;

        /// <summary>Whether the engine need tell nothing of such a row but the number that it gave.</summary>
        public static bool Fits(IReadOnlyModificationCommand row) =>
            row is { EntityState: EntityState.Added, StoreStoredProcedure: null }
            && row.ColumnModifications.Count(c => c.IsRead) is var read && read < 2 && row.ColumnModifications.Count > read
            && row.ColumnModifications.All(c => c is { TypeMapping: not null, JsonPath: null } && (!c.IsRead || c.TypeMapping.ClrType == typeof(long)));

        /// <summary>The numbers come in any order, and were given in the rows'.</summary>
        public async Task ReadAsync(DbDataReader reader, CancellationToken cancel)
        {
            var given = new List<long>(Rows.Count);
            while (await reader.ReadAsync(cancel))
                given.Add(reader.GetInt64(0));
            given.Sort();
            for (var i = 0; i < given.Count; i++)
                numbers![i].Value = given[i];
        }

        private Array Values(int index)
        {
            var mapping = Rows[0].ColumnModifications[index].TypeMapping!;
            var type = mapping.Converter?.ProviderClrType ?? mapping.ClrType;
            var values = Array.CreateInstance(type.IsValueType && Nullable.GetUnderlyingType(type) is null ? typeof(Nullable<>).MakeGenericType(type) : type, Rows.Count);
            for (var i = 0; i < Rows.Count; i++)
            {
                var value = Rows[i].ColumnModifications[index].Value;
                values.SetValue(mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value, i);
            }

            return values;
        }

        // A column's length and precision, as in character varying(24) and timestamp(3) with time zone, hold when it is stored.
        [GeneratedRegex(@"\(.*?\)")]
        private static partial Regex Facets();
    }
}
