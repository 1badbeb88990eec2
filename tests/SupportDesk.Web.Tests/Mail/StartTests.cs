using MailKit;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Tickets;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Mail;

/// <summary>What becomes of the mail that lies in a mailbox before the desk watches it, at a real Dovecot.</summary>
public sealed class StartTests(MailWorld world)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_archive_becomes_history_and_what_comes_later_is_answered(DatabaseProvider engine)
    {
        await world.ReadyAsync();
        var address = $"start.archive.{engine}@marketfield.test".ToLowerInvariant();
        await using var desk = await Fetching.PrepareAsync(world, address, engine);
        desk.Imap.Start = MailStart.Archive;
        await LayAsync(address, ("Old", new(2020, 5, 4, 8, 0, 0, TimeSpan.Zero)), ("Older", new(2019, 1, 2, 8, 0, 0, TimeSpan.Zero)));

        await desk.StartAsync();
        await desk.TicketAsync("Older");
        await world.ClientOf("Damion", "damion.archive@customer.test").SendAsync(address, "New", "Now.");
        await desk.TicketAsync("New");

        var tickets = await desk.ReadAsync(db => db.Tickets.AsNoTracking().OrderBy(t => t.Number).ToListAsync(Stop));
        tickets.Select(t => (t.Subject, t.Status, t.DueAt)).ShouldBe([("Old", TicketStatus.Closed, null), ("Older", TicketStatus.Closed, null), ("New", TicketStatus.New, (DateTimeOffset?)null)]);
        tickets[1].OpenedAt.ShouldBe(new(2019, 1, 2, 8, 0, 0, TimeSpan.Zero));
        (await desk.ReadAsync(db => db.Outbox.Select(m => m.ObjectId).ToListAsync(Stop))).ShouldBe([tickets[2].Id]);
    }

    [Fact]
    public async Task An_archive_stays_history_when_the_server_counts_anew()
    {
        await world.ReadyAsync();
        const string address = "start.anew@marketfield.test";
        await using var desk = await Fetching.PrepareAsync(world, address);
        desk.Imap.Start = MailStart.Archive;
        await LayAsync(address, ("Old", new(2020, 5, 4, 8, 0, 0, TimeSpan.Zero)));
        await desk.StartAsync();
        await desk.TicketAsync("Old");
        await desk.StopAsync();

        await LayAsync(address, ("Restored", new(2018, 5, 4, 8, 0, 0, TimeSpan.Zero)));
        await world.Dovecot.AdminAsync("mailbox", "update", "-u", address, "--uid-validity", "31337", "INBOX");
        await desk.StartAsync();

        (await desk.TicketAsync("Restored")).Status.ShouldBe(TicketStatus.Closed);
        (await desk.SubjectsAsync()).ShouldBe(["Old", "Restored"]);
        (await desk.ReadAsync(db => db.Outbox.CountAsync(Stop))).ShouldBe(0);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task From_a_date_only_what_arrived_since_is_taken(DatabaseProvider engine)
    {
        await world.ReadyAsync();
        var address = $"start.date.{engine}@marketfield.test".ToLowerInvariant();
        await using var desk = await Fetching.PrepareAsync(world, address, engine);
        (desk.Imap.Start, desk.Imap.StartDate) = (MailStart.Date, new(2026, 1, 31));
        await LayAsync(address, ("Since", new(2026, 1, 31, 0, 0, 0, TimeSpan.Zero)), ("Before", new(2026, 1, 30, 23, 59, 59, TimeSpan.Zero)), ("Zone", new(2026, 1, 31, 1, 0, 0, TimeSpan.FromHours(2))), ("Later", new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero)));

        await desk.StartAsync();
        await desk.TicketAsync("Later");
        await world.Dovecot.AdminAsync("mailbox", "update", "-u", address, "--uid-validity", "31337", "INBOX");
        await world.Dovecot.EndSessionsAsync(address);
        await Eventually.True("the new numbers are taken over", async () => await desk.WatchAsync() is { UidValidity: 31337, LastUid: 4 });
        await LayAsync(address, ("Copied in", new(2015, 3, 1, 9, 0, 0, TimeSpan.Zero)));

        await desk.TicketAsync("Copied in");
        (await desk.SubjectsAsync()).ShouldBe(["Since", "Later", "Copied in"]);
        (await desk.WatchAsync()).Missing.ShouldBe(0);
    }

    async Task LayAsync(string address, params (string Subject, DateTimeOffset At)[] mails)
    {
        using var imap = await world.ClientOf("Desk", address).SignInAsync();
        foreach (var (subject, at) in mails)
        {
            using var mail = new MimeMessage([new MailboxAddress("Damion", "damion.archive@customer.test")], [new MailboxAddress("Desk", address)], subject, new TextPart("plain") { Text = subject });
            await imap.Inbox!.AppendAsync(new AppendRequest(mail, MessageFlags.None, at), Stop);
        }
    }
}
