using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Files;
using SupportDesk.Mail.Authenticity;
using SupportDesk.Mail.Sending;
using SupportDesk.Mail.Sources;

namespace SupportDesk.Mail.Checking;

/// <summary>
/// Tries a mailbox's settings step by step: name, port, TLS, sign-in, folder, sending, a mail to itself under an address with a tag that must
/// come back, whether the proof that the receiving server wrote on it is believed, and a forged proof that must not be. Changes nothing at the server but for its own mail.
/// </summary>
public sealed class MailboxCheck(
    IOptions<MailOptions> options, AccessTokens tokens, CheckMarks marks, SenderCheck senders, IDbContextFactory<DeskDb> databases, FileStore files, DeskClock clock)
{
    /// <summary>Seconds that the servers have for all their answers together, up to the mail that is sent: whoever is silent costs no more.</summary>
    public const int ForServers = 8;

    /// <param name="mailbox">As <see cref="MailboxesAsTheyStand"/> gives it.</param>
    /// <returns>Each step twice: when it begins (<see cref="CheckState.Running"/>), and what it found; one that is not tried, once.</returns>
    public async IAsyncEnumerable<CheckStep> RunAsync(MailboxNow mailbox, [EnumeratorCancellation] CancellationToken cancel)
    {
        var told = Channel.CreateUnbounded<CheckStep>();
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var work = TellAsync(mailbox, told.Writer, left.Token);
        try
        {
            await foreach (var step in told.Reader.ReadAllAsync(cancel))
                yield return step;
        }
        finally
        {
            await left.CancelAsync();
            await work;
        }
    }

    private async Task TellAsync(MailboxNow mailbox, ChannelWriter<CheckStep> told, CancellationToken cancel)
    {
        try
        {
            if (mailbox.Settings is { } settings)
                await RunAsync(settings, mailbox.Id, told, cancel);
            else
                told.TryWrite(new("Settings", CheckState.Failed, $"No mailbox is called “{mailbox.Name}” in the configuration any more."));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            told.TryWrite(new("The test itself", CheckState.Failed, ImapFailure.OfTheDesk(failure)));
        }
        finally
        {
            told.Complete();
        }
    }

    private async Task RunAsync(MailboxOptions settings, Guid id, ChannelWriter<CheckStep> told, CancellationToken cancel)
    {
        using var time = new CheckTime(ForServers, cancel);
        var (reading, leaving) = (new CheckRun(told), new CheckRun(told));
        var sending = new SendingCheck(settings, options.Value.Outgoing, tokens, await marks.CreateAsync(cancel), clock);
        var sent = sending.StartAsync(time);
        if (settings.Imap is not { } imap)
        {
            await OtherSourceAsync(reading, settings, time);
            await leaving.StepAsync(SendingCheck.Name, time, _ => sent, failure => failure.Message);
            told.TryWrite(new(ReturnCheck.Name, CheckState.NotChecked, "Only where the mailbox is read by IMAP."));
            return;
        }

        using var fetching = new FetchingCheck(imap, tokens, clock.RealNow);
        await fetching.RunAsync(reading, time);
        await leaving.StepAsync(SendingCheck.Name, time, _ => sent, failure => failure.Message);
        var proof = new ProofCheck(settings, id, sending.Mark, senders);
        await new ReturnCheck(id, sending, fetching, proof, databases, files).RunAsync(reading.Stands ? leaving : reading, cancel);
    }

    private static Task OtherSourceAsync(CheckRun run, MailboxOptions settings, CheckTime time) => run.StepAsync("Fetching", time, _ => Task.FromResult(
        CheckStep.NotChecked($"Nothing is fetched for {settings.Address}: mail comes by the API or the mail room. To fetch it, name a server under Imap.")), failure => failure.Message);
}
