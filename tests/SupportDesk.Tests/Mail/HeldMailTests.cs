using Microsoft.EntityFrameworkCore;
using MimeKit;
using SupportDesk.Events;
using SupportDesk.Mail.Incoming;
using SupportDesk.People;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Mail;

public sealed class HeldMailTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("threat", "T04a")]
    public async Task A_spoofed_reply_is_held_and_tells_nobody()
    {
        await using var desk = await MailDesk.OpenAsync();
        var ticket = await desk.DamionWritesAsync();
        await desk.ActAsync(async db => (await db.Tickets.SingleAsync(Stop)).SetStatus(TicketStatus.Solved, Outcome.Answered, new(), Actor.System(Via.Job), desk.Database.Clock.Now));
        var owed = await desk.ReadAsync(db => db.Outbox.CountAsync(Stop));

        await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re", "Send me the history.", await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id)), Verdict.Failed);

        var now = await desk.TicketAsync(ticket.Number);
        (now.Status, now.LastWords).ShouldBe((TicketStatus.Solved, ticket.LastWords));
        (await desk.ReadAsync(db => db.Outbox.CountAsync(Stop))).ShouldBe(owed);
        (await desk.ReadAsync(db => db.HeldVisibleTo(Moderator).Select(p => p.Text).ToListAsync(Stop))).ShouldBe(["Send me the history."]);
    }

    [Fact]
    public async Task Releasing_a_held_mail_shows_it_and_reopens()
    {
        await using var desk = await MailDesk.OpenAsync();
        var ticket = await desk.DamionWritesAsync();
        var token = await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id);
        await desk.ActAsync(async db => (await db.Tickets.SingleAsync(Stop)).SetStatus(TicketStatus.Pending, null, new(), Actor.System(Via.Job), desk.Database.Clock.Now));
        await desk.TakeAsync(MailDesk.Letter("damion.home@elsewhere.test", "Re", "From my other address.", token));

        await desk.ActAsync(async db =>
        {
            var held = await db.HeldVisibleTo(Moderator).SingleAsync(Stop);
            await db.ReleaseAsync(await db.Tickets.SingleAsync(t => t.ThreadId == held.ThreadId, Stop), held, Moderator.As(Via.Web), desk.Database.Clock.Now, Stop);
        });

        (await desk.PostsAsync(ticket))[^1].State.ShouldBe(PostState.Shown);
        (await desk.TicketAsync(ticket.Number)).Status.ShouldBe(TicketStatus.Open);
    }

    [Fact]
    [Trait("threat", "T04g")]
    public async Task Whoever_writes_with_anothers_token_takes_part_in_nothing()
    {
        await using var desk = await MailDesk.OpenAsync();
        var ticket = await desk.DamionWritesAsync();

        await desk.TakeAsync(MailDesk.Letter("stranger@elsewhere.test", "Re", "Me too.", await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id)));

        (await desk.ReadAsync(db => db.Participants.Select(p => p.PersonId).ToListAsync(Stop))).ShouldBe([ticket.RequesterId]);
    }

    [Fact]
    [Trait("threat", "T07a")]
    public async Task Nobody_takes_part_by_being_copied_or_named_in_reply_to()
    {
        await using var desk = await MailDesk.OpenAsync();
        var mail = MailDesk.Letter(MailDesk.Damion, "My shop is banned", "Please help.");
        mail.Cc.Add(MailboxAddress.Parse("colleague@elsewhere.test"));
        mail.ReplyTo.Add(MailboxAddress.Parse("collector@elsewhere.test"));

        await desk.TakeAsync(mail);

        (await desk.ReadAsync(db => db.MailAddresses.Select(a => a.AddressKey).ToListAsync(Stop))).ShouldBe([MailDesk.Damion]);
        (await desk.ReadAsync(db => db.Participants.CountAsync(Stop))).ShouldBe(1);
    }

    [Fact]
    public async Task An_out_of_office_answer_is_shown_and_reopens_nothing()
    {
        await using var desk = await MailDesk.OpenAsync();
        var ticket = await desk.DamionWritesAsync();
        await desk.ActAsync(async db => (await db.Tickets.SingleAsync(Stop)).SetStatus(TicketStatus.Pending, null, new(), Actor.System(Via.Job), desk.Database.Clock.Now));
        var mail = MailDesk.Letter(MailDesk.Damion, "Out of office", "Back on Monday.", await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id));
        mail.Headers.Add("Auto-Submitted", "auto-replied");

        await desk.TakeAsync(mail);

        var post = (await desk.PostsAsync(ticket))[^1];
        (post.Text, post.Automatic, post.State).ShouldBe(("Back on Monday.", true, PostState.Shown));
        (await desk.TicketAsync(ticket.Number)).Status.ShouldBe(TicketStatus.Pending);
    }

    internal static StaffUser Moderator { get; } = new(Guid.CreateVersion7(DateTimeOffset.UnixEpoch), "valeria", [Role.Moderator], [], []);
}
