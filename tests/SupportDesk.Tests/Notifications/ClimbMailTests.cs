using Microsoft.EntityFrameworkCore;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Tests.Mail;

namespace SupportDesk.Tests.Notifications;

public sealed class ClimbMailTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Whoever_joins_is_asked_how_they_want_to_be_quoted(DatabaseProvider engine)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);

        await desk.Out.DeliverAsync();

        var sent = await desk.Out.ReadAsync((await desk.Out.OutboxAsync(MailKind.ConsentQuestion)).ShouldHaveSingleItem());
        sent.To.Mailboxes.Single().Address.ShouldBe(MailDesk.Damion);
        sent.TextBody!.ShouldContain("http://localhost:5080/consent/");
        sent.TextBody!.ShouldContain("The dialog refuses my picture");
        sent.TextBody!.ShouldContain("Senior VP of Operations");
        (await desk.Out.Desk.ReadAsync(db => db.Links.CountAsync(l => l.Purpose == LinkPurpose.Consent && l.ObjectId == desk.CaseId, Stop))).ShouldBe(1);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Whoever_is_silent_is_reminded_once(DatabaseProvider engine)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        await desk.JoinManyAsync(2);
        await desk.ConsentAsync(desk.DamionsId, Consent.Named);

        await desk.PassAsync(TimeSpan.FromDays(2.1));

        (await desk.AddressesAsync(MailKind.ConsentReminder)).ShouldBe(["p0@customer.test", "p1@customer.test"], ignoreOrder: true);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_level_reads_words_only_as_far_as_their_speakers_consent(DatabaseProvider engine)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        await desk.Out.Desk.TakeAsync(MailDesk.Letter(MailDesk.Muhammed, "Me too", "My picture is original."));
        var muhammed = await desk.JoinAsync(await desk.Out.Desk.PersonIdAsync(MailDesk.Muhammed), "PRIVATE-WORDS");
        await desk.ConsentAsync(desk.DamionsId, Consent.Anonymous);
        await desk.ConsentAsync(muhammed, Consent.Private);
        await desk.BeginAsync();

        await desk.PassAsync(TimeSpan.Zero);

        var mail = (await desk.Out.OutboxAsync(MailKind.Delivery)).ShouldHaveSingleItem();
        mail.Address.ShouldBe(ClimbDesk.Tess);
        var text = (await desk.Out.ReadAsync(mail)).TextBody!;
        text.ShouldContain("The dialog refuses my picture");
        text.ShouldNotContain("Damion", Case.Insensitive);
        text.ShouldNotContain("PRIVATE-WORDS");
        text.ShouldContain("2 people stand behind it; 1 of them agreed");
    }

    [Fact]
    public async Task Narrowing_reaches_a_mail_that_is_owed_but_not_written()
    {
        await using var desk = await ClimbDesk.OpenAsync();
        await desk.ConsentAsync(desk.DamionsId, Consent.Named);
        await desk.BeginAsync();

        await desk.ConsentAsync(desk.DamionsId, Consent.Private);
        await desk.Out.DeliverAsync();

        var sent = await desk.Out.ReadAsync((await desk.Out.OutboxAsync(MailKind.Delivery)).Single());
        sent.TextBody!.ShouldNotContain("The dialog refuses");
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_level_that_lets_its_time_run_out_is_reminded_and_then_passed(DatabaseProvider engine)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        await desk.BeginAsync(delivers: true);

        await desk.PassAsync(TimeSpan.FromHours(21));
        (await desk.AddressesAsync(MailKind.LevelReminder)).ShouldBe([ClimbDesk.Tess]);
        await desk.PassAsync(TimeSpan.FromHours(4));

        (await desk.AddressesAsync(MailKind.Delivery)).ShouldBe([ClimbDesk.Tess, ClimbDesk.Ines]);
        var steps = await desk.Out.OutboxAsync(MailKind.Step);
        steps.ShouldAllBe(m => m.Address == MailDesk.Damion && m.SentAt != null);
        var last = await desk.Out.ReadAsync(steps[^1]);
        last.TextBody!.ShouldContain("The time of a level ran out, so it went on to Head of Trust and Safety.");
        last.Headers[HeaderId.ListUnsubscribePost].ShouldBe("List-Unsubscribe=One-Click");
    }

    [Fact]
    public async Task Those_above_hear_of_a_level_that_is_late()
    {
        await using var desk = await ClimbDesk.OpenAsync();
        await desk.BeginAsync(delivers: true);
        await desk.ActAsync(ClimbDesk.Tess, (escalation, standing, by, at) => escalation.Forward("Not mine to change.", standing, by, at));
        await desk.PassAsync(TimeSpan.Zero);

        await desk.PassAsync(TimeSpan.FromHours(21));
        await desk.PassAsync(TimeSpan.FromHours(4));

        (await desk.AddressesAsync(MailKind.Overdue)).ShouldBe([ClimbDesk.Victor]);
        (await desk.AddressesAsync(MailKind.LevelReminder)).ShouldBe([ClimbDesk.Ines, ClimbDesk.Ines]);
        var delivery = await desk.Out.ReadAsync((await desk.Out.OutboxAsync(MailKind.Delivery)).Single(m => m.Address == ClimbDesk.Ines));
        delivery.TextBody!.ShouldContain("> Not mine to change.");
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_question_goes_to_the_supporter_and_its_answer_to_the_level(DatabaseProvider engine)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        await desk.ConsentAsync(desk.DamionsId, Consent.Named);
        await desk.BeginAsync();
        await desk.ActAsync(ClimbDesk.Tess, (escalation, standing, by, at) => escalation.Ask(new Asking("Since when?", desk.DamionsId), standing, by, at));
        await desk.PassAsync(TimeSpan.Zero);
        var question = await desk.Out.ReadAsync((await desk.Out.OutboxAsync(MailKind.Question)).ShouldHaveSingleItem());
        question.TextBody!.ShouldContain("> Since when?");
        question.Headers.Contains(HeaderId.AutoSubmitted).ShouldBeFalse();

        var result = await desk.Out.Desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re", "Since July.", to: question.ReplyTo.Mailboxes.Single().Address));
        await desk.PassAsync(TimeSpan.Zero);

        result.Outcome.ShouldBe(MailOutcome.Answer);
        var answer = (await desk.Out.OutboxAsync(MailKind.Answer)).ShouldHaveSingleItem();
        answer.Address.ShouldBe(ClimbDesk.Tess);
        (await desk.Out.ReadAsync(answer)).TextBody!.ShouldContain("> Since July.");
    }

    [Fact]
    public async Task A_return_is_told_to_the_agent_who_raised_it()
    {
        await using var desk = await ClimbDesk.OpenAsync();
        await desk.BeginAsync();

        await desk.ActAsync(ClimbDesk.Tess, (escalation, standing, by, at) => escalation.Return("Which picture?", standing, by, at));
        await desk.PassAsync(TimeSpan.Zero);

        var mail = (await desk.Out.OutboxAsync(MailKind.Returned)).ShouldHaveSingleItem();
        mail.Address.ShouldBe("aldo@marketfield.test");
        (await desk.Out.ReadAsync(mail)).TextBody!.ShouldContain("> Which picture?");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_agent_who_was_to_bring_what_is_missing_hears_that_the_case_was_withdrawn(bool returned)
    {
        await using var desk = await ClimbDesk.OpenAsync();
        await desk.BeginAsync();
        if (returned)
            await desk.ActAsync(ClimbDesk.Tess, (escalation, standing, by, at) => escalation.Return("Which picture?", standing, by, at));

        await desk.ActAsync(ClimbDesk.Tess, (escalation, _, _, at) => escalation.Withdraw(new(desk.DamionsId, Capacity.Supporter, Via.Web), at));
        await desk.PassAsync(TimeSpan.Zero);

        var mails = (await desk.Out.OutboxAsync(MailKind.CaseWithdrawn)).Where(m => m.Address == "aldo@marketfield.test").ToList();
        mails.Count.ShouldBe(returned ? 1 : 0);
        foreach (var mail in mails)
        {
            mail.Reason.ShouldBeNullOrEmpty();
            (await desk.Out.ReadAsync(mail)).TextBody!.ShouldContain("It was with Team lead, who had asked you for something that was missing.");
        }
    }

    [Fact]
    public async Task A_return_is_not_told_to_an_agent_who_may_no_longer_see_cases()
    {
        await using var desk = await ClimbDesk.OpenAsync();
        await desk.BeginAsync();
        await desk.ActAsync(ClimbDesk.Tess, (escalation, standing, by, at) => escalation.Return("Which picture?", standing, by, at));
        var aldo = desk.Agent.PersonId;

        await desk.Out.Desk.ActAsync(db => db.AccountRoles.Where(r => r.AccountId == aldo).ExecuteDeleteAsync(TestContext.Current.CancellationToken));
        await desk.PassAsync(TimeSpan.Zero);

        var mail = (await desk.Out.OutboxAsync(MailKind.Returned)).ShouldHaveSingleItem();
        (mail.SentAt, mail.Reason).ShouldBe((null, "The person may no longer see cases."));
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_decision_reaches_every_supporter_once_and_one_receipt_says_how_many(DatabaseProvider engine)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        await desk.JoinManyAsync(520);
        await desk.BeginAsync();
        await desk.DecideAsync();

        await Task.WhenAll(Task.Run(desk.UnfoldAsync, Stop), Task.Run(desk.UnfoldAsync, Stop), Task.Run(desk.UnfoldAsync, Stop));

        (await desk.Out.Desk.ReadAsync(db => db.Receipts.CountAsync(r => r.Kind == ReceiptKind.Told, Stop))).ShouldBe(0);
        await Task.WhenAll(Task.Run(() => desk.Out.DeliverAsync(), Stop), Task.Run(() => desk.Out.DeliverAsync(), Stop));
        await desk.Out.DeliverAsync();

        var owed = await desk.Out.OutboxAsync(MailKind.Decision);
        owed.Select(m => m.PersonId).Distinct().Count().ShouldBe(521);
        owed.Count.ShouldBe(521);
        var told = await desk.Out.Desk.ReadAsync(db => db.Events.SingleAsync(e => e.Kind == EventKind.Told, Stop));
        told.NumberOf("people").ShouldBe(521);
        (await desk.Out.Desk.ReadAsync(db => db.Receipts.CountAsync(r => r.Kind == ReceiptKind.Told, Stop))).ShouldBe(1);
    }

    [Fact]
    public async Task A_decision_can_be_read_in_its_mail()
    {
        await using var desk = await ClimbDesk.OpenAsync();
        await desk.BeginAsync();
        await desk.DecideAsync();

        await desk.PassAsync(TimeSpan.Zero);

        var sent = await desk.Out.ReadAsync((await desk.Out.OutboxAsync(MailKind.Decision)).ShouldHaveSingleItem());
        sent.TextBody!.ShouldContain("It was accepted.");
        sent.TextBody!.ShouldContain("> The picture is asked for after the identity.");
        sent.TextBody!.ShouldContain("/track/");
        sent.Headers.Contains(HeaderId.ListUnsubscribe).ShouldBeFalse();
    }

    [Fact]
    public async Task Whoever_left_before_a_decision_hears_nothing_of_it()
    {
        await using var desk = await ClimbDesk.OpenAsync();
        await desk.JoinManyAsync(1);
        await desk.BeginAsync();
        await desk.Out.Desk.ActAsync(async db =>
        {
            var damion = await db.Supporters.SingleAsync(s => s.Id == desk.DamionsId, Stop);
            damion.Withdraw(new Actor(damion.PersonId, Capacity.Supporter, Via.Web), desk.Out.Now);
        });

        await desk.DecideAsync();
        await desk.UnfoldAsync();

        (await desk.AddressesAsync(MailKind.Decision)).ShouldBe(["p0@customer.test"]);
    }
}
