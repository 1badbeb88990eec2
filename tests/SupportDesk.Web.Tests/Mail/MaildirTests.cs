using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Tickets;

namespace SupportDesk.Web.Tests.Mail;

/// <summary>A folder of mail as a source.</summary>
public sealed class MaildirTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task What_is_delivered_becomes_a_ticket_and_moves_to_cur(DatabaseProvider engine)
    {
        using var folder = Maildir();
        await using var desk = await PrepareAsync(folder, engine: engine);
        Deliver(folder, "1.a", "Lay there");
        await desk.StartAsync();
        await desk.TicketAsync("Lay there");

        Deliver(folder, "2.b", "Comes later");

        await desk.TicketAsync("Comes later", TimeSpan.FromSeconds(5));
        await Eventually.True("both have moved", () => Names(folder, "cur").SequenceEqual(["1.a:2,S", "2.b:2,S"]) && Names(folder, "new").Count == 0);
        (await desk.WatchAsync()).LastUid.ShouldBe(2);
    }

    [Fact]
    public async Task What_was_recorded_but_not_moved_is_not_recorded_again()
    {
        using var folder = Maildir();
        await using var desk = await PrepareAsync(folder);
        Deliver(folder, "1.a", "Once");
        await desk.StartAsync();
        await desk.TicketAsync("Once");
        await desk.StopAsync();

        File.Move(folder["cur/1.a:2,S"], folder["new/1.a"]); // as if the program had ended before the move
        Deliver(folder, "2.b", "Next");
        await desk.StartAsync();

        await desk.TicketAsync("Next");
        await Eventually.True("both have moved", () => Names(folder, "new").Count == 0);
        (await desk.SubjectsAsync()).ShouldBe(["Once", "Next"]);
    }

    [Fact]
    public async Task One_that_ended_the_program_twice_is_set_aside_and_flagged_and_the_next_one_flows()
    {
        using var folder = Maildir();
        await using var desk = await PrepareAsync(folder);
        await desk.StartAsync();
        await desk.ContactAsync();
        await desk.StopAsync();
        Deliver(folder, "1.a", "Deadly");
        Deliver(folder, "2.b", "Harmless");
        await desk.ReadAsync(db => db.MailboxWatches.ExecuteUpdateAsync(set => set.SetProperty(w => w.TryingUpTo, 2).SetProperty(w => w.Trying, 1).SetProperty(w => w.Tries, 2), Stop));

        await desk.StartAsync();
        await desk.TicketAsync("Harmless");

        (await desk.SubjectsAsync()).ShouldBe(["A mail that was set aside", "Harmless"]);
        await Eventually.True("both have moved", () => Names(folder, "cur").SequenceEqual(["1.a:2,FS", "2.b:2,S"]));
    }

    [Fact]
    public async Task From_now_on_leaves_untouched_what_lies_there()
    {
        using var folder = Maildir();
        await using var desk = await PrepareAsync(folder, MailStart.Now);
        Deliver(folder, "1.a", "Old");
        await desk.StartAsync();
        await desk.ContactAsync();

        Deliver(folder, "2.b", "New");
        await desk.TicketAsync("New");
        await desk.StopAsync();
        await desk.StartAsync();

        (await desk.SubjectsAsync()).ShouldBe(["New"]);
        Names(folder, "new").ShouldBe(["1.a"]);
    }

    [Fact]
    public async Task An_archive_takes_in_what_was_read_long_ago_as_history()
    {
        using var folder = Maildir();
        await using var desk = await PrepareAsync(folder, MailStart.Archive);
        Deliver(folder, "1.a", "Read long ago", "cur", "1.a:2,RS");
        Deliver(folder, "2.b", "Never read");
        await desk.StartAsync();
        await desk.TicketAsync("Never read");
        await desk.TicketAsync("Read long ago");

        Deliver(folder, "3.c", "New");
        await desk.TicketAsync("New");

        (await desk.ReadAsync(db => db.Tickets.OrderBy(t => t.Number).Select(t => t.Status).ToListAsync(Stop))).ShouldBe([TicketStatus.Closed, TicketStatus.Closed, TicketStatus.New]);
        Names(folder, "cur").ShouldBe(["1.a:2,RS", "2.b:2,S", "3.c:2,S"]);
        (await desk.ReadAsync(db => db.Outbox.CountAsync(Stop))).ShouldBe(1);
    }

    [Fact]
    public async Task A_folder_that_is_none_is_said_in_words()
    {
        using var folder = new TestFolder();
        await using var desk = await PrepareAsync(folder);

        await desk.StartAsync();

        var watch = await Eventually.Get("it is said", async () => await desk.WatchAsync() is { LastError: not null } w ? w : null);
        watch.LastError.ShouldBe($"{folder.Path} is no Maildir that the desk may read: there is no folder {folder["new"]}.");
    }

    static TestFolder Maildir()
    {
        var folder = new TestFolder();
        foreach (var part in (string[])["new", "cur", "tmp"])
            Directory.CreateDirectory(folder[part]);
        return folder;
    }

    static Task<Fetching> PrepareAsync(TestFolder folder, MailStart start = MailStart.All, DatabaseProvider engine = DatabaseProvider.Sqlite) =>
        Fetching.PrepareAsync(new MailboxOptions { Name = "support", Address = "dir@marketfield.test", Maildir = new() { Folder = folder.Path, Start = start } }, engine);

    // As a mail server delivers: written aside, then moved.
    static void Deliver(TestFolder folder, string name, string subject, string part = "new", string? called = null)
    {
        File.WriteAllText(folder[$"tmp/{name}"], $"From: Damion <damion.dir@customer.test>\nTo: dir@marketfield.test\nSubject: {subject}\nMessage-ID: <{name}@customer.test>\n\n{subject}\n");
        File.Move(folder[$"tmp/{name}"], folder[$"{part}/{called ?? name}"]);
    }

    static List<string> Names(TestFolder folder, string part) => [.. Directory.EnumerateFiles(folder[part]).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
}
