using MimeKit;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Mail;

/// <summary>Files of mails that a browser would run or show as pages, under names and types that lie.</summary>
public sealed class HostileFileTests(Browser browser)
{
    const string Script = "<script>alert('file')</script>";

    static readonly byte[] Gif = [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, .. ";"u8];

    [Fact, Trait("threat", "T02a"), Trait("threat", "T02b")]
    public async Task T02_Only_a_picture_by_its_bytes_shows_and_everything_else_is_saved()
    {
        Machine.NeedsChromium();
        await using var desk = await RawDoor.StartAsync();
        (string Name, string Type, byte[] Content, bool Shows)[] files =
        [
            ("drawing.svg", "image/svg+xml", Bytes($"<svg xmlns='http://www.w3.org/2000/svg' onload=\"alert('file')\">{Script}</svg>"), false),
            ("drawing.png", "image/png", Bytes("<svg xmlns='http://www.w3.org/2000/svg' onload=\"alert('file')\"/>"), false),
            ("page.html", "text/html", Bytes($"<html>{Script}</html>"), false),
            ("page.jpg", "image/jpeg", Bytes($"<html>{Script}</html>"), false),
            ("page.xhtml", "application/xhtml+xml", Bytes($"<html xmlns='http://www.w3.org/1999/xhtml'>{Script}</html>"), false),
            ("page.xml", "text/xml", Bytes($"<?xml-stylesheet href='data:text/xsl,x'?><x xmlns='http://www.w3.org/1999/xhtml'>{Script}</x>"), false),
            ("page.mht", "application/x-mimearchive", Bytes($"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n{Script}"), false),
            ("letter.pdf", "application/pdf", Bytes("%PDF-1.7\n1 0 obj <</OpenAction <</S /JavaScript /JS (app.alert(1))>>>>"), false),
            ("photo.heic", "image/heic", [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0], false),
            ("notes.txt", "text/plain", Bytes(Script), false),
            ("photo.html", "text/html", Gif, true),
        ];
        using var mail = new MimeMessage { Subject = "Files" };
        mail.From.Add(new MailboxAddress("Damion", "damion@customer.test"));
        var body = new Multipart("mixed") { new TextPart("plain") { Text = "See the files." } };
        foreach (var (name, type, content, _) in files)
            body.Add(new MimePart(ContentType.Parse(type)) { FileName = name, Content = new MimeContent(new MemoryStream(content)), ContentDisposition = new("inline") { FileName = name }, ContentTransferEncoding = ContentEncoding.Base64 });
        mail.Body = body;
        await desk.HandInAsync(mail);
        await using var watch = await WatchedBrowser.OpenAsync(browser, desk, policy: false);
        using var aldo = await desk.SignInAsync("aldo");

        var kept = await desk.ReadAsync(db => Task.FromResult(db.Attachments.ToDictionary(a => a.Name, a => a.Id)));
        kept.Keys.ShouldBe(files.Select(f => f.Name), ignoreOrder: true);
        foreach (var (name, _, content, shows) in files)
        {
            var answer = await aldo.GetAsync($"/files/{kept[name]}");
            answer.Headers["Content-Type"].ShouldBe(shows ? "image/gif" : name switch { "letter.pdf" => "application/pdf", "notes.txt" => "text/plain", _ => "application/octet-stream" }, name);
            answer.Headers["Content-Disposition"].ShouldStartWith(shows ? "inline" : "attachment", customMessage: name);
            answer.Headers["Content-Security-Policy"].ShouldStartWith("sandbox; default-src 'none'", customMessage: name);
            answer.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
            answer.Content.ShouldBe(content);
            if (!shows)
                await SavedAsync(watch, $"/files/{kept[name]}");
        }

        watch.Seen.ShouldBeEmpty();
    }

    // Opened in a window of its own, as a click with the middle button does.
    static async Task SavedAsync(WatchedBrowser watch, string address)
    {
        await watch.LookAsync("/tickets");
        var saved = watch.Page.WaitForDownloadAsync();
        await watch.Page.EvaluateAsync("address => { location.href = address }", address);
        (await saved).Url.ShouldEndWith(address);
        await watch.SettleAsync();
    }

    static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
