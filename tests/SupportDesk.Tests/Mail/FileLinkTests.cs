using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Files;
using SupportDesk.Mail;
using SupportDesk.Mail.Sending;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Mail;

/// <summary>Files that are too large for a mail.</summary>
public sealed partial class FileLinkTests
{
    const long Mebibyte = 1024 * 1024;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task What_is_too_large_is_fetched_by_a_link_and_the_small_ones_come_along(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        var mail = await SentAsync(desk, ("film.mp4", 16 * Mebibyte + Mebibyte / 2), ("form.pdf", 9));

        mail.Attachments.Select(a => a.ContentDisposition!.FileName).ShouldBe(["form.pdf"]);
        mail.TextBody!.ShouldContain("Too large to come with this mail:\nfilm.mp4 (16.5 MB), to be fetched until Wed 1 Apr", Case.Sensitive);
        mail.HtmlBody!.ShouldContain($"<a href=\"http://localhost:5080/file/{TokenOf(mail)}\">film.mp4</a>");
        var file = (await FindAsync(desk, TokenOf(mail)))!;
        (file.Name, file.Size, file.Number).ShouldBe(("film.mp4", 16 * Mebibyte + Mebibyte / 2, 1));
        Encoding.UTF8.GetString(await desk.Desk.ReadAsync(db => desk.Desk.Database.Services.GetRequiredService<FileStore>().ReadAsync(db, file.BlobHash, Stop))).ShouldBe("content of film.mp4");
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_link_ends_with_its_time_with_the_reply_and_with_the_readers_part_in_the_ticket(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        var token = TokenOf(await SentAsync(desk, ("film.mp4", 16 * Mebibyte)));

        await WithoutAsync(desk, db => db.Posts.Where(p => p.Origin == Origin.Web).ExecuteUpdateAsync(set => set.SetProperty(p => p.State, PostState.Hidden), Stop), token);
        await WithoutAsync(desk, db => db.Posts.Where(p => p.Origin == Origin.Web).ExecuteUpdateAsync(set => set.SetProperty(p => p.Kind, PostKind.Note), Stop), token);
        await WithoutAsync(desk, db => db.Attachments.ExecuteUpdateAsync(set => set.SetProperty(a => a.State, FileState.Quarantined), Stop), token);
        await WithoutAsync(desk, db => db.Links.Where(l => l.Purpose == LinkPurpose.File).ExecuteUpdateAsync(set => set.SetProperty(l => l.Purpose, LinkPurpose.Track), Stop), token);
        await WithoutAsync(desk, db => db.Participants.ExecuteDeleteAsync(Stop), token);
        desk.Time.Advance(TimeSpan.FromDays(30));
        (await FindAsync(desk, token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_mail_that_is_written_again_holds_a_link_that_works()
    {
        await using var desk = await OutDesk.OpenAsync();
        desk.Server.Always(SendResult.RefusedForNow);
        var first = await SentAsync(desk, ("film.mp4", 16 * Mebibyte));
        desk.Server.Answer = _ => Task.FromResult(SendAnswer.Accepted);

        await desk.DeliverAsync(TimeSpan.FromHours(1));

        var again = await MimeMessage.LoadAsync(new MemoryStream(desk.Server.Got[^1].Mime), Stop);
        TokenOf(again).ShouldNotBe(TokenOf(first), "the refused mail's link was never seen by anybody");
        (await FindAsync(desk, TokenOf(again))).ShouldNotBeNull();
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_try_that_no_server_took_leaves_no_link_behind(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        desk.Server.Always(SendResult.RefusedForNow);
        await SentAsync(desk, ("film.mp4", 16 * Mebibyte));
        for (var i = 0; i < 4; i++)
            await desk.DeliverAsync(TimeSpan.FromHours(6));

        desk.Server.Got.Count.ShouldBeGreaterThan(5);
        (await LinksAsync(desk)).ShouldBeEmpty();

        desk.Server.Always(SendResult.Unknown);
        var before = desk.Server.Got.Count;
        await desk.DeliverAsync(TimeSpan.FromDays(1));
        var left = desk.Server.Got[before..].SelectMany(got => AnyToken().Matches(MimeMessage.Load(new MemoryStream(got.Mime)).TextBody!)).Select(m => Link.Hash(m.Groups[1].Value));
        (await LinksAsync(desk)).Order().ShouldBe(left.Order(), "a server may have these mails");
    }

    static Task<List<string>> LinksAsync(OutDesk desk) => desk.Desk.ReadAsync(db => db.Links.Select(l => l.TokenHash).ToListAsync(Stop));

    [GeneratedRegex("/(?:track|file)/([A-Za-z0-9_-]{27})")]
    private static partial Regex AnyToken();

    // Makes it unreachable, sees that it is, and takes it back.
    static async Task WithoutAsync(OutDesk desk, Func<DeskDb, Task<int>> change, string token)
    {
        (await FindAsync(desk, token)).ShouldNotBeNull();
        await desk.Desk.ReadAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Stop);
            (await change(db)).ShouldBeGreaterThan(0);
            (await new HandedFiles(db, desk.Desk.Database.Clock).FindAsync(token, Stop)).ShouldBeNull();
            return true;
        });
    }

    /// <summary>An agent's reply with files of such sizes, as it left for Damion.</summary>
    static async Task<MimeMessage> SentAsync(OutDesk desk, params (string Name, long Size)[] files)
    {
        var ticket = await desk.Desk.DamionWritesAsync();
        var aldo = await desk.Desk.AgentAsync("Aldo", "aldo@marketfield.test");
        var store = desk.Desk.Database.Services.GetRequiredService<FileStore>();
        await desk.Desk.ActAsync(async db =>
        {
            var row = await db.Tickets.Include(t => t.Thread).SingleAsync(t => t.Id == ticket.Id, Stop);
            var post = row.Reply(OutDesk.Post(aldo, "Aldo", "See the files.") with { HasFiles = true }, AfterReply.Pend, new TicketOptions(), new Actor(aldo, Capacity.Agent, Via.Web), desk.Now);
            foreach (var (name, size) in files)
                db.Attachments.Add(Attachment.Of(post, name, "application/octet-stream", size, await store.KeepAsync(db, Encoding.UTF8.GetBytes($"content of {name}"), desk.Now, Stop), null, FileState.Ready, desk.Now));
        });
        await desk.DeliverAsync(TimeSpan.FromSeconds(11));
        (await desk.OutboxAsync(MailKind.Reply)).ShouldHaveSingleItem();
        return await MimeMessage.LoadAsync(new MemoryStream(desk.Server.Got[^1].Mime), Stop);
    }

    static Task<HandedFile?> FindAsync(OutDesk desk, string token) => desk.Desk.ReadAsync(db => new HandedFiles(db, desk.Desk.Database.Clock).FindAsync(token, Stop));

    static string TokenOf(MimeMessage mail) => Address().Match(mail.TextBody!).Groups[1].Value;

    [GeneratedRegex("http://localhost:5080/file/([A-Za-z0-9_-]+)")]
    private static partial Regex Address();
}
