using MailKit;
using MailKit.Search;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Threads;
using SupportDesk.Web.Tests.Kills;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Mail;

public sealed class ImapTests(MailWorld world)
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task New_mail_becomes_a_ticket_while_the_server_idles(DatabaseProvider engine)
    {
        await world.ReadyAsync();
        var address = $"in.idle.{engine}@marketfield.test".ToLowerInvariant();
        await using var desk = await Fetching.PrepareAsync(world, address, engine);
        desk.Imap.PollSeconds = 600;
        await desk.StartAsync();
        await desk.ContactAsync();

        await world.ClientOf("Damion", "damion.in@customer.test").SendAsync(address, "Banned", "Please help.");

        var ticket = await desk.TicketAsync("Banned", Soon);
        var post = await desk.ReadAsync(db => db.Posts.SingleAsync(p => p.ThreadId == ticket.ThreadId, Stop));
        (post.Text, post.Verdict).ShouldBe(("Please help.", Verdict.Proved));
        await SeenAsync(address, 1);
    }

    [Fact]
    public async Task What_lay_there_stays_untouched_from_now_on()
    {
        await world.ReadyAsync();
        await using var desk = await Fetching.PrepareAsync(world, "in.now@marketfield.test");
        desk.Imap.Start = MailStart.Now;
        var damion = world.ClientOf("Damion", "damion.now@customer.test");
        await damion.SendAsync("in.now@marketfield.test", "Old", "Long ago.");
        await world.ClientOf("Desk", "in.now@marketfield.test").WaitForAsync("the old one", m => m.Subject == "Old");
        // Servers note the arrival in seconds (RFC 9051 2.3.3), and under other numbers it alone tells old from new.
        var second = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        await Eventually.True("another second", () => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() > second);
        await desk.StartAsync();
        await desk.ContactAsync();

        await damion.SendAsync("in.now@marketfield.test", "New", "Just now.");
        await desk.TicketAsync("New", Soon);
        await world.Dovecot.AdminAsync("mailbox", "update", "-u", "in.now@marketfield.test", "--uid-validity", "4242424", "INBOX");
        await damion.SendAsync("in.now@marketfield.test", "Newer", "After the change.");
        await desk.TicketAsync("Newer");

        (await desk.SubjectsAsync()).ShouldBe(["New", "Newer"]);
    }

    [Fact]
    public async Task Other_numbers_of_the_server_lose_and_double_nothing()
    {
        await world.ReadyAsync();
        const string address = "in.validity@marketfield.test";
        await using var desk = await Fetching.PrepareAsync(world, address);
        var damion = world.ClientOf("Damion", "damion.validity@customer.test");
        await damion.SendAsync(address, "One", "1");
        await desk.StartAsync();
        await desk.TicketAsync("One");

        await world.Dovecot.AdminAsync("mailbox", "update", "-u", address, "--uid-validity", "777777", "INBOX");
        await damion.SendAsync(address, "Two", "2");

        await desk.TicketAsync("Two");
        (await desk.SubjectsAsync()).ShouldBe(["One", "Two"]);
        (await desk.WatchAsync()).UidValidity.ShouldBe(777777);
        (await desk.ReadAsync(db => db.IncomingMail.CountAsync(Stop))).ShouldBe(2);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_broken_connection_comes_back_by_itself(DatabaseProvider engine)
    {
        await world.ReadyAsync();
        var address = $"in.kicked.{engine}@marketfield.test".ToLowerInvariant();
        await using var desk = await Fetching.PrepareAsync(world, address, engine);
        await desk.StartAsync();
        await desk.ContactAsync();

        await world.Dovecot.AdminAsync("kick", address);
        await world.ClientOf("Damion", "damion.kicked@customer.test").SendAsync(address, "After", "Still there?");

        await desk.TicketAsync("After", Soon);
        await Eventually.True("nothing is wrong any more", async () => (await desk.WatchAsync()).LastError is null);
    }

    // In the first greeting, in the middle of the first mails, and of later ones: side by side, since each waits before it tries again.
    [Fact]
    public async Task A_line_that_breaks_in_the_middle_of_a_fetch_loses_and_doubles_nothing()
    {
        await world.ReadyAsync();

        await Task.WhenAll(new[] { 700, 9_000, 30_000 }.Select(BreakAsync));
    }

    async Task BreakAsync(int bytes)
    {
        const int Mails = 60;
        var address = $"in.cut.{bytes}@marketfield.test";
        var letters = new CustomerLetters(world.ClientOf("Desk", address), "in.cut@customer.test", replies: true, kinds: true);
        await letters.AppendAsync(Mails);
        await using var line = new Line(world.Dovecot.ImapPort);
        line.Open();
        line.BreakAfter(bytes);
        await using var desk = await Fetching.PrepareAsync(world, address);
        desk.Imap.Port = line.Port;

        await desk.StartAsync();
        await Eventually.True("the line broke", () => line.Breaks > 0);
        var before = await desk.CountAsync();
        await Eventually.True("all are recorded", async () => await desk.CountAsync() >= Mails);

        before.ShouldBeLessThan(Mails, "it broke in the middle");
        var there = await letters.LyingThereAsync();
        (await desk.ReadAsync(db => db.IncomingMail.Select(m => m.RawHash).ToListAsync(Stop))).Order().ShouldBe(there.Select(m => m.Hash).Order());
        (await desk.ReadAsync(db => db.IncomingMail.CountAsync(m => m.Outcome == MailOutcome.SetAside, Stop))).ShouldBe(0);
        (await desk.ReadAsync(db => db.Posts.CountAsync(p => p.AuthorAddress != null, Stop))).ShouldBe(await desk.ReadAsync(db => db.IncomingMail.CountAsync(m => m.PostId != null, Stop)));
    }

    [Fact]
    public async Task A_wrong_password_is_said_in_words()
    {
        await world.ReadyAsync();
        await using var desk = await Fetching.PrepareAsync(world, "in.password@marketfield.test");
        desk.Imap.Password = "wrong-secret";

        await desk.StartAsync();

        var watch = await Eventually.Get("what is wrong", async () => await desk.WatchAsync() is { LastError: not null } said ? said : null);
        watch.LastError.ShouldBe($"127.0.0.1:{desk.Imap.Port} refused the sign-in of in.password@marketfield.test: check the user and the password.");
    }

    [Fact]
    public async Task A_message_that_ended_the_program_twice_is_set_aside_unread()
    {
        await world.ReadyAsync();
        const string address = "in.deadly@marketfield.test";
        await using var desk = await Fetching.PrepareAsync(world, address);
        await desk.StartAsync();
        await desk.ContactAsync();
        await desk.StopAsync();
        var damion = world.ClientOf("Damion", "damion.deadly@customer.test");
        foreach (var subject in (string[])["Deadly", "Harmless"])
            await damion.SendAsync(address, subject, subject);
        await Eventually.True("both lie there", async () => (await world.ClientOf("Desk", address).AllAsync()).Count == 2);
        var uid = (await UidAsync(address, "Deadly")).Id;
        await desk.ReadAsync(db => db.MailboxWatches.ExecuteUpdateAsync(set => set.SetProperty(w => w.TryingUpTo, uid + 1).SetProperty(w => w.Trying, uid).SetProperty(w => w.Tries, 2), Stop));

        await desk.StartAsync();
        await desk.TicketAsync("Harmless");

        (await desk.SubjectsAsync()).ShouldBe(["A mail that was set aside", "Harmless"], ignoreOrder: true);
        (await desk.ReadAsync(db => db.IncomingMail.OrderBy(m => m.Uid).Select(m => m.Outcome).ToListAsync(Stop))).ShouldContain(MailOutcome.SetAside);
        var watch = await desk.WatchAsync();
        (watch.Trying, watch.TryingUpTo).ShouldBe((null, null));
    }

    [Fact]
    public async Task Recorded_mail_moves_where_it_is_told()
    {
        await world.ReadyAsync();
        const string address = "in.moves@marketfield.test";
        await using var desk = await Fetching.PrepareAsync(world, address);
        desk.Imap.MoveTo = "Processed";
        await desk.StartAsync();
        await desk.ContactAsync();

        await world.ClientOf("Damion", "damion.moves@customer.test").SendAsync(address, "Moves", "Away.");

        await desk.TicketAsync("Moves", Soon);
        await Eventually.True("the inbox is empty", async () => (await world.ClientOf("Desk", address).AllAsync()).Count == 0);
    }

    async Task SeenAsync(string address, int count)
    {
        await Eventually.True("marked at the server", async () =>
        {
            using var imap = await world.ClientOf("Desk", address).SignInAsync();
            await imap.Inbox!.OpenAsync(FolderAccess.ReadOnly, Stop);
            return (await imap.Inbox.SearchAsync(SearchQuery.Seen, Stop)).Count == count;
        });
    }

    async Task<UniqueId> UidAsync(string address, string subject)
    {
        using var imap = await world.ClientOf("Desk", address).SignInAsync();
        await imap.Inbox!.OpenAsync(FolderAccess.ReadOnly, Stop);
        return (await imap.Inbox.SearchAsync(SearchQuery.SubjectContains(subject), Stop)).Single();
    }
}
