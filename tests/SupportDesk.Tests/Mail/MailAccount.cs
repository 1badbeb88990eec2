using Microsoft.EntityFrameworkCore;
using SupportDesk.Files;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.Threads;

namespace SupportDesk.Tests.Mail;

/// <summary>Holds a desk to its account: what came is a ticket, a post, held or listed, and each claim is true.</summary>
static class MailAccount
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="besides">Mails that came before these.</param>
    public static async Task ShouldAddUpAsync(MailDesk desk, IReadOnlyCollection<byte[]> messages, int besides = 0)
    {
        var hashes = messages.Select(m => Blob.HashOf(m)).ToHashSet();
        var rows = await desk.ReadAsync(db => db.IncomingMail.AsNoTracking().ToListAsync(Stop));
        var posts = await desk.ReadAsync(db => db.Posts.AsNoTracking().Select(p => new { p.Id, p.ThreadId, p.Position, p.State, p.Kind }).ToDictionaryAsync(p => p.Id, Stop));
        var threads = await desk.ReadAsync(db => db.Tickets.AsNoTracking().ToDictionaryAsync(t => t.Id, t => t.ThreadId, Stop));
        var listed = await ListedAsync(desk);

        rows.Select(r => r.RawHash).Order().ShouldBe(rows.Select(r => r.RawHash).Distinct().Order());
        hashes.Except(rows.Select(r => r.RawHash)).ShouldBeEmpty();
        rows.Count.ShouldBe(hashes.Count + besides);
        foreach (var row in rows)
        {
            listed.ContainsKey(row.Id).ShouldBe(row.PostId is null, row.Problem);
            if (row.PostId is not { } id)
            {
                listed[row.Id].Why.ShouldNotBeNullOrWhiteSpace();
                continue;
            }

            var post = posts[id];
            threads[row.TicketId!.Value].ShouldBe(post.ThreadId);
            if (row.Outcome is MailOutcome.NewTicket or MailOutcome.SetAside)
                post.Position.ShouldBe(1);
            (post.State == PostState.Held).ShouldBe(row.Outcome == MailOutcome.Held);
        }

        var days = await desk.ReadAsync(db => db.MailDaysAsync(NoTicketMailTests.Moderator, DateOnly.FromDateTime(desk.Database.Clock.Now.UtcDateTime), 2, TimeZoneInfo.Utc, Stop));
        days.Sum(d => d.Came).ShouldBe(rows.Count);
        days.ShouldAllBe(d => d.Came == d.Tickets + d.Posts + d.Held + d.Listed);
        days.Sum(d => d.Listed).ShouldBe(listed.Count);
    }

    // As somebody who pages through the whole list.
    static async Task<Dictionary<long, NoTicketRow>> ListedAsync(MailDesk desk)
    {
        var all = new Dictionary<long, NoTicketRow>();
        long? before = null;
        while (await desk.ReadAsync(db => db.ListNoTicketAsync(NoTicketMailTests.Moderator, null, null, before, Stop)) is { Count: > 0 } rows)
        {
            foreach (var row in rows)
                all.Add(row.Id, row);
            before = rows[^1].Id;
        }

        return all;
    }
}
