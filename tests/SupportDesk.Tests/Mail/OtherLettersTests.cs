using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Files;
using SupportDesk.Mail.Incoming;
using SupportDesk.Mail.Parsing;
using SupportDesk.Threads;

namespace SupportDesk.Tests.Mail;

/// <summary>Letters that may be wrong, and the charset that somebody chooses.</summary>
public sealed class OtherLettersTests
{
    const string Words = "Мой магазин заблокирован, помогите.";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Charsets => [.. CharsetChoices.All.Select(c => c.Name)];

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_mail_is_read_again_in_the_charset_that_was_chosen(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var (number, post) = await TakeAsync(desk, 866, "text/plain; charset=windows-1251");

        int mails;
        await using (var before = desk.Database.Open())
            mails = await before.Outbox.CountAsync(Stop);
        await ReadAgainAsync(desk, number, post.Id, "ibm866");

        var after = (await desk.PostsAsync(await desk.TicketAsync(number)))[0];
        post.Text.ShouldNotContain("магазин");
        (after.Text, after.ReadAs, after.LetterDoubt).ShouldBe((Words, "ibm866", null));
        after.Html.ShouldContain(Words);
        (await desk.TicketAsync(number)).LastWords.ShouldBe(Words, "the list shows the latest words");
        await using var db = desk.Database.Open();
        (await db.Events.AnyAsync(e => e.Kind == EventKind.MailReadAgain, Stop)).ShouldBeTrue();
        (await db.Outbox.CountAsync(Stop)).ShouldBe(mails, "nobody gets mail");
    }

    [Fact]
    public async Task A_doubt_stands_on_the_post_until_somebody_chooses()
    {
        await using var desk = await MailDesk.OpenAsync();
        var (number, post) = await TakeAsync(desk, 20866, "text/plain");

        await ReadAgainAsync(desk, number, post.Id, "koi8-r");

        post.LetterDoubt.ShouldNotBeNullOrEmpty();
        (await desk.PostsAsync(await desk.TicketAsync(number))).ShouldHaveSingleItem("the doubt stands on the post, not in a note").LetterDoubt.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Charsets))]
    public void Every_choice_is_a_charset_that_the_desk_reads(string name)
    {
        var mail = MailParser.Parse((byte[])[.. Encoding.ASCII.GetBytes("Content-Type: text/plain; charset=x-nobody-knows\n\nabc "), 0xE4, 0xF6, 0xFC, .. Encoding.ASCII.GetBytes(" def\n")], ParseLimits.Default with { ReadAs = name });

        mail.Unreadable.ShouldBeNull();
        if (name != "utf-16")
            mail.NewText.ShouldStartWith("abc");
    }

    [Fact]
    public void A_part_that_is_well_stays_as_it_is()
    {
        byte[] mail = [.. Encoding.UTF8.GetBytes("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nGr\u00fc\u00dfe, \u041c\u0438\u0440\n--b\nContent-Type: text/plain\n\n"),
            .. CodePagesEncodingProvider.Instance.GetEncoding(866)!.GetBytes("магазин"), .. Encoding.ASCII.GetBytes("\n--b--\n")];

        var read = MailParser.Parse(mail, ParseLimits.Default with { ReadAs = "ibm866" });

        read.NewText.ShouldContain("Gr\u00fc\u00dfe, \u041c\u0438\u0440");
        read.NewText.ShouldContain("магазин");
    }

    [Fact]
    public async Task What_is_no_choice_or_has_no_original_is_refused_and_nothing_changes()
    {
        await using var desk = await MailDesk.OpenAsync();
        var (number, post) = await TakeAsync(desk, 866, "text/plain; charset=windows-1251");

        (await Should.ThrowAsync<DeskException>(() => ReadAgainAsync(desk, number, post.Id, "x-nobody-knows"))).Message.ShouldBe("Choose one of the ways to read the letters.");
        await using (var db = desk.Database.Open())
            await db.Set<Blob>().ExecuteDeleteAsync(Stop);
        await Should.ThrowAsync<DeskException>(() => ReadAgainAsync(desk, number, post.Id, "ibm866"));

        (await desk.PostsAsync(await desk.TicketAsync(number)))[0].Text.ShouldBe(post.Text);
    }

    static async Task<(long Number, Post Post)> TakeAsync(MailDesk desk, int page, string type, string words = Words)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        byte[] mail = [.. Encoding.ASCII.GetBytes($"From: damion@customer.test\nTo: support@marketfield.test\nMessage-ID: <{Guid.CreateVersion7(DateTimeOffset.UnixEpoch):N}@customer.test>\nSubject: Letters\nMIME-Version: 1.0\nContent-Type: {type}\nContent-Transfer-Encoding: 8bit\n\n"), .. Encoding.GetEncoding(page).GetBytes(words), (byte)'\n'];
        var result = await desk.Intake.TakeAsync(new RawMail(desk.MailboxId, mail), Stop);
        return (result.TicketNumber!.Value, (await desk.PostsAsync(await desk.TicketAsync(result.TicketNumber.Value)))[0]);
    }

    static async Task ReadAgainAsync(MailDesk desk, long number, Guid postId, string charset)
    {
        await using var db = desk.Database.Open();
        var words = await desk.Database.Services.GetRequiredService<OtherLetters>().ReadAsync(db, postId, charset, Stop);
        var ticket = await db.Tickets.Include(t => t.Thread).SingleAsync(t => t.Number == number, Stop);
        var post = await db.Posts.SingleAsync(p => p.Id == postId, Stop);
        ticket.ReadAgain(post, words!, new(Actor.SystemId, Capacity.Agent, Via.Web), desk.Database.Clock.Now);
        await db.CommitAsync(Act.Job, Stop);
    }
}
