using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Files;
using SupportDesk.Mail.Sending;

namespace SupportDesk.Mail.Checking;

/// <summary>
/// Tries a mailbox's settings step by step: name, port, TLS, sign-in, folder, sending, a mail to itself under an address with a tag that must
/// come back, and a forged proof on it that must not be believed. Changes nothing at the server but for its own mail.
/// </summary>
public sealed class MailboxCheck(IOptions<MailOptions> options, AccessTokens tokens, IDbContextFactory<DeskDb> databases, FileStore files, DeskClock clock)
{
    /// <summary>After this much real time it ends, whatever the servers do.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(80);

    /// <param name="mailbox">As <see cref="MailboxesAsTheyStand"/> gives it.</param>
    public async Task<IReadOnlyList<CheckStep>> RunAsync(MailboxNow mailbox, CancellationToken cancel)
    {
        if (mailbox.Settings is not { } settings)
            return [new("Settings", CheckState.Failed, $"No mailbox is called “{mailbox.Name}” in the configuration any more.")];

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Longest);
        var steps = new List<CheckStep>();
        var (reading, leaving) = (new CheckRun(steps, limit.Token), new CheckRun(steps, limit.Token));
        var sending = new SendingCheck(settings, options.Value.Outgoing, tokens, clock);
        if (settings.Imap is not { } imap)
        {
            await OtherSourceAsync(reading, settings);
            await sending.RunAsync(leaving);
            steps.Add(new("A mail to itself, with a tag", CheckState.NotChecked, "Only where the mailbox is read by IMAP."));
            return steps;
        }

        using var fetching = new FetchingCheck(imap, tokens, clock.RealNow);
        await fetching.RunAsync(reading);
        await sending.RunAsync(leaving);
        await new ReturnCheck(settings, mailbox.Id, sending, fetching, databases, files).RunAsync(reading.Stands ? leaving : reading);
        return steps;
    }

    private static Task OtherSourceAsync(CheckRun run, MailboxOptions settings) => run.StepAsync("Fetching", 5, _ => Task.FromResult(
        CheckStep.NotChecked($"Nothing is fetched for {settings.Address}: mail comes by the API or the mail room. To fetch it, name a server under Imap.")), failure => failure.Message);
}
