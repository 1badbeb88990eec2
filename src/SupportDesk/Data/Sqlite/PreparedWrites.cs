using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;

namespace SupportDesk.Data.Sqlite;

/// <summary>
/// Saves the rows of one save by statements that are prepared once for each shape (table, verb, columns). EF's own way on SQLite writes, compiles and
/// throws away a statement for every row, which was the dearest part of taking mail in (docs/decisions/0014).
/// </summary>
internal sealed class PreparedWrites(IUpdateSqlGenerator sql) : IModificationCommandBatchFactory
{
    public ModificationCommandBatch Create() => new Batch(sql);

    private sealed class Batch(IUpdateSqlGenerator sql) : ModificationCommandBatch
    {
        private readonly List<IReadOnlyModificationCommand> rows = [];
        private bool more;

        public override IReadOnlyList<IReadOnlyModificationCommand> ModificationCommands => rows;

        // One row too: the turn to write comes with the transaction (SqliteWriter).
        public override bool RequiresTransaction => true;

        public override bool AreMoreBatchesExpected => more;

        public override bool TryAddCommand(IReadOnlyModificationCommand modificationCommand)
        {
            rows.Add(modificationCommand);
            return true;
        }

        public override void Complete(bool moreBatchesExpected) => more = moreBatchesExpected;

        // SQLite works on the calling thread in any case.
        public override Task ExecuteAsync(IRelationalConnection connection, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Execute(connection);
            return Task.CompletedTask;
        }

        public override void Execute(IRelationalConnection connection)
        {
            var statements = new Dictionary<IReadOnlyModificationCommand, Statement>(SameShape.Instance);
            try
            {
                foreach (var row in rows)
                {
                    if (!statements.TryGetValue(row, out var statement))
                        statements.Add(row, statement = new(sql, row, connection));
                    Execute(statement, row, connection);
                }
            }
            finally
            {
                foreach (var statement in statements.Values)
                    statement.Dispose();
            }
        }

        private static void Execute(Statement statement, IReadOnlyModificationCommand row, IRelationalConnection connection)
        {
            bool touched;
            try
            {
                touched = statement.Execute(row, connection);
            }
            catch (DbException refused)
            {
                throw new DbUpdateException($"The row could not be saved in {row.TableName}; see the inner exception.", refused, row.Entries);
            }

            if (!touched)
                throw new DbUpdateConcurrencyException($"The row in {row.TableName} was changed or removed since it was read.", row.Entries);
        }
    }

    /// <summary>One prepared statement and where its parameters' values stand in a row of its shape.</summary>
    private sealed class Statement : IDisposable
    {
        private readonly DbCommand command;
        private readonly ResultSetMapping results;
        private readonly List<(DbParameter Parameter, int Column, bool Original)> values = [];

        public Statement(IUpdateSqlGenerator sql, IReadOnlyModificationCommand row, IRelationalConnection connection)
        {
            var text = new StringBuilder();
            results = row.EntityState switch
            {
                EntityState.Added => sql.AppendInsertOperation(text, row, 0),
                EntityState.Modified => sql.AppendUpdateOperation(text, row, 0),
                _ => sql.AppendDeleteOperation(text, row, 0),
            };
            command = connection.DbConnection.CreateCommand();
            command.CommandText = text.ToString();
            command.Transaction = connection.CurrentTransaction?.GetDbTransaction();
            for (var i = 0; i < row.ColumnModifications.Count; i++)
            {
                var column = row.ColumnModifications[i];
                if (column.UseCurrentValueParameter)
                    values.Add((Add(column.ParameterName!), i, false));
                if (column.UseOriginalValueParameter)
                    values.Add((Add(column.OriginalParameterName!), i, true));
            }
        }

        /// <returns>False where the row was not there as it was read.</returns>
        public bool Execute(IReadOnlyModificationCommand row, IRelationalConnection connection)
        {
            foreach (var (parameter, index, original) in values)
            {
                var column = row.ColumnModifications[index];
                var value = original ? column.OriginalValue : column.Value;
                parameter.Value = (column.TypeMapping!.Converter is { } converter ? converter.ConvertToProvider(value) : value) ?? DBNull.Value;
            }

            if (results == ResultSetMapping.NoResults)
            {
                command.ExecuteNonQuery();
                return true;
            }

            using var reader = command.ExecuteReader();
            if (!reader.Read())
                return false;

            if (results.HasFlag(ResultSetMapping.ResultSetWithRowsAffectedOnly))
                return true;

            var read = new RelationalDataReader();
            read.Initialize(connection, command, reader, Guid.Empty, null);
            row.PropagateResults(read);
            return true;
        }

        public void Dispose() => command.Dispose();

        private DbParameter Add(string name)
        {
            var parameter = command.CreateParameter();
            // With the sign that the SQL has: without it each binding would ask for other names first.
            parameter.ParameterName = $"@{name}";
            command.Parameters.Add(parameter);
            return parameter;
        }
    }
}
