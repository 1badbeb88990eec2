using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Web.Tests.Kills;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Mail;

/// <summary>A robot that floods a mailbox at a real server.</summary>
public sealed class StormTests(MailWorld world)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(DatabaseProvider.Sqlite, 1000), InlineData(DatabaseProvider.Postgres, 300), Trait("threat", "T20")]
    public async Task T20_While_one_sender_storms_pages_are_answered_and_others_served(DatabaseProvider engine, int count)
    {
        await world.ReadyAsync();
        var address = $"storm.{engine}@marketfield.test".ToLowerInvariant();
        await using var desk = await DeskApplication.StartAsync(new(engine, More: new Dictionary<string, string?>(world.DeskSettings(address)) { ["Jobs:HeartbeatSeconds"] = "1" }));
        var (robot, damion) = ($"robot.storm.{engine}@customer.test".ToLowerInvariant(), world.ClientOf("Damion", $"damion.storm.{engine}@customer.test".ToLowerInvariant()));
        using var tess = await desk.SignInAsync("tess");
        var mailbox = world.ClientOf("Desk", address);

        await new CustomerLetters(mailbox, robot, oneSender: world.AuthServId).AppendAsync(count);
        await damion.SendAsync(address, "In the storm", "Please help.");
        await Eventually.True("it has begun", async () => await RecordedAsync(desk) > 0);
        var answered = await BrowseWhileAsync(tess, async () => await RecordedAsync(desk) < count + 1);

        answered.ShouldBePositive();
        await damion.WaitForAsync("Damion's acknowledgement", _ => true);
        (await desk.ReadAsync(db => db.Tickets.CountAsync(Stop))).ShouldBe(count + 1);
        (await desk.ReadAsync(db => db.Outbox.CountAsync(m => m.AddressKey == robot, Stop))).ShouldBe(2);
    }

    // A list, a ticket and a search, one after another; each must be answered.
    private static async Task<int> BrowseWhileAsync(DeskClient client, Func<Task<bool>> storms)
    {
        string[] paths = ["/tickets", "/tickets/1", "/search?q=order"];
        var answered = 0;
        for (var watch = Stopwatch.StartNew(); await storms(); answered++)
        {
            var page = await client.GetAsync(paths[answered % paths.Length]);
            page.Status.ShouldBe(HttpStatusCode.OK, page.Words);
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(2), "the storm does not end");
        }

        return answered;
    }

    private static Task<int> RecordedAsync(DeskApplication desk) => desk.ReadAsync(db => db.IncomingMail.CountAsync(Stop));
}
