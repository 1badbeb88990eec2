using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Files;
using SupportDesk.Mail.Matching;
using SupportDesk.Tickets;

namespace SupportDesk.Mail.Incoming;

/// <summary>Records messages that were read: what they make, that they came, and how far their mailbox was read, in one commit.</summary>
public sealed class Recorder(FileStore store, Matcher matcher, CheckMarks checks, DeskClock clock, IOptions<TicketOptions> times, IOptions<MailOptions> mail, UnprovedAcknowledgements unproved)
{
    private readonly PostFiles files = new(store);
    private readonly AgentMail agents = new(times.Value);

    /// <summary>Looks up what messages belong to and were known as, and changes nothing.</summary>
    internal async Task<LookedUp> LookUpAsync(DeskDb db, IReadOnlyList<Reading> readings, CancellationToken cancel) =>
        await LookUpAsync(db, readings, await KnownAsync(db, readings, cancel), cancel);

    /// <summary>Looks up and records what nobody works on beside it.</summary>
    internal async Task<IReadOnlyList<IntakeResult>> RecordAsync(DeskDb db, IReadOnlyList<Reading> readings, Cursor? cursor, CancellationToken cancel) =>
        await RecordAsync(await LookUpAsync(db, readings, cancel), cursor, cancel);

    /// <summary>Records in its place what was only set aside before; of two who try at once the second clashes.</summary>
    internal async Task<IntakeResult> RecordAgainAsync(DeskDb db, IncomingMail before, Reading reading, CancellationToken cancel)
    {
        db.IncomingMail.Remove(before);
        return (await RecordAsync(await LookUpAsync(db, [reading], [], cancel), null, cancel))[0];
    }

    /// <summary>Records what was looked up.</summary>
    /// <param name="cursor">Null where the source has none.</param>
    internal async Task<IReadOnlyList<IntakeResult>> RecordAsync(LookedUp found, Cursor? cursor, CancellationToken cancel)
    {
        try
        {
            return await SaveAsync(found, cursor, cancel);
        }
        finally
        {
            found.Breaker.Settle();
        }
    }

    private async Task<IReadOnlyList<IntakeResult>> SaveAsync(LookedUp found, Cursor? cursor, CancellationToken cancel)
    {
        var db = found.Db;
        await found.Foreseen.LoadTicketsAsync(db, found.Tickets, cancel);
        await found.Breaker.LoadTicketsAsync(found.Tickets, cancel);
        var taken = new Dictionary<Reading, (Taken Taken, Match Match)>(ReferenceEqualityComparer.Instance);
        foreach (var (reading, match, ticketId) in found.Work.OrderBy(w => w.TicketId))
            taken[reading] = (await TakeAsync(db, reading, match, ticketId, found.Foreseen, found.Breaker, cancel), match);

        await MoveAsync(db, found.Readings, cursor, cancel);
        CrashPoint.Reached("raw-stored");
        await db.CommitAsync(Act.Job, cancel);
        CrashPoint.Reached("recorded");
        return [.. found.Readings.Select(r => found.Known.TryGetValue(r, out var before) ? before : Result(r, taken[r].Taken, taken[r].Match))];
    }

    private async Task<LookedUp> LookUpAsync(DeskDb db, IReadOnlyList<Reading> readings, Dictionary<Reading, IntakeResult> known, CancellationToken cancel)
    {
        // Looking for changes at each question would compare the whole batch again; the commit does it.
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var foreseen = await Foreseen.LoadAsync(db, [.. readings.Where(r => !known.ContainsKey(r))], clock.Now, cancel);
        var breaker = new Breaker(db, mail.Value.Breaker, unproved, clock.Now)
        {
            UnprovedOpeners = readings.Count(r => r is { Verdict: Threads.Verdict.Unproved, Automatic: false, ForbidsAnswer: false }),
        };
        await breaker.LoadSendersAsync([.. readings.Select(r => r.FromKey).OfType<string>().Distinct().Where(foreseen.Senders.Knows)], cancel);
        var work = new List<(Reading Reading, Match Match, Guid? TicketId)>();
        foreach (var reading in readings.Where(r => !known.ContainsKey(r)))
        {
            var match = reading.Trouble is null ? await MatchAsync(db, reading, foreseen, breaker, cancel) : Match.None;
            work.Add((reading, match, match.Route is { Purpose: not (ReplyPurpose.Question or ReplyPurpose.Case or ReplyPurpose.Level or ReplyPurpose.Confirmation) } route ? route.ObjectId : match.TicketId));
        }

        return new(db, readings, known, foreseen, breaker, work);
    }

    private static IntakeResult Result(Reading reading, Taken taken, Match match) =>
        new(taken.Outcome, taken.Ticket?.Number, taken.Post?.Id, taken.Problem, false, Understood.Of(reading, match.By));

