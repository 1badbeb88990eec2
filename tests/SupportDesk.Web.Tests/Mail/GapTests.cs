using MailKit;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Mail;

/// <summary>What the server holds against what is recorded, at a real Dovecot (threats F02, F06).</summary>
public sealed class GapTests(MailWorld world)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task What_the_server_will_not_hand_over_is_alarmed_and_holds_up_nothing(DatabaseProvider engine)
    {
        await world.ReadyAsync();
        var address = $"gap.withheld.{engine}@marketfield.test".ToLowerInvariant();
        await using var desk = await Fetching.PrepareAsync(world, address, engine);
        await LayAsync(address, "Before", "Withheld", "After");
        await world.Dovecot.PermitAsync(address, "Withheld", "000");

        await desk.StartAsync();
        await desk.TicketAsync("Before");
        await desk.TicketAsync("After");

        var watch = await Eventually.Get("the gap is noted", async () => await desk.WatchAsync() is { Missing: > 0, LastError: null } w ? w : null);
        (watch.Missing, watch.AtServer, watch.MissingUids).ShouldBe((1, 3, "2"));
        watch.MissingSince.ShouldNotBeNull();

        await world.Dovecot.PermitAsync(address, "Withheld", "600");
        await desk.StopAsync();
        await desk.StartAsync();

        await desk.TicketAsync("Withheld");
        await Eventually.True("the gap is closed", async () => await desk.WatchAsync() is { Missing: 0, MissingUids: null, MissingSince: null });
        (await desk.SubjectsAsync()).Order().ShouldBe(["After", "Before", "Withheld"]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_restored_mailbox_loses_and_doubles_nothing(DatabaseProvider engine)
    {
        await world.ReadyAsync();
        var address = $"gap.restored.{engine}@marketfield.test".ToLowerInvariant();
        await using var desk = await Fetching.PrepareAsync(world, address, engine);
        await LayAsync(address, "One", "Two", "Three");
        await desk.StartAsync();
        await desk.TicketAsync("Three");
        await desk.StopAsync();

        await world.Dovecot.AdminAsync("expunge", "-u", address, "mailbox", "INBOX", "subject", "Two");
        world.Dovecot.ForgetNumbers(address);
        await LayAsync(address, "Four");
        // The first desk may have been stopped before its sweep was over.
        var before = (await desk.WatchAsync()).LastContactAt ?? DateTimeOffset.MinValue;
        await desk.StartAsync();

        await desk.TicketAsync("Four");
        await Eventually.True("the sweep is over", async () => await desk.WatchAsync() is { LastContactAt: { } contact } && contact > before);
        var watch = await desk.WatchAsync();
        (watch.AtServer, watch.Missing, watch.Waiting).ShouldBe((3, 0, 0));
        (await desk.SubjectsAsync()).ShouldBe(["One", "Two", "Three", "Four"]);
    }

    [Fact]
    public async Task Numbers_that_start_again_in_silence_are_noticed()
    {
        await world.ReadyAsync();
        const string address = "gap.silent@marketfield.test";
        await using var desk = await Fetching.PrepareAsync(world, address);
        await LayAsync(address, "One", "Two", "Three");
        await desk.StartAsync();
        await desk.TicketAsync("Three");
        await desk.StopAsync();

        // Dovecot always says so: it is the desk that is made to believe that the numbers are the old ones.
        await world.Dovecot.AdminAsync("expunge", "-u", address, "mailbox", "INBOX", "all");
        world.Dovecot.ForgetNumbers(address);
        await LayAsync(address, "Four");
        var validity = await ValidityAsync(address);
        await desk.ReadAsync(db => db.IncomingMail.ExecuteUpdateAsync(set => set.SetProperty(m => m.UidValidity, validity), Stop));
        await desk.ReadAsync(db => db.MailboxWatches.ExecuteUpdateAsync(set => set.SetProperty(w => w.UidValidity, validity), Stop));
        await desk.StartAsync();

        await desk.TicketAsync("Four");
        (await desk.SubjectsAsync()).ShouldBe(["One", "Two", "Three", "Four"]);
    }

    [Fact]
    public async Task The_same_message_id_with_other_words_is_kept_twice_and_a_copy_once()
    {
        await world.ReadyAsync();
        const string address = "gap.twins@marketfield.test";
        await using var desk = await Fetching.PrepareAsync(world, address);
        using (var imap = await world.ClientOf("Desk", address).SignInAsync())
        {
            foreach (var words in (string[])["First", "Other", "First"])
            {
                using var mail = await MimeKit.MimeMessage.LoadAsync(new MemoryStream(System.Text.Encoding.ASCII.GetBytes(
                    $"From: damion.twins@customer.test\r\nTo: {address}\r\nSubject: {words}\r\nMessage-ID: <twin@customer.test>\r\nDate: Wed, 25 Nov 2026 10:00:00 +0000\r\n\r\n{words}\r\n")), Stop);
                await imap.Inbox!.AppendAsync(new AppendRequest(mail), Stop);
            }
        }

        await desk.StartAsync();
        await desk.TicketAsync("Other");

        await Eventually.True("all three are accounted for", async () => await desk.WatchAsync() is { AtServer: 3, Missing: 0, LastUid: 3 });
        (await desk.SubjectsAsync()).ShouldBe(["First", "Other"]);
        (await desk.ReadAsync(db => db.MailPlaces.Select(p => p.Uid).ToListAsync(Stop))).ShouldBe([3]);
    }

    [Fact]
    public async Task What_was_recorded_but_not_moved_when_the_program_ended_moves_at_the_next_start()
    {
        await world.ReadyAsync();
        const string address = "gap.moves@marketfield.test";
        await using var desk = await Fetching.PrepareAsync(world, address);
        await LayAsync(address, "Left");
        await desk.StartAsync();
        await desk.TicketAsync("Left");
        await desk.StopAsync();

        desk.Imap.MoveTo = "Processed";
        await desk.StartAsync();

        await Eventually.True("the inbox is empty", async () => (await world.ClientOf("Desk", address).AllAsync()).Count == 0);
        (await desk.SubjectsAsync()).ShouldBe(["Left"]);
    }

    [Fact]
    public async Task Mail_that_is_set_aside_moves_where_it_is_told_and_the_next_one_flows()
    {
        await world.ReadyAsync();
        const string address = "gap.failed@marketfield.test";
        await using var desk = await Fetching.PrepareAsync(world, address);
        (desk.Imap.MoveTo, desk.Imap.MoveFailedTo) = ("Processed", "Failed");
        await desk.ReadAsync(db => db.Database.ExecuteSqlRawAsync("CREATE TRIGGER Poison BEFORE INSERT ON Posts WHEN new.Text = 'Poison' BEGIN SELECT RAISE(ABORT, 'poison'); END", Stop));
        using (var imap = await world.ClientOf("Desk", address).SignInAsync())
            await imap.GetFolder(imap.PersonalNamespaces[0]).CreateAsync("Failed", true, Stop);
        await LayAsync(address, "Before", "Poison", "After");

        await desk.StartAsync();
        await desk.TicketAsync("After");

        (await SubjectsInAsync(address, "Failed", 1)).ShouldBe(["Poison"]);
        (await SubjectsInAsync(address, "Processed", 2)).ShouldBe(["Before", "After"]);
        (await desk.ReadAsync(db => db.IncomingMail.Where(m => m.Outcome == MailOutcome.SetAside).Select(m => m.Problem).SingleAsync(Stop))).ShouldBe("It could not be taken in (SqliteException).");
    }

    [Fact]
    public async Task A_folder_that_is_not_there_costs_a_line_and_no_mail()
    {
        await world.ReadyAsync();
        const string address = "gap.nofolder@marketfield.test";
        await using var desk = await Fetching.PrepareAsync(world, address);
        desk.Imap.MoveTo = "Nowhere";
        await LayAsync(address, "Stays");

        await desk.StartAsync();
        await desk.TicketAsync("Stays");

        var watch = await Eventually.Get("it is said", async () => await desk.WatchAsync() is { LastError: not null } w ? w : null);
        watch.LastError.ShouldBe("Mail is taken in, but stays where it lay: the server has no folder “Nowhere”. Make it there, or correct MoveTo and MoveFailedTo.");
    }

    async Task LayAsync(string address, params string[] subjects)
    {
        using var imap = await world.ClientOf("Desk", address).SignInAsync();
        foreach (var subject in subjects)
        {
            using var mail = new MimeKit.MimeMessage([new MimeKit.MailboxAddress("Damion", "damion.gap@customer.test")], [new MimeKit.MailboxAddress("Desk", address)], subject, new MimeKit.TextPart("plain") { Text = subject });
            await imap.Inbox!.AppendAsync(new AppendRequest(mail), Stop);
        }
    }

    async Task<long> ValidityAsync(string address)
    {
        using var imap = await world.ClientOf("Desk", address).SignInAsync();
        await imap.Inbox!.OpenAsync(FolderAccess.ReadOnly, Stop);
        return imap.Inbox.UidValidity;
    }

    async Task<List<string>> SubjectsInAsync(string address, string folder, int count) => await Eventually.Get($"{count} in {folder}", async () =>
    {
        using var imap = await world.ClientOf("Desk", address).SignInAsync();
        var there = await imap.GetFolderAsync(folder, Stop);
        await there.OpenAsync(FolderAccess.ReadOnly, Stop);
        var found = await there.FetchAsync(0, -1, MessageSummaryItems.Envelope, Stop);
        return found.Count == count ? found.Select(m => m.Envelope!.Subject!).ToList() : null;
    });
}
