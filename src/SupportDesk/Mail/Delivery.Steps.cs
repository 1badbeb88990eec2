using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail.Sending;

namespace SupportDesk.Mail;

/// <summary>The two ends of one mail's delivery: writing it, and noting what became of it.</summary>
public sealed partial class Delivery
{
    /// <summary>The bytes to send: those kept before, else checked for the last time, written and kept now.</summary>
    /// <returns>Null if it is no longer ours, was called off, or waits.</returns>
    private Task<Letter?> PrepareAsync(Claim claim, IReadOnlyList<Claim> held, CancellationToken cancel) => databases.RunAsync<Letter?>(async db =>
    {
        if (await HeldRowAsync(db, claim, cancel) is not { } row)
            return null;

        if (row.BodyHash is null && await LastCheck.AgainstAsync(db, row, clock.Now, cancel) is { } reason)
        {
            row.CallOff(reason, clock.Now);
            await db.CommitAsync(Act.Job, cancel);
            Log.CalledOff(log, row.Id, reason);
            return null;
        }

        if ((row.BodyHash is null && await bundling.TakeAsync(db, row, held, cancel)) || Waits(row))
        {
            await db.CommitAsync(Act.Job, cancel);
            return null;
        }

        byte[] mime;
        if (row.BodyHash is null)
        {
            mime = await writer.WriteAsync(db, row, cancel);
            row.Write(await files.KeepAsync(db, mime, clock.Now, cancel));
            await db.CommitAsync(Act.Job, cancel);
        }
        else
        {
            mime = await files.ReadAsync(db, row.BodyHash, cancel);
            if (row.MayHaveLeft)
                await AgainAsync(db, row, cancel);
        }

        return Letter.Of(row, mime);
    }, cancel);

    private bool Waits(OutboxMail row)
    {
        if (pace.Take(row.Address) is not { } wait)
            return false;

        row.Wait(clock.Now + wait);
        return true;
    }

    private async Task AgainAsync(DeskDb db, OutboxMail row, CancellationToken cancel)
    {
        row.Repeat();
        if (row.ObjectKind == ObjectKind.Ticket && await db.Tickets.FindAsync([row.ObjectId], cancel) is { } ticket)
            ticket.NoteMaybeSentTwice(row.Id, Actor.System(Via.Job), clock.Now);
        await db.CommitAsync(Act.Job, cancel);
        Log.Again(log, row.Id);
    }

    private async Task NoteAsync(Claim claim, SendAnswer answer, CancellationToken cancel)
    {
        if (answer.Result == SendResult.Accepted)
            await ChangeAsync(claim, row => row.Sent(clock.Now), CancellationToken.None);
        else if (answer.Result == SendResult.RefusedForGood)
            await FailAsync(claim, answer.Words, CancellationToken.None);
        else if (await WaitAsync(claim, answer.Result, cancel) is { } wait)
            await PutOffAsync(claim, answer, clock.Now + wait);
        else
            await FailAsync(claim, $"Given up after {options.Value.Outgoing.GiveUpAfterDays} days: {answer.Words}", CancellationToken.None);
    }

    /// <summary>How long to wait before the next try, or null when the time is over.</summary>
    private async Task<TimeSpan?> WaitAsync(Claim claim, SendResult result, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await HeldRowAsync(db, claim, cancel) is not { } row)
            return TimeSpan.Zero;

        var giveUpAfter = TimeSpan.FromDays(options.Value.Outgoing.GiveUpAfterDays);
        if (result != SendResult.Unreachable)
            return Backoff.After(Math.Max(row.Attempts, 1), giveUpAfter);

        var owedFor = clock.Now - row.At;
        return owedFor > giveUpAfter ? null : Backoff.Unreachable(owedFor);
    }

    private async Task PutOffAsync(Claim claim, SendAnswer answer, DateTimeOffset until)
    {
        await ChangeAsync(claim, row => row.PutOff(answer, until), CancellationToken.None);
        Log.PutOff(log, claim.Id, until, answer.Words);
    }

    private async Task FailAsync(Claim claim, string reason, CancellationToken cancel)
    {
        await databases.RunAsync(async db =>
        {
            if (await HeldRowAsync(db, claim, cancel) is not { } row)
                return false;

            row.Fail(reason, clock.Now);
            if (row.ObjectKind == ObjectKind.Ticket && await db.Tickets.FindAsync([row.ObjectId], cancel) is { } ticket)
                ticket.NoteMailFailed(row.Id, Actor.System(Via.Job), clock.Now);
            await db.CommitAsync(Act.Job, cancel);
            return true;
        }, cancel);
        Log.Failed(log, claim.Id, reason);
    }
}
