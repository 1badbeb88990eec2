using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Mail.Incoming;

/// <summary>
/// Stops loops and storms of programs that do not say that they are programs (threats T19, T20), for one commit. It counts what was recorded
/// and what we sent, so it knows after a restart what it knew before, and lets go by itself as time passes.
/// </summary>
/// <param name="unproved">The limit of acknowledgements to senders whom nothing proves.</param>
internal sealed class Breaker(DeskDb db, BreakerOptions limits, UnprovedAcknowledgements unproved, DateTimeOffset now)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(10);

    private readonly Dictionary<(string Kind, string Key), int> before = [];
    private readonly Dictionary<(string Kind, string Key), int> here = [];
    private int promised = -1;
    private int used;

    /// <summary>Asks once for what is known of several senders; who is not among them is new to the desk.</summary>
    public async Task LoadSendersAsync(IReadOnlyCollection<string> fromKeys, CancellationToken cancel)
    {
        foreach (var key in fromKeys)
            (before[("mail", key)], before[("acknowledged1", key)], before[("acknowledged24", key)], before[("token", $"{key} True")], before[("token", $"{key} False")]) = (0, 0, 0, 0, 0);
        if (fromKeys.Count == 0)
            return;

        var (hour, day) = (now.AddHours(-1), now.AddDays(-1));
        var came = await db.IncomingMail.Where(m => m.FromKey != null && fromKeys.Contains(m.FromKey) && m.At > hour)
            .GroupBy(m => new { Key = m.FromKey!, m.BadToken, Proved = m.Verdict == Verdict.Proved }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        foreach (var group in came)
        {
            before[("mail", group.Key.Key)] += group.Count;
            if (group.Key.BadToken)
                before[("token", $"{group.Key.Key} {group.Key.Proved}")] += group.Count;
        }

        var sent = await db.Outbox.Where(m => fromKeys.Contains(m.AddressKey) && m.Kind == MailKind.Acknowledgement && m.At > day && m.CancelledAt == null).Select(m => new { m.AddressKey, m.At }).ToListAsync(cancel);
        foreach (var mail in sent)
        {
            before[("acknowledged24", mail.AddressKey)]++;
            before[("acknowledged1", mail.AddressKey)] += mail.At > hour ? 1 : 0;
        }
    }

    /// <summary>Asks once for the notices about several tickets.</summary>
    public async Task LoadTicketsAsync(IReadOnlyCollection<Guid> tickets, CancellationToken cancel)
    {
        foreach (var id in tickets)
            before[("notice", $"{id:N}")] = 0;
        if (tickets.Count == 0)
            return;

        var since = now - Moment;
        foreach (var id in await db.Outbox.Where(m => tickets.Contains(m.ObjectId) && m.Kind == MailKind.NewReply && m.At > since).Select(m => m.ObjectId).ToListAsync(cancel))
            before[("notice", $"{id:N}")]++;
    }

    /// <summary>A mail of this sender is about to be recorded.</summary>
    public void Came(string? fromKey)
    {
        if (fromKey is not null)
            Add("mail", fromKey);
    }

    /// <summary>A new ticket's acknowledgement: per sender, and quiet while one storms.</summary>
    /// <returns>True if nothing may be answered; else one more is counted.</returns>
    public bool HoldsAcknowledgement(string? fromKey)
    {
        if (fromKey is null)
            return false;
        if (IsStorm(fromKey) || Count("acknowledged", fromKey, "1") >= limits.AcknowledgementsAnHour || Count("acknowledged", fromKey, "24") >= limits.AcknowledgementsADay)
            return true;

        Add("acknowledged", fromKey);
        return false;
    }

    /// <summary>How many mails of this commit may open tickets of senders whom nothing proves.</summary>
    public int UnprovedOpeners { get; set; } = 1;

    /// <summary>How many of their acknowledgements leave within an hour.</summary>
    public int MostUnproved => unproved.PerHour;

    /// <summary>Whether one more acknowledgement may go to a sender whom nothing proves; it is counted then.</summary>
    public async Task<bool> MayAcknowledgeUnprovedAsync(CancellationToken cancel)
    {
        if (promised < 0)
            promised = await unproved.PromiseAsync(db, Math.Max(1, UnprovedOpeners), now, cancel);
        return used++ < promised;
    }

    /// <summary>The commit has ended: what it owes is rows now, or nothing.</summary>
    public void Settle()
    {
        if (promised > 0)
            unproved.Settle(promised);
        promised = -1;
    }

    /// <summary>A notice to the assignee about a post: per ticket, and quiet while its sender storms.</summary>
    public bool HoldsNotice(string? fromKey, Ticket ticket)
    {
        if (ticket.AssigneeId is null)
            return false;
        if (Count("notice", $"{ticket.Id:N}") >= limits.NoticesInTenMinutes || (fromKey is not null && IsStorm(fromKey)))
            return true;

        Add("notice", $"{ticket.Id:N}");
        return false;
    }

    /// <summary>Whether somebody's own answers to one ticket come as fast as only programs write.</summary>
    public async Task<bool> AnswersLikeAProgramAsync(string? fromKey, Ticket ticket, CancellationToken cancel)
    {
        var since = now - Moment;
        var key = $"{ticket.Id:N} {fromKey}";
        if (await CountAsync("answer", key, () => db.IncomingMail.CountAsync(m => m.FromKey == fromKey && m.At > since && m.TicketId == ticket.Id, cancel)) >= limits.NoticesInTenMinutes)
            return true;

        Add("answer", key);
        return false;
    }

    /// <summary>Whether this sender's tokens are not looked at for now. Proved senders and mere claims to be them are counted apart, so that nobody locks out another.</summary>
    public bool IgnoresTokens(Reading reading) => Count("token", $"{reading.FromKey} {reading.Verdict == Verdict.Proved}") >= limits.BadTokensAnHour;

    public void GuessedToken(Reading reading) => Add("token", $"{reading.FromKey} {reading.Verdict == Verdict.Proved}");

    /// <summary>Says it on the ticket, once an hour.</summary>
    public async Task SayAsync(Ticket ticket, CancellationToken cancel)
    {
        var since = now - TimeSpan.FromHours(1);
        if (await CountAsync("said", $"{ticket.Id:N}", () => db.Events.CountAsync(e => e.ObjectId == ticket.Id && e.Kind == EventKind.AnswersStopped && e.At > since, cancel)) > 0)
            return;

        Add("said", $"{ticket.Id:N}");
        ticket.StopAnswers(Actor.System(Via.Mail), now);
    }

    private bool IsStorm(string fromKey) => Count("mail", fromKey) >= limits.MailsAnHour;

    // What the database knew when the commit began, and what this commit adds to it.
    private int Count(string kind, string key, string within = "") => before.GetValueOrDefault((kind + within, key)) + here.GetValueOrDefault((kind, key));

    private async Task<int> CountAsync(string kind, string key, Func<Task<int>> count)
    {
        if (!before.ContainsKey((kind, key)))
            before[(kind, key)] = await count();
        return Count(kind, key);
    }

    private void Add(string kind, string key) => here[(kind, key)] = here.GetValueOrDefault((kind, key)) + 1;
}
