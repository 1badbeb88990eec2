using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using SupportDesk.Events;
using SupportDesk.Files;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Mail;

/// <summary>Whatever stands in a name, a subject, an address or a file's name: what leaves has the header fields and recipients it was meant to have, and no others.</summary>
[Trait("threat", "T13a")]
public sealed class HeaderInjectionTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Words => new()
    {
        { "CRLF", "a\r\nBcc: thief@evil.test\r\nX-More: b" },
        { "CR", "a\rBcc: thief@evil.test" },
        { "LF", "a\nBcc: thief@evil.test" },
        { "NUL", "a\0Bcc: thief@evil.test" },
        { "folded", "a\r\n Bcc: thief@evil.test" },
        { "body", "a\r\n\r\nA body of its own." },
        { "CR and LF as the low bytes of letters", "a\u760d\u760aBcc: thief@evil.test" },
        { "line and paragraph separators", "a\u2028Bcc: thief@evil.test\u2029\u0085b" },
        { "encoded words", "=?utf-8?Q?a=0D=0ABcc=3A_thief=40evil.test?=" },
        { "percent signs", "..%2F%0D%0ABcc:%20thief@evil.test" },
        { "a recipient", "a, thief@evil.test <thief@evil.test>; b" },
        { "10 kB", new string('x', 10_000) },
        { "10 kB of letters of four bytes", string.Concat(Enumerable.Repeat("\U0001F4A1", 5_000)) },
        { "directions and escapes", "a\u202e\u2066\u001b[31mb" },
    };

    [Theory, MemberData(nameof(Words))]
    public async Task T13a_A_sent_mail_has_its_own_header_fields_and_recipients_alone(string kind, string words)
    {
        var plain = await SentAsync("plain");

        var hostile = await SentAsync(words);

        hostile.Count.ShouldBe(plain.Count);
        foreach (var ((to, mime), (_, expected)) in hostile.Zip(plain))
        {
            to.ShouldBe(MailDesk.Damion, kind);
            Fields(mime).ShouldBe(Fields(expected), kind);
            Header(mime).Split("\r\n").ShouldAllBe(line => Encoding.ASCII.GetByteCount(line) <= 998 && !line.Any(c => char.IsControl(c) && c != '\t'), kind);
            var mail = await MimeMessage.LoadAsync(new MemoryStream(mime), Stop);
            mail.To.Mailboxes.Concat(mail.Cc.Mailboxes).Concat(mail.Bcc.Mailboxes).Select(m => m.Address).ShouldBe([MailDesk.Damion], kind);
            mail.From.Mailboxes.Concat(mail.ReplyTo.Mailboxes).ShouldAllBe(m => m.Address.EndsWith("@marketfield.test", StringComparison.Ordinal));
            Shown(mail).ShouldAllBe(text => !text.Any(c => char.IsControl(c)), kind);
        }
    }

    /// <summary>What Damion gets when a requester, a subject, an agent and a file are all called that: the acknowledgement, the answer.</summary>
    static async Task<List<(string To, byte[] Mime)>> SentAsync(string words)
    {
        await using var desk = await OutDesk.OpenAsync();
        var letter = MailDesk.Letter(MailDesk.Damion, "Hello", "Words.");
        letter.From.Clear();
        letter.From.Add(new MailboxAddress(words, MailDesk.Damion));
        letter.Headers.Replace(HeaderId.Subject, words);
        var ticket = await desk.Desk.TicketAsync((await desk.Desk.TakeAsync(letter)).TicketNumber!.Value);
        var agent = await desk.Desk.AgentAsync(words, "aldo@marketfield.test");
        await desk.Desk.ActAsync(async db =>
        {
            var row = await db.Tickets.Include(t => t.Thread).SingleAsync(t => t.Id == ticket.Id, Stop);
            row.Rename(words, new Actor(agent, Capacity.Agent, Via.Web), desk.Now);
            var post = row.Reply(OutDesk.Post(agent, words, "The answer.") with { HasFiles = true }, AfterReply.Pend, new TicketOptions(), new Actor(agent, Capacity.Agent, Via.Web), desk.Now);
            var hash = await desk.Desk.Database.Services.GetRequiredService<FileStore>().KeepAsync(db, "%PDF-1.4"u8.ToArray(), desk.Now, Stop);
            db.Attachments.Add(Attachment.Of(post, words, "application/pdf", 8, hash, null, FileState.Ready, desk.Now));
        });
        await desk.DeliverAsync(TimeSpan.FromMinutes(1));
        return [.. desk.Server.Got.Select(mail => (mail.To, mail.Mime))];
    }

    static string Header(byte[] mime) => Encoding.Latin1.GetString(mime)[..Encoding.Latin1.GetString(mime).IndexOf("\r\n\r\n", StringComparison.Ordinal)];

    static IEnumerable<string> Fields(byte[] mime) => Header(mime).Split("\r\n").Where(line => !line.StartsWith(' ') && !line.StartsWith('\t')).Select(line => line.Split(':')[0]);

    static IEnumerable<string> Shown(MimeMessage mail) =>
        [mail.Subject ?? "", .. mail.From.Concat(mail.To).Concat(mail.ReplyTo).Select(a => a.Name ?? ""), .. mail.Attachments.Select(a => a.ContentDisposition?.FileName ?? a.ContentType.Name ?? "")];
}