    private async Task<Match> MatchAsync(DeskDb db, Reading reading, Foreseen foreseen, Breaker breaker, CancellationToken cancel)
    {
        var sender = (await foreseen.Senders.FindAsync(reading.FromKey, cancel))?.Person.Id;
        var match = await matcher.FindAsync(db, reading.Mail, sender, reading.FromKey, tokens: !Matcher.CarriesToken(reading.Mail) || !breaker.IgnoresTokens(reading), foreseen.Messages, cancel);
        if (match.BadToken && reading.Raw.PastAt is null)
            breaker.GuessedToken(reading);
        return match;
    }

    private async Task<Taken> TakeAsync(DeskDb db, Reading reading, Match match, Guid? ticketId, Foreseen foreseen, Breaker breaker, CancellationToken cancel)
    {
        var at = reading.Raw.PastAt ?? clock.Now;
        await store.KeepAsync(db, reading.Raw.Bytes, clock.Now, cancel, foreseen.Hashes);
        if (reading.Trouble is null && await IsOursAsync(db, reading, foreseen, cancel))
            reading = reading with { Class = MailClass.Own };
        var taken = reading.Class == MailClass.Own
            ? new Taken(MailOutcome.Ignored, Problem: "It is a mail of the desk itself that came back.")
            : await IsCheckAsync(reading, cancel) ? new Taken(MailOutcome.Ignored, Problem: "It belongs to a test of the connection.")
            : await TakeAsync(new Taking(db, reading, foreseen.Mailboxes[reading.Raw.MailboxId], null!, match, [], breaker, foreseen.Senders, at, cancel), ticketId, foreseen);
        if (reading.Raw.PastAt is null)
            breaker.Came(reading.FromKey);
        db.IncomingMail.Add(Row(reading, match, taken, at));
        return taken;
    }

    // Known by what only our own mail has. From alone says nothing: forms, groups and colleagues write by our addresses too.
    private async Task<bool> IsOursAsync(DeskDb db, Reading reading, Foreseen foreseen, CancellationToken cancel) =>
        (reading.MessageIdKey is { } id && foreseen.WeWrote(id))
        || await matcher.CarriesOurTokenAsync(db, reading.Mail.MessageId, cancel)
        || (reading is { IsFromOwnAddress: true, Mail.ReplyTo: [var back] } && await matcher.CarriesOurTokenAsync(db, back.Address, cancel));

    // The mail that a test of the connection sends to the mailbox itself, or what a machine answers to it.
    private async Task<bool> IsCheckAsync(Reading reading, CancellationToken cancel) =>
        (reading is { Trouble: null, IsFromOwnAddress: true } && await checks.AreOursAsync([reading.Mail.MessageId], cancel))
        || (reading.Class is MailClass.Bounce or MailClass.Unclear or MailClass.AutoReply && await checks.AreOursAsync(reading.Mail.TokenCandidates, cancel));

    private async Task<Taken> TakeAsync(Taking mail, Guid? ticketId, Foreseen foreseen)
    {
        if (mail.Reading.Class == MailClass.Bounce)
            return mail.Reading.Raw.PastAt is null ? await BounceMail.TakeAsync(mail) : new(MailOutcome.Ignored, Problem: "A delivery report from before the desk changes nothing.");
        if (mail.Reading.MessageIdKey is { } id && foreseen.CameBefore(id) && await CopyMail.FindAsync(mail, store) is { } copy)
            return copy;

        mail = mail with { Sender = await foreseen.Senders.MeetAsync(mail.Reading, mail.Cancel), Files = await files.KeepAsync(mail.Db, mail.Reading, foreseen.Hashes, mail.At, mail.Cancel) };
        if (mail.Reading.Raw.PastAt is not null)
            return await PastMail.TakeAsync(mail, ticketId);

        return mail.Match.Route switch
        {
            { Purpose: ReplyPurpose.Agent or ReplyPurpose.AgentNote } route => await agents.TakeAsync(mail, route),
            { Purpose: ReplyPurpose.Outside } route => await OutsideMail.TakeAsync(mail, route),
            { Purpose: ReplyPurpose.Question } route => await CaseMail.AnswerAsync(mail, route),
            { Purpose: ReplyPurpose.Case } route => await ConsentMail.TakeAsync(mail, route),
            { Purpose: ReplyPurpose.Level or ReplyPurpose.Confirmation } route => await LevelMail.TakeAsync(mail, route),
            null when await PassedOnMail.TryTakeAsync(mail, r => files.KeepAsync(mail.Db, r, foreseen.Hashes, mail.At, mail.Cancel)) is { } passedOn => passedOn,
            null when mail is { Reading.Class: MailClass.Unclear, Match.Tie: Tie.Nothing } && await UnclearMail.TryJoinAsync(mail) is { } joined => joined,
            { Purpose: ReplyPurpose.Ticket } route when await ConsentMail.TryWithdrawAsync(mail, route.PersonId, route.ObjectId, null) is { } said => said,
            _ => await TicketMail.TakeAsync(mail, ticketId),
        };
    }

