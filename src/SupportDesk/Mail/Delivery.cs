using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Files;
using SupportDesk.Mail.Sending;
using SupportDesk.Notifications.Rendering;

namespace SupportDesk.Mail;

/// <summary>Sends what the outbox owes. Safe to run several times at once and to be killed anywhere: the rows say how far each mail has come.</summary>
public sealed partial class Delivery(
    IDbContextFactory<DeskDb> databases, OutboxClaims claims, Bundling bundling, MailWriter writer, FileStore files, IMailSender sender, SendingPace pace,
    MailAftermath aftermath, DeskClock clock, IOptions<MailOptions> options, ILogger<Delivery> log)
{
    private const int MostRounds = 5;

    /// <summary>Sends until nothing is due.</summary>
    /// <returns>How many mails were dealt with: sent, put off, failed or called off.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var done = 0;
        while (!cancel.IsCancellationRequested)
        {
            await using var held = await claims.TakeAsync(cancel);
            if (held.Rows.Count == 0)
                break;

            CrashPoint.Reached("claimed");
            SendAnswer? down = null;
            foreach (var claim in held.Rows)
            {
                if (cancel.IsCancellationRequested)
                    break;
                down = await OneAsync(claim, held.Rows, down, cancel);
                held.Finish(claim);
                done++;
            }
        }

        if (done > 0)
            await aftermath.OfAllAsync(cancel);
        return done;
    }

    /// <returns>The answer if no server could be spoken to: the rest of the batch need not try.</returns>
    private async Task<SendAnswer?> OneAsync(Claim claim, IReadOnlyList<Claim> held, SendAnswer? down, CancellationToken cancel)
    {
        try
        {
            var answer = down ?? await TryAsync(claim, held, cancel);
            if (answer is not null)
            {
                await NoteAsync(claim, answer, cancel);
                await aftermath.OfAnswerAsync(claim, answer, CancellationToken.None);
            }

            return answer?.Result == SendResult.Unreachable ? answer : null;
        }
        catch (ClashException)
        {
            Log.Lost(log, claim.Id); // Another worker holds it now.
            return down;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.Broken(log, claim.Id, failure);
            await ChangeAsync(claim, row => row.Try(), cancel);
            await NoteAsync(claim, new(SendResult.RefusedForNow, "The mail could not be written; the log says why."), cancel);
            return down;
        }
    }

    /// <summary>Renders it and hands it over; anew where something changed before its first byte left.</summary>
    /// <returns>Null if it is not to be sent now.</returns>
    private async Task<SendAnswer?> TryAsync(Claim claim, IReadOnlyList<Claim> held, CancellationToken cancel)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            if (await PrepareAsync(claim, held, cancel) is not { } letter)
                return null;

            CrashPoint.Reached("rendered");
            var answer = await sender.SendAsync(letter.From, letter.To, letter.Mime, () => LeaveAsync(claim, cancel), cancel);
            if (answer.Result == SendResult.Accepted)
                CrashPoint.Reached("after-smtp");
            if (answer.Result is not (SendResult.Accepted or SendResult.Unknown))
                await RemoveLinksAsync(letter);
            if (answer.Result != SendResult.NotStarted)
                return answer;
        }

        await ChangeAsync(claim, row => row.Wait(clock.Now + TimeSpan.FromMinutes(1)), cancel);
        return null;
    }

    /// <summary>
    /// The last moment before the mail's bytes go to the server. The start is saved first and everything is checked after it: whatever was narrowed before the start
    /// is seen here, and whatever is narrowed later finds a mail that was already leaving.
    /// </summary>
    /// <returns>False: nothing may be handed over.</returns>
    private async Task<bool> LeaveAsync(Claim claim, CancellationToken cancel)
    {
        if (!await ChangeAsync(claim, row => row.Start(clock.Now), cancel))
            return false;

        CrashPoint.Reached("before-smtp");
        return await databases.RunAsync(async db =>
        {
            if (await HeldRowAsync(db, claim, cancel) is not { } row)
                return false;
            if (await AgainstAsync(db, row, cancel) is null && await QuotedPassage.AllAllowedAsync(db, row, cancel))
                return true;

            row.StayHere();
            await db.CommitAsync(Act.Job, cancel);
            return false;
        }, cancel);
    }

    /// <summary>Changes the row if it is still ours; the fence is the row's concurrency token, so that a lost lease saves nothing.</summary>
    private async Task<bool> ChangeAsync(Claim claim, Action<OutboxMail> change, CancellationToken cancel) =>
        await databases.RunAsync(async db =>
        {
            if (await HeldRowAsync(db, claim, cancel) is not { } row)
                return false;

            change(row);
            await db.CommitAsync(Act.Job, cancel);
            return true;
        }, cancel);

    private static Task<OutboxMail?> HeldRowAsync(DeskDb db, Claim claim, CancellationToken cancel) =>
        db.Outbox.SingleOrDefaultAsync(m => m.Id == claim.Id && m.Fence == claim.Fence && m.SentAt == null && m.FailedAt == null && m.CancelledAt == null, cancel);

    private static partial class Log
    {
        [LoggerMessage(40, LogLevel.Warning, "Mail {Id}: another worker took it over")]
        public static partial void Lost(ILogger log, long id);

        [LoggerMessage(41, LogLevel.Error, "Mail {Id} could not be prepared")]
        public static partial void Broken(ILogger log, long id, Exception failure);

        [LoggerMessage(42, LogLevel.Warning, "Mail {Id} was put off to {Until}: {Reason}")]
        public static partial void PutOff(ILogger log, long id, DateTimeOffset until, string reason);

        [LoggerMessage(43, LogLevel.Error, "Mail {Id} has failed: {Reason}")]
        public static partial void Failed(ILogger log, long id, string reason);

        [LoggerMessage(44, LogLevel.Warning, "Mail {Id} may have been sent before; the same bytes go again")]
        public static partial void Again(ILogger log, long id);

        [LoggerMessage(45, LogLevel.Information, "Mail {Id} was called off: {Reason}")]
        public static partial void CalledOff(ILogger log, long id, string reason);
    }
}
