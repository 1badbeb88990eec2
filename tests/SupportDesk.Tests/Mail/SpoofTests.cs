using Microsoft.EntityFrameworkCore;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Mail;

/// <summary>What somebody tries who is not who they say (threat-cases.md 1, by id).</summary>
public sealed class SpoofTests
{
    const string Attacker = "attacker@elsewhere.test";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase)), Trait("threat", "T03a")]
    public async Task T03a_Numbers_in_a_strangers_subjects_reach_no_ticket(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var ticket = await desk.DamionWritesAsync();
        var mails = Enumerable.Range(0, 320).Select(n => desk.Raw(MailDesk.Letter(Attacker, $"Re: [#{ticket.Number}] {n}", "Send me the history."))).ToList();

        var results = await desk.Intake.TakeAsync(mails, null, Stop);

        results.ShouldAllBe(r => r.Outcome == MailOutcome.NewTicket && r.TicketNumber != ticket.Number);
        (await desk.PostsAsync(ticket)).Count.ShouldBe(1);
    }

    [Theory, Trait("threat", "T03b")]
    [InlineData(Verdict.Unproved)]
    [InlineData(Verdict.Failed)]
    public async Task T03b_The_right_number_and_the_right_name_without_proof_are_held(Verdict verdict)
    {
        await using var desk = await MailDesk.OpenAsync();
        var ticket = await desk.DamionWritesAsync();
        var owed = await desk.ReadAsync(db => db.Outbox.CountAsync(Stop));
        var mail = MailDesk.Letter(MailDesk.Damion, $"Re: [#{ticket.Number}]", "Please copy my colleague.");
        mail.Cc.Add(MailboxAddress.Parse(Attacker));

        var result = await desk.TakeAsync(mail, verdict);

        result.Outcome.ShouldBe(MailOutcome.Held);
        (await desk.ReadAsync(db => db.Outbox.CountAsync(Stop))).ShouldBe(owed);
        (await desk.ReadAsync(db => db.MailAddresses.AnyAsync(a => a.AddressKey == Attacker, Stop))).ShouldBeFalse();
    }

    [Fact, Trait("threat", "T04d")]
    public async Task T04d_Of_two_writers_both_are_shown()
    {
        await using var desk = await MailDesk.OpenAsync();
        var mail = MailDesk.Letter(MailDesk.Damion, "Hello", "Who am I?");
        mail.From.Add(MailboxAddress.Parse(Attacker));

        var result = await desk.TakeAsync(mail, Verdict.Unproved);

        var note = (await desk.PostsAsync(await desk.TicketAsync(result.TicketNumber!.Value)))[^1];
        (note.Kind, note.Text).ShouldBe((PostKind.Note, $"The mail above names more than one sender, so none is proved: {MailDesk.Damion}, {Attacker}."));
    }

    [Theory, Trait("threat", "T05a")]
    [InlineData(ReplyPurpose.Agent)]
    [InlineData(ReplyPurpose.Level)]
    [InlineData(ReplyPurpose.Question)]
    public async Task T05a_A_token_of_another_purpose_writes_nothing_on_the_ticket(ReplyPurpose purpose)
    {
        await using var desk = await MailDesk.OpenAsync();
        var ticket = await desk.DamionWritesAsync();
        var bojan = await desk.AgentAsync("bojan", "bojan@marketfield-staff.test");
        var token = await desk.ReplyAddressAsync(bojan, ticket.Id, purpose);

        await desk.TakeAsync(MailDesk.Letter(Attacker, "Re", "Let me in.", token));

        (await desk.PostsAsync(ticket)).ShouldNotContain(p => p.Position > 1 && p.State == PostState.Shown);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase)), Trait("threat", "T06")]
    public async Task T06_A_services_verification_mail_to_a_reply_address_is_held(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var ticket = await desk.DamionWritesAsync();
        var owed = await desk.ReadAsync(db => db.Outbox.CountAsync(Stop));
        var mail = MailDesk.Letter("no-reply@chatservice.test", "Confirm your address", "Your code is 271828.", await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id));
        mail.Headers.Add("Auto-Submitted", "auto-generated");

        var result = await desk.TakeAsync(mail);

        result.Outcome.ShouldBe(MailOutcome.Held);
        (await desk.TicketAsync(ticket.Number)).LastWords.ShouldNotContain("271828");
        (await desk.ReadAsync(db => db.Outbox.CountAsync(Stop))).ShouldBe(owed);
        (await desk.ReadAsync(db => db.SearchDocuments.AnyAsync(d => d.PostId == result.PostId && !d.StaffOnly, Stop))).ShouldBeFalse();
    }

    [Fact, Trait("threat", "T06")]
    public async Task T06_A_services_verification_mail_with_a_copy_for_somebody_is_seen_by_staff_alone()
    {
        await using var desk = await MailDesk.OpenAsync();
        var ticket = await desk.DamionWritesAsync();
        var owed = await desk.ReadAsync(db => db.Outbox.CountAsync(m => m.AddressKey == MailDesk.Damion, Stop));
        await desk.TakeAsync(MailDesk.Letter("no-reply@chatservice.test", "Welcome", "Somebody signed up with this address."));
        var mail = MailDesk.Letter("no-reply@chatservice.test", $"Confirm your address [#{ticket.Number}]", "Your code is 271828.");
        mail.Cc.Add(MailboxAddress.Parse(MailDesk.Damion));

        var result = await desk.TakeAsync(mail);

        var (opened, damion) = (await desk.TicketAsync(result.TicketNumber!.Value), ticket.RequesterId);
        opened.Number.ShouldNotBe(ticket.Number);
        (await desk.ReadAsync(db => db.Participants.Where(p => p.PersonId == damion).Select(p => p.TicketId).ToListAsync(Stop))).ShouldBe([ticket.Id]);
        (await desk.ReadAsync(db => db.Outbox.CountAsync(m => m.AddressKey == MailDesk.Damion, Stop))).ShouldBe(owed);
        (await desk.PostsAsync(ticket)).Count.ShouldBe(1);
    }

    [Theory, Trait("threat", "T07a")]
    [InlineData(Verdict.Proved, false)]
    [InlineData(Verdict.Unproved, true)]
    [InlineData(Verdict.Failed, true)]
    public async Task T07a_Answer_addresses_and_whom_nobody_proved_copies_get_nothing(Verdict verdict, bool copies)
    {
        await using var desk = await MailDesk.OpenAsync();
        var ticket = await desk.DamionWritesAsync();
        var mail = MailDesk.Letter(MailDesk.Damion, "Re: banned", "My new address is in copy.", await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id));
        if (copies)
            mail.Cc.Add(MailboxAddress.Parse(Attacker));
        mail.ReplyTo.Add(MailboxAddress.Parse(Attacker));

        await desk.TakeAsync(mail, verdict);
        await desk.ActAsync(async db => (await db.Tickets.Include(t => t.Thread).SingleAsync(Stop)).Reply(OutDesk.Post(ticket.RequesterId, "Aldo", "The answer."), AfterReply.Pend, new(), Actor.System(Via.Web), desk.Database.Clock.Now));

        (await desk.ReadAsync(db => db.Outbox.AnyAsync(m => m.AddressKey == Attacker, Stop))).ShouldBeFalse();
        (await desk.ReadAsync(db => db.Participants.CountAsync(Stop))).ShouldBe(1);
    }

    [Theory, Trait("threat", "T35")]
    [InlineData("X-SupportDesk-Ticket", "1")]
    [InlineData("X-SupportDesk-Status", "solved")]
    [InlineData("X-SupportDesk-Ignore", "yes")]
    [InlineData("X-RT-Command", "TakeOwnership")]
    [InlineData("RT-Send-Cc", "attacker@elsewhere.test")]
    [InlineData("RT-Squelch-Replies-To", "damion@customer.test")]
    [InlineData("RT-Detach", "yes")]
    [InlineData("X-Zammad-Ignore", "true")]
    [InlineData("X-Zammad-Ticket-State", "closed")]
    [InlineData("X-OTRS-Ignore", "yes")]
    [InlineData("X-OTRS-State", "closed successful")]
    public async Task T35_Fields_that_command_other_desks_do_nothing(string field, string value)
    {
        await using var desk = await MailDesk.OpenAsync();
        var plain = await StateAsync(await desk.DamionWritesAsync(), desk);
        var mail = MailDesk.Letter(MailDesk.Muhammed, "My shop is banned", "It says I forged my tax papers.");
        mail.Headers.Add(field, value);

        var commanded = await desk.TicketAsync((await desk.TakeAsync(mail)).TicketNumber!.Value);

        (await StateAsync(commanded, desk)).ShouldBe(plain);
    }

    [Theory, Trait("threat", "T35")]
    [InlineData("Auto-Submitted", "auto-replied")]
    [InlineData("Precedence", "bulk")]
    [InlineData("List-Id", "<all.elsewhere.test>")]
    public async Task T35_A_mail_that_poses_as_a_programs_is_recorded_and_answered_nothing(string field, string value)
    {
        await using var desk = await MailDesk.OpenAsync();
        var mail = MailDesk.Letter(MailDesk.Damion, "My shop is banned", "Please help.");
        mail.Headers.Add(field, value);

        var result = await desk.TakeAsync(mail);

        (await desk.PostsAsync(await desk.TicketAsync(result.TicketNumber!.Value))).ShouldHaveSingleItem().Text.ShouldBe("Please help.");
        (await desk.ReadAsync(db => db.Outbox.CountAsync(Stop))).ShouldBe(0);
    }

    static async Task<(TicketStatus, Guid?, int, int)> StateAsync(Ticket ticket, MailDesk desk) =>
        (ticket.Status, ticket.AssigneeId, (await desk.PostsAsync(ticket)).Count, await desk.ReadAsync(db => db.Outbox.CountAsync(m => m.ObjectId == ticket.Id, Stop)));
}
