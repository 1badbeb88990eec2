using Microsoft.EntityFrameworkCore;
using MimeKit;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Tests.Mail;
using SupportDesk.Threads;

namespace SupportDesk.Tests.Notifications;

public sealed class LevelMailTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_level_acknowledges_asks_forwards_and_the_next_decides_by_mail(DatabaseProvider engine)
    {
        await using var desk = await StandingAsync(engine);
        var tess = await DossierOf(desk, ClimbDesk.Tess);

        (await AnswerAsync(desk, ClimbDesk.Tess, tess, "/acknowledge")).Outcome.ShouldBe(MailOutcome.Act);
        (await ConfirmedAsync(desk)).ShouldContain("You have acknowledged it");
        (await CaseAsync(desk)).Climb.WaitsFor.ShouldBe(WaitsFor.Decision);

        (await AnswerAsync(desk, ClimbDesk.Tess, tess, "/ask: Since when does it refuse the picture?")).Outcome.ShouldBe(MailOutcome.Act);
        await ConfirmAsync(desk, ClimbDesk.Tess);
        (await ConfirmedAsync(desk)).ShouldContain("> Since when does it refuse the picture?");
        (await desk.Out.OutboxAsync(MailKind.Question)).ShouldHaveSingleItem().Address.ShouldBe(MailDesk.Damion);

        (await AnswerAsync(desk, ClimbDesk.Tess, tess, "/Weiterreichen Nicht meine Regel.")).Outcome.ShouldBe(MailOutcome.Act);
        (await ConfirmedAsync(desk)).ShouldContain("it stands with Head of Trust and Safety now");
        (await desk.Out.Desk.ReadAsync(db => db.LevelNotes.Select(n => n.Text).SingleAsync(Stop))).ShouldBe("Nicht meine Regel.");

        var ines = await DossierOf(desk, ClimbDesk.Ines);
        (await AnswerAsync(desk, ClimbDesk.Ines, ines, "/decide partly accepted:\n\nThe picture is asked for after the identity.\n\n> /decide declined\n> No, for ever.")).Outcome.ShouldBe(MailOutcome.Act);
        await ConfirmAsync(desk, ClimbDesk.Ines);
        (await ConfirmedAsync(desk)).ShouldContain("You have decided: partly accepted.");
        var decision = await desk.Out.Desk.ReadAsync(db => db.Decisions.SingleAsync(Stop));
        (decision.Outcome, decision.Statement, decision.ById).ShouldBe((DecisionOutcome.PartlyAccepted, "The picture is asked for after the identity.", desk.Staff[ClimbDesk.Ines]));
        (await desk.AddressesAsync(MailKind.Decision)).ShouldBe([MailDesk.Damion]);
        (await desk.Out.Desk.ReadAsync(db => db.Events.Where(e => e.Kind == EventKind.Decided).Select(e => new { e.Via, e.Capacity }).SingleAsync(Stop))).ShouldBe(new { Via = Via.Mail, Capacity = Capacity.Level });
    }

    [Theory]
    [InlineData("/decid accepted\nThe picture may come later.", CommandRefusal.Unknown, "a command that we do not know")]
    [InlineData("/decide\nThe picture may come later.", CommandRefusal.NoOutcome, "does not say how you decide")]
    [InlineData("/decide acceptedly, I think so.", CommandRefusal.NoOutcome, "does not say how you decide")]
    [InlineData("/decide declined\nNo.", CommandRefusal.NoWords, "A decision needs at least a sentence")]
    [InlineData("/ask", CommandRefusal.NoWords, "The words are missing")]
    [InlineData("/decide accepted\neffective: 2026-03-01\nThe picture may come later.", CommandRefusal.PastDay, "is over. Name today or a later day")]
    public async Task A_command_that_says_too_little_changes_nothing_stays_as_a_note_and_is_answered(string words, CommandRefusal refusal, string answer)
    {
        await using var desk = await StandingAsync();
        var before = (await CaseAsync(desk)).HeadHash;

        var result = await AnswerAsync(desk, ClimbDesk.Tess, await DossierOf(desk, ClimbDesk.Tess), words);

        result.Outcome.ShouldBe(MailOutcome.Note);
        result.Problem!.ShouldContain($"{refusal}");
        (await CaseAsync(desk)).HeadHash.ShouldBe(before);
        (await desk.Out.Desk.ReadAsync(db => db.LevelNotes.Select(n => n.Text).SingleAsync(Stop))).ShouldBe(words);
        var confirmed = await ConfirmedAsync(desk);
        confirmed.ShouldContain(answer);
        confirmed.ShouldContain("Nothing was changed");
        confirmed.ShouldContain("- partly accepted: and the public statement");
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task What_they_may_not_do_at_this_moment_is_not_done_by_mail_either(DatabaseProvider engine)
    {
        await using var desk = await StandingAsync(engine);
        var tess = await DossierOf(desk, ClimbDesk.Tess);
        await desk.ActAsync(ClimbDesk.Tess, (escalation, standing, by, at) => escalation.Acknowledge(standing, by, at));

        (await AnswerAsync(desk, ClimbDesk.Tess, tess, "/acknowledge")).Problem!.ShouldContain("Already");
        await desk.ActAsync(ClimbDesk.Tess, (escalation, standing, by, at) => escalation.Forward(null, standing, by, at));
        (await AnswerAsync(desk, ClimbDesk.Tess, tess, "/decide accepted\nEverybody is right now.")).Problem!.ShouldContain("NotTheirs");
        await desk.DecideAsync();
        (await AnswerAsync(desk, ClimbDesk.Tess, tess, "/forward It is too late.")).Problem!.ShouldContain("NotClimbing");

        (await desk.Out.Desk.ReadAsync(db => db.Decisions.CountAsync(Stop))).ShouldBe(1);
        (await ConfirmedAsync(desk)).ShouldContain("The case is not on its way");
    }

    [Theory]
    [InlineData(ClimbDesk.Tess, Verdict.Unproved)]
    [InlineData(ClimbDesk.Tess, Verdict.Failed)]
    [InlineData(ClimbDesk.Victor, Verdict.Proved)]
    public async Task A_command_in_a_levels_name_does_nothing(string from, Verdict verdict)
    {
        await using var desk = await StandingAsync();

        var result = await AnswerAsync(desk, from, await DossierOf(desk, ClimbDesk.Tess), "/decide declined\nNobody gets anything.", verdict);

        result.Outcome.ShouldNotBe(MailOutcome.Act);
        (await desk.Out.Desk.ReadAsync(db => db.Decisions.CountAsync(Stop))).ShouldBe(0);
        (await desk.Out.Desk.ReadAsync(db => db.LevelNotes.CountAsync(Stop))).ShouldBe(0);
        (await desk.Out.OutboxAsync(MailKind.Understood)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_has_lost_their_account_or_their_role_commands_nothing(bool account)
    {
        await using var desk = await StandingAsync();
        var (tess, by) = (await DossierOf(desk, ClimbDesk.Tess), Actor.System(Via.CommandLine));
        await desk.Out.Desk.ActAsync(async db =>
        {
            var person = await db.People.SingleAsync(p => p.Id == desk.Staff[ClimbDesk.Tess], Stop);
            if (account)
                person.Deactivate(await db.Users.SingleAsync(a => a.Id == person.Id, Stop), by, desk.Out.Now);
            else
                await db.AccountRoles.Where(r => r.AccountId == person.Id).ExecuteDeleteAsync(Stop);
        });

        (await AnswerAsync(desk, ClimbDesk.Tess, tess, "/decide accepted\nI was the team lead.")).Outcome.ShouldBe(MailOutcome.NewTicket);

        (await desk.Out.Desk.ReadAsync(db => db.Decisions.CountAsync(Stop))).ShouldBe(0);
    }

    [Theory]
    [InlineData("Thank you, I read it.\n\n> /decide accepted\n> It is all right now.")]
    [InlineData("/etc/desk is where it lies.")]
    [InlineData("I would /forward it.")]
    public async Task Words_that_begin_with_no_command_are_a_note(string words)
    {
        await using var desk = await StandingAsync();

        var result = await AnswerAsync(desk, ClimbDesk.Tess, await DossierOf(desk, ClimbDesk.Tess), words);

        (result.Outcome, result.Problem).ShouldBe((MailOutcome.Note, null));
        (await CaseAsync(desk)).Climb.Level.ShouldBe(1);
        (await ConfirmedAsync(desk)).ShouldContain("What you wrote is your note now");
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_same_mail_twice_acts_once(DatabaseProvider engine)
    {
        await using var desk = await StandingAsync(engine);
        var mail = MailDesk.Letter(ClimbDesk.Tess, "Re", "/forward Not my rule.", await DossierOf(desk, ClimbDesk.Tess));

        await desk.Out.Desk.TakeAsync(mail);
        (await desk.Out.Desk.TakeAsync(mail)).Outcome.ShouldBe(MailOutcome.Act);

        (await CaseAsync(desk)).Climb.Level.ShouldBe(2);
        (await desk.Out.OutboxAsync(MailKind.Understood)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Programs_command_nothing_and_one_that_answers_everything_is_left_after_five_confirmations()
    {
        await using var desk = await StandingAsync();
        var tess = await DossierOf(desk, ClimbDesk.Tess);
        var away = MailDesk.Letter(ClimbDesk.Tess, "Out of office", "/acknowledge", tess);
        away.Headers.Add(HeaderId.AutoSubmitted, "auto-replied");

        (await desk.Out.Desk.TakeAsync(away)).Outcome.ShouldBe(MailOutcome.Ignored);
        for (var n = 0; n < 8; n++)
            await AnswerAsync(desk, ClimbDesk.Tess, tess, $"I am away, {n}.");

        (await desk.Out.OutboxAsync(MailKind.Understood)).Count.ShouldBe(5);
        (await desk.Out.Desk.ReadAsync(db => db.LevelNotes.CountAsync(Stop))).ShouldBe(8);
        var sent = await desk.Out.ReadAsync((await desk.Out.OutboxAsync(MailKind.Understood))[0]);
        sent.Headers[HeaderId.AutoSubmitted].ShouldBe("auto-generated");
    }

    /// <summary>The case stands with Tess, whose dossier has left.</summary>
    static async Task<ClimbDesk> StandingAsync(DatabaseProvider engine = DatabaseProvider.Sqlite)
    {
        var desk = await ClimbDesk.OpenAsync(engine);
        await desk.ConsentAsync(desk.DamionsId, Consent.Named);
        await desk.BeginAsync();
        await desk.PassAsync(TimeSpan.Zero);
        return desk;
    }

    static async Task<string> DossierOf(ClimbDesk desk, string level) =>
        (await desk.Out.ReadAsync((await desk.Out.OutboxAsync(MailKind.Delivery)).Single(m => m.Address == level))).ReplyTo.Mailboxes.Single().Address;

    static async Task<SupportDesk.Mail.Incoming.IntakeResult> AnswerAsync(ClimbDesk desk, string from, string to, string words, Verdict verdict = Verdict.Proved)
    {
        var result = await desk.Out.Desk.TakeAsync(MailDesk.Letter(from, "Re: E-1", words, to), verdict);
        await desk.PassAsync(TimeSpan.FromMinutes(1));
        return result;
    }

    static async Task ConfirmAsync(ClimbDesk desk, string level) =>
        (await AnswerAsync(desk, level, (await desk.Out.ReadAsync((await desk.Out.OutboxAsync(MailKind.Confirmation))[^1])).ReplyTo.Mailboxes.Single().Address, "CONFIRM")).Outcome.ShouldBe(MailOutcome.Act);

    static async Task<string> ConfirmedAsync(ClimbDesk desk) => (await desk.Out.ReadAsync((await desk.Out.OutboxAsync(MailKind.Understood))[^1])).TextBody!;

    static Task<Escalation> CaseAsync(ClimbDesk desk) => desk.Out.Desk.ReadAsync(db => db.Escalations.SingleAsync(e => e.Id == desk.CaseId, Stop));
}
