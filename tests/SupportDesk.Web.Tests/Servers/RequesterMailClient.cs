using System.Net;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using MimeKit.Utils;

namespace SupportDesk.Web.Tests.Servers;

/// <summary>
/// A person's mail program against the real servers: reads their mailbox by IMAP, sends by SMTP with sign-in and STARTTLS, and replies as such programs do,
/// under the new words "On … wrote:" and the history quoted, in text and in HTML.
/// </summary>
sealed class RequesterMailClient(MailWorld world, MailboxAddress me)
{
    readonly Dictionary<UniqueId, MimeMessage> seen = [];

    public MailboxAddress Me => me;

    /// <summary>Sends a new mail and returns it as sent (its MessageId is set).</summary>
    public async Task<MimeMessage> SendAsync(string to, string subject, string text, params IEnumerable<MimePart> attachments)
    {
        var builder = new BodyBuilder { TextBody = text, HtmlBody = $"<html><body><div dir=\"ltr\">{Html(text)}</div></body></html>" };
        foreach (var attachment in attachments)
            builder.Attachments.Add(attachment);
        return await DeliverAsync(Letter(MailboxAddress.Parse(to), subject, builder.ToMessageBody()));
    }

    /// <summary>Answers a mail: to its Reply-To, with In-Reply-To, References, Re: and the whole history quoted below.</summary>
    public async Task<MimeMessage> ReplyAsync(MimeMessage original, string text)
    {
        var sender = original.From.Mailboxes.First();
        var subject = original.Subject ?? "";
        subject = subject.StartsWith("Re:", StringComparison.OrdinalIgnoreCase) ? subject : $"Re: {subject}";
        var introduction = $"On {original.Date.UtcDateTime:ddd, d MMM yyyy 'at' HH:mm}, {sender.Name} <{sender.Address}> wrote:";
        var history = (original.TextBody ?? "").ReplaceLineEndings("\n").TrimEnd().Split('\n');
        var builder = new BodyBuilder
        {
            TextBody = $"{text}\n\n{introduction}\n\n{string.Join('\n', history.Select(line => line.StartsWith('>') ? $">{line}" : $"> {line}"))}\n",
            HtmlBody = $"<html><body><div dir=\"ltr\">{Html(text)}</div><br><div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">{Html(introduction)}<br></div>"
                + $"<blockquote class=\"gmail_quote\" style=\"margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex\">{original.HtmlBody ?? Html(original.TextBody ?? "")}</blockquote></div></body></html>",
        };
        var reply = Letter(original.ReplyTo.Mailboxes.FirstOrDefault() ?? sender, subject, builder.ToMessageBody());
        reply.InReplyTo = original.MessageId ?? throw new ArgumentException("A mail without Message-ID cannot be answered in its thread");
        reply.References.AddRange([.. original.References, reply.InReplyTo]);
        return await DeliverAsync(reply);
    }

    /// <summary>Sends any message as it is, with this person as the envelope's sender unless another is named.</summary>
    public async Task<MimeMessage> DeliverAsync(MimeMessage message, string? envelope = null)
    {
        using var smtp = new SmtpClient { ServerCertificateValidationCallback = IsOurs, CheckCertificateRevocation = false };
        await smtp.ConnectAsync("127.0.0.1", Provider.SubmissionPort, SecureSocketOptions.StartTls);
        await smtp.AuthenticateAsync(me.Address, DovecotServer.Password);
        await smtp.SendAsync(message, envelope is null ? me : MailboxAddress.Parse(envelope), message.To.Mailboxes.Concat(message.Cc.Mailboxes));
        await smtp.DisconnectAsync(true);
        return message;
    }

    /// <summary>Waits for a mail in the inbox, also one that lay there before; returns the newest that fits.</summary>
    public Task<MimeMessage> WaitForAsync(string what, Func<MimeMessage, bool> fits, TimeSpan? limit = null) =>
        Eventually.Get($"mail to {me.Address}: {what}", async () => (await AllAsync()).LastOrDefault(fits), limit);

    /// <summary>The whole inbox, oldest first.</summary>
    public async Task<IReadOnlyList<MimeMessage>> AllAsync()
    {
        using var imap = await SignInAsync();
        await imap.Inbox.OpenAsync(FolderAccess.ReadOnly);
        foreach (var summary in await imap.Inbox.FetchAsync(0, -1, MessageSummaryItems.UniqueId))
        {
            if (!seen.ContainsKey(summary.UniqueId))
                seen[summary.UniqueId] = await imap.Inbox.GetMessageAsync(summary.UniqueId);
        }
        await imap.DisconnectAsync(true);
        return [.. seen.OrderBy(mail => mail.Key.Id).Select(mail => mail.Value)];
    }

    /// <summary>A connection of this person's own, signed in, to be disposed by the caller.</summary>
    public async Task<ImapClient> SignInAsync()
    {
        var imap = new ImapClient { ServerCertificateValidationCallback = IsOurs, CheckCertificateRevocation = false };
        await imap.ConnectAsync("127.0.0.1", world.Dovecot.ImapPort, SecureSocketOptions.StartTls);
        await imap.AuthenticateAsync(me.Address, DovecotServer.Password);
        return imap;
    }

    PostfixServer Provider => me.Domain == MailWorld.DeskDomain ? world.DeskPostfix : world.CustomerPostfix;

    MimeMessage Letter(MailboxAddress to, string subject, MimeEntity body) =>
        new([me], [to], subject, body) { MessageId = MimeUtils.GenerateMessageId(me.Domain), Date = TimeProvider.System.GetUtcNow() };

    bool IsOurs(object sender, X509Certificate? certificate, X509Chain? chain, System.Net.Security.SslPolicyErrors errors) =>
        certificate is not null && certificate.GetRawCertData().AsSpan().SequenceEqual(X509CertificateLoader.LoadCertificateFromFile(world.Certificate).RawData);

    static string Html(string text) => WebUtility.HtmlEncode(text).ReplaceLineEndings("<br>\n");
}
