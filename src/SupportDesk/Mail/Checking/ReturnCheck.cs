using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Files;
using SupportDesk.Mail.Authenticity;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Mail.Checking;

/// <summary>Whether the mail of the check comes back, and what the receiving server made of the proof that was forged on it.</summary>
internal sealed class ReturnCheck(MailboxOptions mailbox, Guid mailboxId, SendingCheck sent, FetchingCheck fetching, IDbContextFactory<DeskDb> databases, FileStore files)
{
    private const int Patience = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private byte[] came = [];

    public async Task RunAsync(CheckRun run)
    {
        await run.StepAsync("A mail to itself, with a tag", Patience, WaitAsync, NotBack);
        await run.StepAsync("A forged proof", 5, _ => Task.FromResult(JudgeForgery()), failure => failure.Message);
    }

    private string NotBack(Exception failure) => failure is TimeoutException
        ? $"The mail to {sent.To} did not come back. Look into the folder for spam; if it bounced, the server knows no addresses with a tag: set ReplyTo to a shape that it delivers here, for instance by a catch-all."
        : $"Looking for it failed: {failure.Message}";

    private async Task<CheckStep> WaitAsync(CancellationToken cancel)
    {
        while (true)
        {
            if (await FromServerAsync(cancel) is { } lies)
            {
                came = lies;
                return CheckStep.Works($"The mail to {sent.To} came back.");
            }

            if (await FromDeskAsync(cancel) is { } taken)
            {
                came = taken;
                return CheckStep.Works($"The mail to {sent.To} came back, and the desk has taken it in already.");
            }

            await Task.Delay(Pause, cancel);
        }
    }

    private async Task<byte[]?> FromServerAsync(CancellationToken cancel)
    {
        var folder = fetching.Folder!;
        await fetching.Client.NoOpAsync(cancel);
        if (await folder.SearchAsync(SearchQuery.HeaderContains("Message-ID", sent.MessageId), cancel) is not { Count: > 0 } found)
            return null;

        using var bytes = new MemoryStream();
        try
        {
            await using var stream = await folder.GetStreamAsync(found[0], cancel);
            await stream.CopyToAsync(bytes, cancel);
        }
        catch (MessageNotFoundException)
        {
            // The running desk has taken it in and moved it since it was found.
            return null;
        }

        await RemoveAsync(folder, found, cancel);
        return bytes.ToArray();
    }

    // Only by UID: a plain EXPUNGE would take away what others have marked as deleted.
    private async Task RemoveAsync(IMailFolder folder, IList<UniqueId> found, CancellationToken cancel)
    {
        if (!fetching.Client.Capabilities.HasFlag(ImapCapabilities.UidPlus))
            return;

        await folder.AddFlagsAsync(found, MessageFlags.Deleted, silent: true, cancel);
        await folder.ExpungeAsync(found, cancel);
    }

    private async Task<byte[]?> FromDeskAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var key = MessageIds.Key(sent.MessageId);
        var hash = await db.IncomingMail.Where(m => m.MailboxId == mailboxId && m.MessageIdKey == key).Select(m => m.RawHash).FirstOrDefaultAsync(cancel);
        return hash is null ? null : await files.ReadAsync(db, hash, cancel);
    }

    private CheckStep JudgeForgery()
    {
        if (mailbox.Trust.AuthServIds.Length == 0)
            return CheckStep.Works("No server’s word is taken for a sender (Trust:AuthServIds is empty), so none can be forged; DKIM signatures are checked by the desk itself.");

        var trace = MailParser.Parse(came).Trace;
        if (Boundary.Believed(trace, mailbox.Trust).Any(field => field.Contains(sent.Mark, StringComparison.Ordinal)))
        {
            return CheckStep.Failed($"The receiving server let a forged “Authentication-Results: {mailbox.Trust.AuthServIds[0]}” through, and the desk would believe it: anybody could write in the name of your customers. "
                + "Make the server remove such fields from what comes in (RFC 8601, section 5), or take its name out of Trust:AuthServIds; then the desk checks DKIM itself.");
        }

        return trace.Any(field => !field.IsReceived && field.Value.Contains(sent.Mark, StringComparison.Ordinal))
            ? CheckStep.Works("A forged Authentication-Results came through, but the desk does not believe it: it stands below the fields of the receiving server.")
            : CheckStep.Works("A forged Authentication-Results was removed by the receiving server.");
    }
}
