using Microsoft.EntityFrameworkCore;
using MimeKit;
using SupportDesk.Threads;

namespace SupportDesk.Tests.Mail;

public sealed class MailFilesTests
{
    static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_are_kept_by_what_their_bytes_say()
    {
        await using var desk = await MailDesk.OpenAsync();
        var body = new BodyBuilder { TextBody = "See the files." };
        body.Attachments.Add("papers.pdf", "%PDF-1.7 papers"u8.ToArray(), new ContentType("image", "png"));
        body.Attachments.Add("tool.exe", "MZ program"u8.ToArray(), new ContentType("application", "pdf"));
        body.Attachments.Add("page.svg", "<svg onload='x()'/>"u8.ToArray(), new ContentType("image", "svg+xml"));
        body.Attachments.Add("letter.docx", "PK\u0003\u0004 letter"u8.ToArray(), new ContentType("application", "zip"));
        body.Attachments.Add("list.csv", "a;b"u8.ToArray(), new ContentType("text", "html"));
        body.Attachments.Add("notes.txt", "MZ hidden program"u8.ToArray(), new ContentType("text", "plain"));
        var mail = MailDesk.Letter(MailDesk.Damion, "Papers", "");
        mail.Body = body.ToMessageBody();

        await desk.TakeAsync(mail);

        var files = await desk.ReadAsync(db => db.Attachments.OrderBy(a => a.Name).Select(a => new { a.Name, a.Type, a.State }).ToListAsync(Stop));
        files.Select(f => (f.Name, f.Type, f.State)).ShouldBe(
        [
            ("letter.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", FileState.Ready),
            ("list.csv", "text/csv", FileState.Ready),
            ("notes.txt", "application/octet-stream", FileState.Quarantined),
            ("page.svg", "application/octet-stream", FileState.Ready),
            ("papers.pdf", "application/pdf", FileState.Ready),
            ("tool.exe", "application/octet-stream", FileState.Quarantined),
        ], ignoreOrder: true);
    }

    [Fact]
    public async Task A_picture_in_the_text_is_shown_from_our_own_address()
    {
        await using var desk = await MailDesk.OpenAsync();
        var body = new BodyBuilder { HtmlBody = "<p>Look:</p><img src=\"cid:shot\"><img src=\"https://tracker.test/pixel.gif\">" };
        var picture = (MimePart)await body.LinkedResources.AddAsync("shot.png", new MemoryStream(Png), Stop);
        picture.ContentId = "shot";
        var mail = MailDesk.Letter(MailDesk.Damion, "Screenshot", "");
        mail.Body = body.ToMessageBody();

        var result = await desk.TakeAsync(mail);

        var post = await desk.ReadAsync(db => db.Posts.SingleAsync(p => p.Id == result.PostId, Stop));
        var file = await desk.ReadAsync(db => db.Attachments.SingleAsync(Stop));
        post.Html.ShouldContain($"src=\"/files/{file.Id}\"");
        post.Html.ShouldNotContain("tracker");
        (file.Type, file.PostId).ShouldBe(("image/png", post.Id));
    }

    [Fact]
    public async Task Folded_parts_keep_their_form_and_their_pictures()
    {
        await using var desk = await MailDesk.OpenAsync();
        var body = new BodyBuilder { TextBody = "I did. Note 12.", HtmlBody = "<p>I did.</p><div class=\"gmail_signature\"><b>Damion</b><img src=\"cid:logo\"></div><div class=\"gmail_quote\"><div>On Mon, 4 May 2026 at 09:40, Help Desk &lt;support@marketfield.test&gt; wrote:</div><blockquote><ul><li>Who parked?</li></ul></blockquote></div>" };
        var picture = (MimePart)await body.LinkedResources.AddAsync("logo.png", new MemoryStream(Png), Stop);
        picture.ContentId = "logo";
        var mail = MailDesk.Letter(MailDesk.Damion, "Re: Fee", "");
        mail.Body = body.ToMessageBody();

        var result = await desk.TakeAsync(mail);

        var post = await desk.ReadAsync(db => db.Posts.SingleAsync(p => p.Id == result.PostId, Stop));
        var file = await desk.ReadAsync(db => db.Attachments.SingleAsync(Stop));
        post.Html.ShouldBe("<p>I did.</p>");
        post.SignatureHtml.ShouldBe($"<p><strong>Damion</strong><img src=\"/files/{file.Id}\" alt=\"\"></p>");
        post.QuotedHtml.ShouldNotBeNull().ShouldContain("<blockquote><ul><li>Who parked?</li></ul></blockquote>");
        post.PlainForm.ShouldBe("I did. Note 12.");
    }

    [Fact]
    public async Task A_reply_of_nothing_but_history_is_shown_whole_and_once()
    {
        await using var desk = await MailDesk.OpenAsync();
        var mail = MailDesk.Letter(MailDesk.Damion, "Re: Fee", "");
        mail.Body = new TextPart("html") { Text = "<div class=\"gmail_quote\"><div>On Mon, 4 May 2026 at 09:40, Help Desk &lt;support@marketfield.test&gt; wrote:</div><blockquote>Who parked?</blockquote></div>" };

        var result = await desk.TakeAsync(mail);

        var post = await desk.ReadAsync(db => db.Posts.SingleAsync(p => p.Id == result.PostId, Stop));
        post.Html.ShouldContain("<blockquote><p>Who parked?</p></blockquote>");
        post.Text.ShouldContain("Who parked?");
        (post.QuotedHtml, post.QuotedText).ShouldBe((null, null));
    }

    [Fact]
    public async Task The_raw_message_is_kept()
    {
        await using var desk = await MailDesk.OpenAsync();
        var raw = desk.Raw(MailDesk.Letter(MailDesk.Damion, "Hello", new string('x', 300_000)));

        await desk.Intake.TakeAsync(raw, Stop);

        var hash = await desk.ReadAsync(db => db.IncomingMail.Select(m => m.RawHash).SingleAsync(Stop));
        var store = (Files.FileStore)desk.Database.Services.GetService(typeof(Files.FileStore))!;
        (await desk.ReadAsync(db => store.ReadAsync(db, hash, Stop))).ShouldBe(raw.Bytes.ToArray());
    }
}
