using MailKit;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Kills;

/// <summary>
/// kill -9 while acknowledgements leave through a real Postfix into a real Dovecot, whose mailbox says what was sent.
/// Short among all tests; docs/reliability.md has the command for fifty kills.
/// </summary>
public sealed class SendKillTests(MailWorld world)
{
    private static readonly string[] Points = ["claimed", "rendered", "before-smtp", "after-smtp"];

    // What had been begun and not noted when the desk died: only these the wire may repeat, once for each try.
    private readonly HashSet<(string MessageId, int Attempt)> open = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase)), Trait("threat", "F03")]
    public async Task Killed_while_it_sends_the_desk_loses_no_mail_and_repeats_only_what_it_could_not_know(DatabaseProvider engine)
    {
        await world.ReadyAsync();
        var (address, plan) = ($"kills.out.{engine}@marketfield.test".ToLowerInvariant(), KillPlan.Of(Points, kills: 5, mails: 60, Times));
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var desk = DeskProcess.Prepare(Settings(database, address), "Development");
        var customers = world.ClientOf("Customers", $"kills.out.{engine}@customer.test".ToLowerInvariant());
        var struck = new StruckDesk(desk, plan, new CustomerLetters(world.ClientOf("Desk", address), customers.Me.Address), () => SentAsync(database));

        await struck.LiveAsync(() => LookAsync(database));

        struck.Deaths.Where(d => Points.Contains(d)).CountBy(d => d).ShouldAllBe(d => d.Value == plan.EachPoint);
        var repeats = await ShouldBeWholeAsync(database, await ArrivedAsync(customers));
        TestContext.Current.TestOutputHelper?.WriteLine($"{engine}: {struck.InWords()}; begun and not noted at a kill: {open.Count}, of these sent twice: {repeats}");
        repeats.ShouldBeInRange(plan.EachPoint, open.Count); // Each kill after the server's 250 makes one.
    }

    private async Task<int> ShouldBeWholeAsync(TestDatabase database, List<string> arrived)
    {
        await using var db = database.Open();
        var owed = await db.Outbox.AsNoTracking().ToListAsync(Stop);
        var copies = arrived.CountBy(id => id).ToDictionary();
        copies.Keys.Order().ShouldBe(owed.Select(m => m.MessageId).Order());
        owed.ShouldAllBe(m => m.SentAt != null);
        owed.Where(m => copies[m.MessageId] > 1 + open.Count(o => o.MessageId == m.MessageId)).ShouldBeEmpty();
        owed.Where(m => copies[m.MessageId] > 1 + m.Repeats).ShouldBeEmpty();
        return copies.Values.Sum() - owed.Count;
    }

    private async Task LookAsync(TestDatabase database)
    {
        await using var db = database.Open();
        foreach (var row in await db.Outbox.AsNoTracking().Where(m => m.StartedAt != null && m.SentAt == null).ToListAsync(Stop))
            open.Add((row.MessageId, row.Attempts));
    }

    // All that the desk's server took over has arrived.
    private async Task<List<string>> ArrivedAsync(RequesterMailClient customers)
    {
        List<string> arrived = [];
        await Eventually.True("what was sent arrives", async () =>
        {
            using var imap = await customers.SignInAsync();
            await imap.Inbox!.OpenAsync(FolderAccess.ReadOnly, Stop);
            arrived = [.. (await imap.Inbox.FetchAsync(0, -1, MessageSummaryItems.Envelope, Stop)).Select(m => m.Envelope!.MessageId!)];
            return arrived.Count == TakenOver(customers);
        });
        return arrived;
    }

    private int TakenOver(RequesterMailClient customers) =>
        world.DeskPostfix.Log.Deliveries().Count(d => d.Recipient.StartsWith($"{customers.Me.LocalPart}+", StringComparison.Ordinal));

    private static int Times(Random random, string point) => random.Next(1, point == "claimed" ? 3 : 12);

    // A mail that was being read at two kills is set aside (threat F06) and owes nobody an acknowledgement.
    private static async Task<int> SentAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return await db.Outbox.CountAsync(m => m.SentAt != null, Stop) + await db.IncomingMail.CountAsync(m => m.Outcome == MailOutcome.SetAside, Stop);
    }

    private Dictionary<string, string?> Settings(TestDatabase database, string address) => new(world.DeskSettings(address).Concat(database.Settings))
    {
        ["Demo:Enabled"] = "false",
        ["Mail:UnprovedAcknowledgementsPerHour"] = "100000",
        ["Serilog:MinimumLevel:Default"] = "Warning",
        ["Jobs:LeaseSeconds"] = "5",
        ["Jobs:HeartbeatSeconds"] = "1",
    };
}
