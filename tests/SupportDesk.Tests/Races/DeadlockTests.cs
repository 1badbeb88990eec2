using Microsoft.EntityFrameworkCore;
using Npgsql;
using SupportDesk.Data;
using SupportDesk.Tests.Escalations;

namespace SupportDesk.Tests.Races;

public sealed class DeadlockTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_save_that_the_engine_ends_because_two_wait_for_each_other_is_a_clash()
    {
        await using var desk = await CaseDesk.OpenAsync(DatabaseProvider.Postgres);
        // Ours finds the knot after three seconds; the other one would wait for a minute.
        await using var other = await HoldTeamAsync(desk);
        await using var db = desk.Database.Open();
        (await db.Policies.SingleAsync(Stop)).Say("A badge will do.", Complaint.System, desk.Now);
        (await db.Teams.SingleAsync(Stop)).Welcome(desk["bojan"], false, Complaint.System, desk.Now);

        var save = db.CommitAsync(Act.Job, Stop);
        await Eventually.True("our save waits for the team", () => desk.ReadAsync(read => read.Database.SqlQuery<bool>($"SELECT EXISTS (SELECT FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted AND datname = current_database()) AS \"Value\"").SingleAsync(Stop)));
        await RunAsync(other, "UPDATE \"Policies\" SET \"Name\" = \"Name\"");

        await Should.ThrowAsync<ClashException>(() => save);
    }

    static async Task<NpgsqlConnection> HoldTeamAsync(CaseDesk desk)
    {
        var other = new NpgsqlConnection(desk.Database.Connection + ";Pooling=false");
        await other.OpenAsync(Stop);
        await RunAsync(other, $"ALTER DATABASE \"{other.Database}\" SET deadlock_timeout = '3s'");
        NpgsqlConnection.ClearPool(new NpgsqlConnection(DatabaseServices.PostgresConnection(desk.Database.Services)));
        await RunAsync(other, "SET deadlock_timeout = '1min'");
        await RunAsync(other, "BEGIN");
        await RunAsync(other, "UPDATE \"Teams\" SET \"Name\" = \"Name\"");
        return other;
    }

    static async Task RunAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
