using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Files;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Mail.Checking;

/// <summary>Whether the mail of the check comes back, whether its proof is believed, and what the receiving server made of the proof that was forged on it.</summary>
internal sealed class ReturnCheck(Guid mailboxId, SendingCheck sent, FetchingCheck fetching, ProofCheck proof, IDbContextFactory<DeskDb> databases, FileStore files)
{
    public const string Name = "A mail to itself, with a tag";
    private const int WaitSeconds = 20;
    private const int AnswerSeconds = 5;
    private const int JudgeSeconds = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    private byte[] came = [];

    public async Task RunAsync(CheckRun run, CancellationToken cancel)
    {
        using (var wait = new CheckTime(WaitSeconds, cancel))
            await run.StepAsync(Name, wait, WaitAsync, NotBack);
        using var judging = new CheckTime(JudgeSeconds, cancel);
        await run.StepAsync("A proof of its sender", judging, stop => proof.JudgeAsync(came, stop), failure => failure.Message);
        await run.StepAsync("A forged proof", judging, _ => Task.FromResult(proof.JudgeForgery(came)), failure => failure.Message);
    }

    private string NotBack(Exception failure) => failure is TimeoutException
        ? $"The mail to {sent.To} did not come back. Look into the folder for spam; if it bounced, the server knows no addresses with a tag: set ReplyTo to a shape that it delivers here, for instance by a catch-all."
        : $"Looking for it failed: {failure.Message}";

    private async Task<CheckStep> WaitAsync(CancellationToken cancel)
    {
        while (true)
        {
            if (await AnsweredAsync(FromServerAsync, cancel) is { } lies)
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

    // A server that falls silent here must not cost all the time that the mail may take.
    private static async Task<byte[]?> AnsweredAsync(Func<CancellationToken, Task<byte[]?>> ask, CancellationToken cancel)
    {
        using var answer = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        answer.CancelAfter(TimeSpan.FromSeconds(AnswerSeconds));
        try
        {
            return await ask(answer.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new IOException($"the server did not answer within {AnswerSeconds} seconds.");
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
}