    private static IncomingMail Row(Reading reading, Match match, Taken taken, DateTimeOffset at) => new()
    {
        MailboxId = reading.Raw.MailboxId,
        UidValidity = reading.Raw.Position?.UidValidity,
        Uid = reading.Raw.Position is { UidValidity: not null } place ? place.Uid : null,
        RawHash = reading.Hash,
        MessageIdKey = reading.MessageIdKey,
        FromKey = reading.FromKey,
        At = at,
        Verdict = reading.Verdict,
        ProofReason = reading.ProofReason.Length > 0 ? Words.Cut(reading.ProofReason, 1000) : null,
        Signer = reading.Signer is { Length: <= 255 } signer ? signer : null,
        BadToken = match.BadToken,
        Class = reading.Class,
        Outcome = taken.Outcome,
        TicketId = taken.Ticket?.Id,
        PostId = taken.Post?.Id,
        CopyOfId = taken.CopyOfId,
        Problem = taken.Problem,
        Head = reading.Trouble is null ? MailHead.FromMail(reading.Mail) : null,
    };

    // The same bytes, or the same place in the same mailbox, were recorded before: twice is once.
    private static async Task<Dictionary<Reading, IntakeResult>> KnownAsync(DeskDb db, IReadOnlyList<Reading> readings, CancellationToken cancel)
    {
        var hashes = readings.Select(r => r.Hash).ToList();
        var uids = readings.Select(r => r.Raw.Position?.Uid).Where(uid => uid is not null).ToList();
        var mailboxes = readings.Select(r => r.Raw.MailboxId).Distinct().ToList();
        var rows = await db.IncomingMail.AsNoTracking().Where(m => mailboxes.Contains(m.MailboxId) && (hashes.Contains(m.RawHash) || uids.Contains(m.Uid)))
            .Select(m => new { m, Number = db.Tickets.Where(t => t.Id == m.TicketId).Select(t => (long?)t.Number).FirstOrDefault() }).ToListAsync(cancel);
        var known = new Dictionary<Reading, IntakeResult>(ReferenceEqualityComparer.Instance);
        var elsewhere = new List<MailPlace>();
        foreach (var reading in readings)
        {
            var place = reading.Raw.Position;
            var row = rows.Find(r => r.m.MailboxId == reading.Raw.MailboxId
                && (r.m.RawHash == reading.Hash || (place?.UidValidity is not null && r.m.Uid == place.Uid && r.m.UidValidity == place.UidValidity)));
            if (row is not null)
                known[reading] = new(row.m.Outcome, row.Number, row.m.PostId, row.m.Problem, true, null);
            if (row is not null && place?.UidValidity is { } validity && (row.m.UidValidity, row.m.Uid) != (validity, place.Uid))
                elsewhere.Add(new() { MailboxId = reading.Raw.MailboxId, UidValidity = validity, Uid = place.Uid });
        }

        await SeeAgainAsync(db, elsewhere, cancel);
        return known;
    }

    private static async Task SeeAgainAsync(DeskDb db, List<MailPlace> places, CancellationToken cancel)
    {
        if (places.Count == 0)
            return;

        var (mailboxes, uids) = (places.Select(p => p.MailboxId).Distinct().ToList(), places.Select(p => p.Uid).ToList());
        var noted = await db.MailPlaces.Where(p => mailboxes.Contains(p.MailboxId) && uids.Contains(p.Uid)).Select(p => new { p.MailboxId, p.UidValidity, p.Uid }).ToListAsync(cancel);
        db.MailPlaces.AddRange(places.ExceptBy(noted, p => new { p.MailboxId, p.UidValidity, p.Uid }));
    }

    private async Task MoveAsync(DeskDb db, IReadOnlyList<Reading> readings, Cursor? cursor, CancellationToken cancel)
    {
        if (cursor is null)
            return;

        if (cursor.Before is { } before)
            await before;
        var watch = await db.MailboxWatches.SingleAsync(w => w.MailboxId == cursor.Hold.MailboxId, cancel);
        if (watch.Fence != cursor.Hold.Fence)
            throw new WatchLostException();
        if (cursor.Before is not null)
            watch.ReadUpTo(readings.Max(r => r.Raw.Position!.Uid), readings.Max(r => r.Raw.PastAt ?? clock.Now));
    }
}
