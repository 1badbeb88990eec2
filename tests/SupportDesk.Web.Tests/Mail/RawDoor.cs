using System.Net.Http.Headers;
using MimeKit;

namespace SupportDesk.Web.Tests.Mail;

/// <summary>A desk whose mailbox <c>support</c> takes mail by HTTP, as a Postfix pipe hands it in.</summary>
static class RawDoor
{
    const string Key = "a-key-for-the-postfix-pipe";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Task<DeskApplication> StartAsync() => DeskApplication.StartAsync(new(Listen: true, More: new Dictionary<string, string?>
    {
        ["Mail:Mailboxes:0:Name"] = "support",
        ["Mail:Mailboxes:0:Address"] = "support@marketfield.test",
        ["Mail:Mailboxes:0:Trust:AuthServIds:0"] = "mx.marketfield.test",
        ["Mail:RawKeys:0:Key"] = Key,
        ["Mail:RawKeys:0:Mailbox"] = "support",
    }));

    /// <summary>Hands a mail in that the receiving server found to be damion's own.</summary>
    public static async Task HandInAsync(this DeskApplication desk, MimeMessage mail)
    {
        mail.Headers.Add("Authentication-Results", "mx.marketfield.test; dmarc=pass header.from=customer.test");
        mail.To.Add(MailboxAddress.Parse("support@marketfield.test"));
        using var bytes = new MemoryStream();
        await mail.WriteToAsync(bytes, Stop);
        using var http = desk.Http();
        using var content = new ByteArrayContent(bytes.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("message/rfc822") } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/mail/raw") { Content = content, Headers = { Authorization = new("Bearer", Key) } };
        using var answer = await http.SendAsync(request, Stop);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync(Stop));
    }
}
