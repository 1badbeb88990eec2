using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail.Sending;
using SupportDesk.Tickets;

namespace SupportDesk.Mail;

/// <summary>The two ends of one mail's delivery: writing it, and noting what became of it.</summary>
public sealed partial class Delivery
{
    /// <summary>The bytes to send: checked and rendered anew at each try, and the same bytes as before only where a server may have them.</summary>
    /// <returns>Null if it is no longer ours, was called off, or waits.</returns>
    private Task<Letter?> PrepareAsync(Claim claim, IReadOnlyList<Claim> held, CancellationToken cancel) => databases.RunAsync<Letter?>(async db =>
    {
        if (await HeldRowAsync(db, claim, cancel) is not { } row)
            return null;

        row.FindUnanswered();
        var trimmed = row.Kind == MailKind.Bundle && await bundling.TrimAsync(db, row, cancel);
        if (await AgainstAsync(db, row, cancel) is { } reason)
            await CallOffAsync(db, row, reason, cancel);
        else if ((!row.MayHaveLeft && await bundling.TakeAsync(db, row, held, cancel)) || Waits(row))
            await db.CommitAsync(Act.Job, cancel);
        else if (row is { MayHaveLeft: true, BodyHash: not null } && !trimmed && await QuotedPassage.AllAllowedAsync(db, row, cancel))
            return Letter.Of(row, await AgainAsync(db, row, cancel), []);
        else
            return await WriteAsync(db, row, cancel);
        return null;
    }, cancel);

    private Task<string?> AgainstAsync(DeskDb db, OutboxMail row, CancellationToken cancel) =>
        row.Kind == MailKind.Bundle ? bundling.AgainstAsync(db, row, cancel) : LastCheck.AgainstAsync(db, row, clock.Now, cancel);

    private bool Waits(OutboxMail row)
    {
        if (pace.Take(row.Address) is not { } wait)
            return false;

        row.Wait(clock.Now + wait);
        return true;
    }

    private async Task CallOffAsync(DeskDb db, OutboxMail row, string reason, CancellationToken cancel)
    {
        if (row.MayHaveLeft)
            await SayAsync(db, row, (ticket, by) => ticket.NoteEarlierCopy(row.Id, by, clock.Now), (escalation, by) => escalation.NoteEarlierCopy(row.Id, by, clock.Now), cancel);
        row.CallOff(reason, clock.Now);
        await MailAftermath.OfCallingOffAsync(db, row, clock.Now, cancel);
        await db.CommitAsync(Act.Job, cancel);
        Log.CalledOff(log, row.Id, reason);
    }

    private async Task<Letter> WriteAsync(DeskDb db, OutboxMail row, CancellationToken cancel)
    {
        if (row.MayHaveLeft)
        {
            row.Repeat();
            await SayAsync(db, row, (ticket, by) => ticket.NoteEarlierCopy(row.Id, by, clock.Now), (escalation, by) => escalation.NoteEarlierCopy(row.Id, by, clock.Now), cancel);
        }

        var rendered = row.Kind == MailKind.Bundle
            ? await writer.WriteAsync(db, row, await Bundling.PartsAsync(db, row, cancel), cancel)
            : await writer.WriteAsync(db, row, cancel);
        row.Write(await files.KeepAsync(db, rendered.Mime, clock.Now, cancel), rendered.Quotes);
        var links = db.ChangeTracker.Entries<Link>().Where(e => e.State == EntityState.Added).Select(e => e.Entity.Id).ToList();
        await db.CommitAsync(Act.Job, cancel);
        return Letter.Of(row, rendered.Mime, links);
    }

    /// <summary>Removes the links of bytes that nobody can have: the next try makes its own.</summary>
    private async Task RemoveLinksAsync(Letter letter)
    {
        if (letter.Links.Count == 0)
            return;

        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        await db.Links.Where(l => letter.Links.Contains(l.Id)).ExecuteDeleteAsync(CancellationToken.None);
    }

    private async Task<byte[]> AgainAsync(DeskDb db, OutboxMail row, CancellationToken cancel)
    {
        row.Repeat();
        await SayAsync(db, row, (ticket, by) => ticket.NoteMaybeSentTwice(row.Id, by, clock.Now), (escalation, by) => escalation.NoteMaybeSentTwice(row.Id, by, clock.Now), cancel);
        await db.CommitAsync(Act.Job, cancel);
        Log.Again(log, row.Id);
        return await files.ReadAsync(db, row.BodyHash!, cancel);
    }

    /// <summary>Says on the ticket or the case that a mail is about what happened to it.</summary>
    private static async Task SayAsync(DeskDb db, OutboxMail row, Action<Ticket, Actor> onTicket, Action<Escalation, Actor> onCase, CancellationToken cancel)
    {
        var by = Actor.System(Via.Job);
        if (row.ObjectKind == ObjectKind.Ticket && await db.Tickets.FindAsync([row.ObjectId], cancel) is { } ticket)
            onTicket(ticket, by);
        else if (row.ObjectKind == ObjectKind.Escalation && await db.Escalations.FindAsync([row.ObjectId], cancel) is { } escalation)
            onCase(escalation, by);
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

        // Our own server's silence is not the mail's doing: it is never given up for that.
        return result == SendResult.Unreachable
            ? Backoff.Unreachable(clock.Now - row.At)
            : Backoff.After(Math.Max(row.Attempts, 1), TimeSpan.FromDays(options.Value.Outgoing.GiveUpAfterDays));
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
            await MailAftermath.OfFailureAsync(db, row, clock.Now, cancel);
            await db.CommitAsync(Act.Job, cancel);
            return true;
        }, cancel);
        Log.Failed(log, claim.Id, reason);
    }
}
