using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.People;
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
        var letters = new CustomerLetters(world.ClientOf("Desk", address), "kills.in@customer.test", replies: true, kinds: true);
        var struck = new StruckDesk(desk, plan, letters, () => RecordedAsync(database));

        await struck.LiveAsync();

        TestContext.Current.TestOutputHelper?.WriteLine($"{engine}: {struck.InWords()}");
        struck.Deaths.Where(d => Points.Contains(d)).CountBy(d => d).ShouldAllBe(d => d.Value == plan.EachPoint);
        await ShouldBeWholeAsync(database, letters);
    }

    // Guarantee 8: whatever died meanwhile, each mail is recorded once, became what it should, and the day's counts add up.
    private static async Task ShouldBeWholeAsync(TestDatabase database, CustomerLetters letters)
    {
        var there = await letters.LyingThereAsync();
        there.Select(m => m.MessageId).Order().ShouldBe(letters.Sent.Order());
        await using var db = database.Open();
        var rows = await db.IncomingMail.AsNoTracking().OrderBy(m => m.Uid).ToListAsync(Stop);
        rows.Select(m => m.RawHash).Order().ShouldBe(there.Select(m => m.Hash).Order());
        rows.Select((m, n) => (n, m.Outcome)).ShouldBe(rows.Select((_, n) => (n, MailKinds.Expected(n) ?? (n % 5 == 4 ? MailOutcome.Held : MailOutcome.NewTicket))));

        var posts = rows.Select(m => m.PostId).OfType<Guid>().ToList();
        (await db.Posts.CountAsync(p => p.AuthorAddress != null, Stop)).ShouldBe(posts.Distinct().Count());
        posts.Count.ShouldBe(rows.Count(m => m.Outcome != MailOutcome.Ignored));
        (await db.Tickets.CountAsync(Stop)).ShouldBe(rows.Count(m => m.Outcome == MailOutcome.NewTicket));
        var acknowledged = await db.Outbox.Where(m => m.Kind == MailKind.Acknowledgement).Select(m => m.AddressKey).ToListAsync(Stop);
        acknowledged.Order().ShouldBe(rows.Where((_, n) => n % 5 != 4 && MailKinds.Expected(n) is null).Select(m => m.FromKey!).Order());

        var staff = new StaffUser(Actor.SystemId, "Mo", [Role.Moderator], [], []);
        var days = await db.MailDaysAsync(staff, DateOnly.FromDateTime(database.Clock.Now.UtcDateTime), 3, TimeZoneInfo.Utc, Stop);
        days.Sum(d => d.Came).ShouldBe(rows.Count);
        days.ShouldAllBe(d => d.Came == d.Tickets + d.Posts + d.Held + d.Listed);
        days.Sum(d => d.Listed).ShouldBe(rows.Count(m => m.PostId is null));
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
