using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Mail;

/// <summary>The desk is killed while a real Postfix makes up its mind about a mail; <see cref="Kills.SendKillTests"/> kills it at its own steps.</summary>
public sealed class DeliveryCrashTests(MailWorld world)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

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
        await using var desk = await DeskProcess.StartAsync(Settings(database, address), "Development");

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

    List<string> Sent(string recipient) => [.. world.DeskPostfix.Log.Deliveries().Where(d => d.Recipient == recipient && d.Status == "sent").Select(d => d.MessageId)];

    Dictionary<string, string?> Settings(TestDatabase database, string address) => new(world.DeskSettings(address).Concat(database.Settings))
    {
        ["Demo:Enabled"] = "false",
        ["Jobs:LeaseSeconds"] = "4",
        ["Jobs:HeartbeatSeconds"] = "1",
    };
}
