using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Kills;

/// <summary>
/// kill -9 while the desk reads a mailbox at a real Dovecot: at the points where an order of steps could be wrong, and at any moment.
/// Short among all tests; docs/reliability.md has the command for a hundred kills.
/// </summary>
public sealed class FetchKillTests(MailWorld world)
{
    private static readonly string[] Points = ["fetched", "noted", "raw-stored", "recorded", "marked-before", "marked-after"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase)), Trait("threat", "F01")]
    public async Task Killed_while_it_fetches_the_desk_has_recorded_each_mail_once(DatabaseProvider engine)
    {
        await world.ReadyAsync();
        var (address, plan) = ($"kills.in.{engine}@marketfield.test".ToLowerInvariant(), KillPlan.Of(Points, kills: 7, mails: 150, Times));
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var desk = DeskProcess.Prepare(Settings(database, address), "Development");
        var letters = new CustomerLetters(world.ClientOf("Desk", address), "kills.in@customer.test", replies: true);
        var struck = new StruckDesk(desk, plan, letters, () => RecordedAsync(database));

        await struck.LiveAsync();

        TestContext.Current.TestOutputHelper?.WriteLine($"{engine}: {struck.InWords()}");
        struck.Deaths.Where(d => Points.Contains(d)).CountBy(d => d).ShouldAllBe(d => d.Value == plan.EachPoint);
        await ShouldBeWholeAsync(database, letters);
    }

    private static async Task ShouldBeWholeAsync(TestDatabase database, CustomerLetters letters)
    {
        var there = await letters.LyingThereAsync();
        there.Select(m => m.MessageId).Order().ShouldBe(letters.Sent.Order());
        await RecordedMails.ShouldBeWholeAsync(database, [.. there.Select(m => m.Hash)], letters.Replies, Stop);
    }

    // Before the commit the second mail at the earliest: one that is tried alone and ends the program twice would be set aside unread (threat F06).
    private static int Times(Random random, string point) => point is "fetched" or "noted" or "raw-stored" ? random.Next(2, 5) : random.Next(1, 4);

    private static async Task<int> RecordedAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return await db.IncomingMail.CountAsync(Stop);
    }

    // Nothing leaves: no server for it is configured.
    private Dictionary<string, string?> Settings(TestDatabase database, string address) =>
        new(world.DeskSettings(address).Where(s => !s.Key.StartsWith("Mail:Outgoing", StringComparison.Ordinal)).Concat(database.Settings))
        {
            ["Demo:Enabled"] = "false",
            ["Mail:UnprovedAcknowledgementsPerHour"] = "100000",
            ["Serilog:MinimumLevel:Default"] = "Warning",
            ["Jobs:LeaseSeconds"] = "3",
            ["Jobs:HeartbeatSeconds"] = "1",
        };
}
