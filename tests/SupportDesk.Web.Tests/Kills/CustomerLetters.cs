using System.Security.Cryptography;
using MailKit;
using MailKit.Net.Imap;
using MimeKit;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Kills;

/// <summary>Mails of many customers, laid into a mailbox of a real Dovecot as fast as it takes them.</summary>
/// <param name="mailbox">The mail program of the mailbox that the desk reads.</param>
/// <param name="customer">The customers' address; each mail comes from one of its own, <c>local+7@domain</c>.</param>
/// <param name="replies">Whether every fifth mail is that customer's answer to their own one before.</param>
/// <param name="kinds">Whether two in five are of other <see cref="MailKinds"/>.</param>
/// <param name="oneSender">All come from the one address, and the server of this name says that they really do.</param>
sealed class CustomerLetters(RequesterMailClient mailbox, string customer, bool replies = false, string? oneSender = null, bool kinds = false)
{
    private readonly List<string> sent = [];

    /// <summary>The Message-IDs, in order.</summary>
    public IReadOnlyList<string> Sent => sent;

    public int Replies => replies ? sent.Count / 5 : 0;

    public async Task AppendAsync(int count)
    {
        var letters = Enumerable.Range(sent.Count, count).Select(n => (IAppendRequest)new AppendRequest(Next(n))).ToList();
        using var imap = await mailbox.SignInAsync();
        await imap.Inbox!.AppendAsync(letters, TestContext.Current.CancellationToken);
        await imap.DisconnectAsync(true, TestContext.Current.CancellationToken);
    }

    /// <summary>What lies in the mailbox: each mail's Message-ID and the SHA-256 of its bytes, as the desk should have recorded it.</summary>
    public async Task<List<(string MessageId, string Hash)>> LyingThereAsync()
    {
        var found = new List<(string, string)>();
        using var imap = await mailbox.SignInAsync();
        var folder = (ImapFolder)imap.Inbox!;
        await folder.OpenAsync(FolderAccess.ReadOnly, TestContext.Current.CancellationToken);
        await folder.GetStreamsAsync(0, -1, async (_, _, _, stream, cancel) =>
        {
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, cancel);
            bytes.Position = 0;
            var head = await HeaderList.LoadAsync(bytes, cancel);
            found.Add((head[HeaderId.MessageId]!.Trim('<', '>'), Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()))));
        }, TestContext.Current.CancellationToken);
        return found;
    }

    private MimeMessage Next(int n)
    {
        var letter = kinds ? MailKinds.Of(n, Letter(n), mailbox.Me, Letter) : Letter(n);
        sent.Add(letter.MessageId!);
        return letter;
    }

    private MimeMessage Letter(int n)
    {
        var (isReply, who) = replies && n % 5 == 4 ? (true, n - 1) : (false, n);
        var from = new MailboxAddress($"Customer {who}", oneSender is not null ? customer : customer.Replace("@", $"+{who}@", StringComparison.Ordinal));
        var body = new BodyBuilder { TextBody = $"My order {n} has not come.\n\nCustomer {n}\n" };
        if (n % 7 == 0)
            body.Attachments.Add($"order{n}.txt", new byte[1000 + n]);
        var letter = new MimeMessage([from], [mailbox.Me], $"Order {n}", body.ToMessageBody()) { MessageId = $"order.{n}.{customer}", Date = TimeProvider.System.GetUtcNow() };
        if (isReply)
            letter.InReplyTo = sent[n - 1];
        if (oneSender is not null)
            letter.Headers.Insert(0, "Authentication-Results", $"{oneSender}; dmarc=pass header.from={customer.Split('@')[1]}");
        return letter;
    }
}
