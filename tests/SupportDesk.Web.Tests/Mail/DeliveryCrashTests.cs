using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Mail;

/// <summary>The desk is killed while it sends to a real Postfix, whose own log says what was sent.</summary>
public sealed class DeliveryCrashTests(MailWorld world)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("claimed", 1, 0)]
    [InlineData("rendered", 1, 0)]
    [InlineData("before-smtp", 1, 1)]
    [InlineData("after-smtp", 2, 1)]
    public Task A_mail_that_is_owed_leaves_though_the_process_is_killed(string point, int copies, int repeats) => KillAsync(DatabaseProvider.Sqlite, point, copies, repeats);

    [Theory]
    [InlineData("rendered", 1, 0)]
    [InlineData("after-smtp", 2, 1)]
    public Task So_it_does_with_its_rows_in_PostgreSQL(string point, int copies, int repeats) => KillAsync(DatabaseProvider.Postgres, point, copies, repeats);

    // RFC 1047: nobody can know whether the server took it. It does here, after the desk is dead.
    [Fact, Trait("threat", "F03a")]
    public async Task F03a_Killed_while_the_server_thinks_it_over_a_mail_is_repeated_once_and_the_ticket_says_so()
    {
        await world.ReadyAsync();
        var (address, customer) = ("out.dot@marketfield.test", "damion.dot@customer.test");
        var (asked, verdict) = (new TaskCompletionSource(), new TaskCompletionSource<string>());
        using var rule = world.DeskPolicy.AtEndOfData(customer, () =>
        {
            asked.TrySetResult();
            return verdict.Task;
        });
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var desk = await DeskProcess.StartAsync(Settings(database, address, null), "Development");

        await world.ClientOf("Damion", customer).SendAsync(address, "Banned", "Please help.");
        await asked.Task.WaitAsync(Eventually.Limit, Stop);
        await desk.KillAsync();
        verdict.SetResult("DUNNO");
        await desk.StartAsync();

        await using var db = database.Open();
        await Eventually.True("the acknowledgement is noted as sent", async () => await db.Outbox.AnyAsync(m => m.SentAt != null, Stop));
        await Eventually.True("the customers' server has both", () => Sent(customer).Count == 2);
        var mail = await db.Outbox.AsNoTracking().SingleAsync(Stop);
        mail.Repeats.ShouldBe(1);
        Sent(customer).ShouldAllBe(id => id == $"<{mail.MessageId}>");
        (await db.Events.CountAsync(e => e.Kind == EventKind.MaybeSentTwice, Stop)).ShouldBe(1);
    }

    async Task KillAsync(DatabaseProvider engine, string point, int copies, int repeats)
    {
        await world.ReadyAsync();
        var name = $"{point}.{engine}".ToLowerInvariant();
        var (address, customer) = ($"out.{name}@marketfield.test", $"damion.{name}@customer.test");
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var desk = await DeskProcess.StartAsync(Settings(database, address, point), "Development");
        var damion = world.ClientOf("Damion", customer);

        await damion.SendAsync(address, "Banned", "Please help.");
        await Eventually.True("the desk was killed", () => desk.HasEnded);
        desk.Set("SUPPORTDESK_CRASH_AT", null);
        await desk.StopAsync();
        await desk.StartAsync();

        await using var db = database.Open();
        await Eventually.True("the acknowledgement is noted as sent", async () => await db.Outbox.AnyAsync(m => m.SentAt != null, Stop));
        await Eventually.True("the customers' server has it", () => Sent(customer).Count == copies);
        var mail = await db.Outbox.AsNoTracking().SingleAsync(Stop);
        mail.Repeats.ShouldBe(repeats);
        Sent(customer).ShouldAllBe(id => id == $"<{mail.MessageId}>");
    }

    List<string> Sent(string recipient) => [.. world.DeskPostfix.Log.Deliveries().Where(d => d.Recipient == recipient && d.Status == "sent").Select(d => d.MessageId)];

    Dictionary<string, string?> Settings(TestDatabase database, string address, string? point) => new(world.DeskSettings(address).Concat(database.Settings))
    {
        ["Demo:Enabled"] = "false",
        ["Jobs:LeaseSeconds"] = "4",
        ["Jobs:HeartbeatSeconds"] = "1",
        ["SUPPORTDESK_CRASH_AT"] = point,
    };
}
