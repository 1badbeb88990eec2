using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Tests.Mail;

namespace SupportDesk.Tests.Notifications;

/// <summary>What a level publishes by mail leaves only in the exact words that its sender saw and confirmed.</summary>
public sealed class ConfirmationTests
{
    const string Decision = "/decide partly accepted\n\nThe picture is asked for after the identity.\n\nA badge will do until then.";
    const string Statement = "The picture is asked for after the identity.\n\nA badge will do until then.";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_decision_by_mail_happens_only_when_its_sender_confirms(DatabaseProvider engine)
    {
        await using var desk = await StandingAsync(engine);
        var before = await desk.CaseAsync();

        await MailAsync(desk, Decision);

        var waiting = await desk.CaseAsync();
        (waiting.HeadHash, waiting.State, waiting.Climb.DueAt).ShouldBe((before.HeadHash, EscalationState.Climbing, before.Climb.DueAt));
        (await desk.Out.OutboxAsync(MailKind.Decision)).ShouldBeEmpty();
        var shown = await ShownAsync(desk);
        shown.TextBody!.ShouldContain("Partly accepted:");
        shown.TextBody!.ShouldContain("> The picture is asked for after the identity.\n>\n> A badge will do until then.");
        shown.TextBody!.ShouldContain("The person behind the case reads it");

        await MailAsync(desk, "CONFIRM", shown.ReplyTo.Mailboxes.Single().Address);

        var decision = await desk.Out.Desk.ReadAsync(db => db.Decisions.SingleAsync(Stop));
        (decision.Outcome, decision.Statement, decision.ById).ShouldBe((DecisionOutcome.PartlyAccepted, Statement, desk.Staff[ClimbDesk.Tess]));
        (await desk.ReceiptsAsync()).ShouldContain(r => r.Kind == ReceiptKind.Decided);
        (await AnsweredAsync(desk)).ShouldContain("You have decided: partly accepted.");
        (await desk.AddressesAsync(MailKind.Decision)).ShouldBe([MailDesk.Damion]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Confirming_twice_decides_once_and_the_second_is_answered(DatabaseProvider engine)
    {
        await using var desk = await StandingAsync(engine);
        await MailAsync(desk, Decision);
        var to = (await ShownAsync(desk)).ReplyTo.Mailboxes.Single().Address;

        await Task.WhenAll(Enumerable.Range(0, 2).Select(n => Task.Run(() => desk.Out.Desk.TakeAsync(MailDesk.Letter(ClimbDesk.Tess, $"Re {n}", "CONFIRM", to)), Stop)));
        await desk.PassAsync(TimeSpan.FromMinutes(1));

        (await desk.Out.Desk.ReadAsync(db => db.Decisions.CountAsync(Stop))).ShouldBe(1);
        (await AnswersAsync(desk)).Count(a => a.Contains("It was confirmed before")).ShouldBe(1);
    }

    [Fact]
    public async Task A_decision_whose_day_went_by_is_not_confirmed_until_it_names_another()
    {
        await using var desk = await StandingAsync(DatabaseProvider.Sqlite);
        await MailAsync(desk, "/decide accepted\neffective: 2026-03-02\nThe picture may come later.");
        desk.Out.Time.Advance(TimeSpan.FromHours(20));

        var to = (await ShownAsync(desk)).ReplyTo.Mailboxes.Single().Address;
        await MailAsync(desk, "CONFIRM", to);
        (await AnsweredAsync(desk)).ShouldContain("The day on which the decision would take effect is over.");
        (await desk.Out.Desk.ReadAsync(db => db.Decisions.CountAsync(Stop))).ShouldBe(0);

        await MailAsync(desk, "CHANGE\neffective: 2026-03-20\nThe picture may come later.", to);
        await MailAsync(desk, "CONFIRM", (await ShownAsync(desk)).ReplyTo.Mailboxes.Single().Address);
        (await desk.Out.Desk.ReadAsync(db => db.Decisions.Select(d => d.EffectiveOn).SingleAsync(Stop))).ShouldBe(new DateOnly(2026, 3, 20));
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_hop_in_between_ends_it_and_the_sender_keeps_the_words(DatabaseProvider engine)
    {
        await using var desk = await StandingAsync(engine);
        await MailAsync(desk, Decision);
        var to = (await ShownAsync(desk)).ReplyTo.Mailboxes.Single().Address;

        await desk.ActAsync(ClimbDesk.Tess, (escalation, standing, by, at) => escalation.Forward(null, standing, by, at));

        (await EndAsync(desk)).ShouldBe(UnconfirmedEnd.MovedOn);
        await desk.PassAsync(TimeSpan.FromMinutes(1));
        (await AnsweredAsync(desk)).ShouldContain("the case moved on to Head of Trust and Safety before you confirmed");
        (await AnsweredAsync(desk)).ShouldContain("> A badge will do until then.");
        await MailAsync(desk, "CONFIRM", to);
        (await AnsweredAsync(desk)).ShouldContain("it can’t be confirmed any more");
        (await desk.Out.Desk.ReadAsync(db => db.Decisions.CountAsync(Stop))).ShouldBe(0);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_confirmation_and_a_hop_at_once_never_both_happen(DatabaseProvider engine)
    {
        await using var desk = await StandingAsync(engine);
        await MailAsync(desk, Decision);
        var to = (await ShownAsync(desk)).ReplyTo.Mailboxes.Single().Address;

        var hop = Task.Run(async () =>
        {
            try
            {
                await desk.ActAsync(ClimbDesk.Tess, (escalation, standing, by, at) => escalation.Forward(null, standing, by, at));
            }
            catch (DeskException)
            {
                // It was decided first.
            }
        }, Stop);
        await Task.WhenAll(hop, Task.Run(() => desk.Out.Desk.TakeAsync(MailDesk.Letter(ClimbDesk.Tess, "Re", "CONFIRM", to)), Stop));

        var (escalation, kinds) = (await desk.CaseAsync(), (await desk.ReceiptsAsync()).ConvertAll(r => r.Kind));
        (kinds.Contains(ReceiptKind.Forwarded), kinds.Contains(ReceiptKind.Decided)).ShouldBe(escalation.State == EscalationState.Decided ? (false, true) : (true, false));
        (await EndAsync(desk)).ShouldBe(escalation.State == EscalationState.Decided ? UnconfirmedEnd.Confirmed : UnconfirmedEnd.MovedOn);
    }

    [Fact]
    public async Task The_time_runs_on_reminders_say_that_it_waits_and_the_time_out_ends_it()
    {
        await using var desk = await StandingAsync();
        await MailAsync(desk, Decision);

        await desk.PassAsync(TimeSpan.FromHours(21));
        var reminder = await desk.Out.ReadAsync((await desk.Out.OutboxAsync(MailKind.LevelReminder))[^1]);
        reminder.TextBody!.ShouldContain("waits for your confirmation");
        reminder.TextBody!.ShouldContain("/confirm/");
        await desk.PassAsync(TimeSpan.FromHours(4));

        (await desk.CaseAsync()).Climb.Level.ShouldBe(2);
        (await EndAsync(desk)).ShouldBe(UnconfirmedEnd.MovedOn);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Of_two_that_wait_only_the_newest_can_be_confirmed(DatabaseProvider engine)
    {
        await using var desk = await StandingAsync(engine);
        await MailAsync(desk, Decision);
        var first = (await ShownAsync(desk)).ReplyTo.Mailboxes.Single().Address;
        await MailAsync(desk, "declined: It stays as it is.");
        var second = await ShownAsync(desk);
        second.TextBody!.ShouldContain("What you wrote before is replaced by this");

        await MailAsync(desk, "CONFIRM", first);
        (await AnsweredAsync(desk)).ShouldContain("Only the newest can be confirmed");
        await MailAsync(desk, "CONFIRM", second.ReplyTo.Mailboxes.Single().Address);

        (await desk.Out.Desk.ReadAsync(db => db.Decisions.Select(d => d.Outcome).SingleAsync(Stop))).ShouldBe(DecisionOutcome.Declined);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_deactivated_sender_can_confirm_nothing_even_when_active_again(DatabaseProvider engine)
    {
        await using var desk = await StandingAsync(engine);
        await MailAsync(desk, Decision);
        var (to, by) = ((await ShownAsync(desk)).ReplyTo.Mailboxes.Single().Address, Actor.System(Via.CommandLine));

        await TessAsync((db, person, account) => person.Deactivate(account, by, desk.Out.Now));
        (await EndAsync(desk)).ShouldBe(UnconfirmedEnd.NotTheirs);
        await TessAsync((db, person, account) => person.Reactivate(account, by, desk.Out.Now));
        await MailAsync(desk, "CONFIRM", to);

        (await desk.Out.Desk.ReadAsync(db => db.Decisions.CountAsync(Stop))).ShouldBe(0);

        Task TessAsync(Action<DeskDb, SupportDesk.People.Person, SupportDesk.People.Account> act) => desk.Out.Desk.ActAsync(async db =>
            act(db, await db.People.SingleAsync(p => p.Id == desk.Staff[ClimbDesk.Tess], Stop), await db.Users.SingleAsync(u => u.Id == desk.Staff[ClimbDesk.Tess], Stop)));
    }

    [Fact]
    public async Task A_question_waits_too_and_deciding_says_which_question_it_closes()
    {
        await using var desk = await StandingAsync();
        await MailAsync(desk, "ask: Since when does it refuse the picture?");
        (await desk.Out.OutboxAsync(MailKind.Question)).ShouldBeEmpty();
        await MailAsync(desk, "CONFIRM\n\nTess", (await ShownAsync(desk)).ReplyTo.Mailboxes.Single().Address);
        (await AnsweredAsync(desk)).ShouldContain("> Since when does it refuse the picture?");

        await MailAsync(desk, Decision);

        (await ShownAsync(desk)).TextBody!.ShouldContain("Deciding closes it:\n\n> Since when does it refuse the picture?");
    }

    [Fact]
    public async Task More_words_below_CONFIRM_publish_nothing_and_CHANGE_shows_the_new_text()
    {
        await using var desk = await StandingAsync();
        await MailAsync(desk, Decision);
        var to = (await ShownAsync(desk)).ReplyTo.Mailboxes.Single().Address;

        await MailAsync(desk, "CONFIRM\nBut not before Monday.", to);
        (await AnsweredAsync(desk)).ShouldContain("There were more words below CONFIRM");
        await MailAsync(desk, "CHANGE\nFrom Monday a badge will do.", to);
        var changed = await ShownAsync(desk);
        changed.TextBody!.ShouldContain("Partly accepted:\n\n> From Monday a badge will do.");
        await MailAsync(desk, "CONFIRM", changed.ReplyTo.Mailboxes.Single().Address);

        (await desk.Out.Desk.ReadAsync(db => db.Decisions.Select(d => d.Statement).SingleAsync(Stop))).ShouldBe("From Monday a badge will do.");
    }

    [Fact]
    public async Task A_confirmation_in_answer_to_another_mail_does_nothing_and_says_so()
    {
        await using var desk = await StandingAsync();
        await MailAsync(desk, "CONFIRM");
        (await AnsweredAsync(desk)).ShouldContain("Nothing of yours waits for confirmation");
        await MailAsync(desk, Decision);

        await MailAsync(desk, "CONFIRM");

        (await AnsweredAsync(desk)).ShouldContain("answer the mail that shows the exact text");
        (await desk.Out.Desk.ReadAsync(db => db.Decisions.CountAsync(Stop))).ShouldBe(0);
    }

    [Fact]
    public async Task Every_command_is_answered_however_many_came_before()
    {
        await using var desk = await StandingAsync();

        for (var n = 0; n < 9; n++)
            await MailAsync(desk, $"/decid accepted {n}");
        await MailAsync(desk, Decision);

        (await desk.Out.OutboxAsync(MailKind.Understood)).Count.ShouldBe(9);
        await MailAsync(desk, "CONFIRM", (await ShownAsync(desk)).ReplyTo.Mailboxes.Single().Address);
        (await AnsweredAsync(desk)).ShouldContain("You have decided");
    }

    [Theory]
    [InlineData("\nBest regards\nDirk\nprivate mobile +49 170 1234567")]
    [InlineData("\n\nBest regards\n\nDirk Tess\nHead of Operations\nMarketfield Ltd\n+49 30 901820")]
    [InlineData("\n\nMit freundlichen Grüßen\nDirk\nMobil privat: 0170 1234567")]
    [InlineData("\n\nViele Grüße\ni. A. Dirk Beispiel")]
    [InlineData("\n\nSent from my iPhone")]
    [InlineData("\n\nVon meinem iPhone gesendet")]
    [InlineData("\n\n-- \nDirk\nprivate")]
    [InlineData("\n\nOn Mon, 2 Mar 2026 at 10:00, Marketfield wrote:\n> A picture before an identity\n> /decide declined")]
    public async Task Signatures_and_quotations_are_no_part_of_what_leaves(string below)
    {
        await using var desk = await StandingAsync();

        await MailAsync(desk, "/decide partly accepted\nThe picture is asked for after the identity." + below);

        (await desk.Out.Desk.ReadAsync(db => db.UnconfirmedActs.Select(a => a.Text).SingleAsync(Stop))).ShouldBe("The picture is asked for after the identity.");
    }

    [Theory]
    [InlineData("VG Dirk")]
    [InlineData("Dirk Beispiel\nHead of things")]
    public async Task What_may_be_a_signature_is_pointed_at_before_it_leaves(string below)
    {
        await using var desk = await StandingAsync();

        await MailAsync(desk, $"/decide accepted\nThe picture is asked for after the identity.\n\n{below}");

        var text = await desk.Out.Desk.ReadAsync(db => db.UnconfirmedActs.Select(a => a.Text).SingleAsync(Stop));
        if (text.Contains("Dirk", StringComparison.Ordinal))
            (await ShownAsync(desk)).TextBody!.ShouldContain($"look like a signature. They would be published too:\n\n{below}");
    }

    [Fact]
    public async Task A_mail_to_a_level_offers_one_click_and_mails_that_begin_with_a_command()
    {
        await using var desk = await StandingAsync();

        var mail = await desk.Out.ReadAsync((await desk.Out.OutboxAsync(MailKind.Delivery)).Single());

        var html = System.Net.WebUtility.HtmlDecode(mail.HtmlBody!);
        html.ShouldContain("/acknowledge/");
        html.ShouldContain($"mailto:{mail.ReplyTo.Mailboxes.Single().Address}?subject=");
        html.ShouldContain("body=partly%20accepted%3A%20");
        mail.TextBody!.ShouldContain("- forward: and a note for Head of Trust and Safety");
    }

    static async Task<ClimbDesk> StandingAsync(DatabaseProvider engine = DatabaseProvider.Sqlite)
    {
        var desk = await ClimbDesk.OpenAsync(engine);
        await desk.ConsentAsync(desk.DamionsId, Consent.Named);
        await desk.BeginAsync();
        await desk.PassAsync(TimeSpan.Zero);
        return desk;
    }

    static async Task MailAsync(ClimbDesk desk, string words, string? to = null)
    {
        to ??= (await desk.Out.ReadAsync((await desk.Out.OutboxAsync(MailKind.Delivery)).First(m => m.Address == ClimbDesk.Tess))).ReplyTo.Mailboxes.Single().Address;
        await desk.Out.Desk.TakeAsync(MailDesk.Letter(ClimbDesk.Tess, "Re: E-1", words, to));
        await desk.PassAsync(TimeSpan.FromMinutes(1));
    }

    static async Task<MimeKit.MimeMessage> ShownAsync(ClimbDesk desk) => await desk.Out.ReadAsync((await desk.Out.OutboxAsync(MailKind.Confirmation))[^1]);

    static async Task<string> AnsweredAsync(ClimbDesk desk) => (await AnswersAsync(desk))[^1];

    static async Task<List<string>> AnswersAsync(ClimbDesk desk)
    {
        var answers = new List<string>();
        foreach (var mail in await desk.Out.OutboxAsync(MailKind.Understood))
            answers.Add(mail.BodyHash is null ? "" : (await desk.Out.ReadAsync(mail)).TextBody!);
        return answers;
    }

    static Task<UnconfirmedEnd?> EndAsync(ClimbDesk desk) => desk.Out.Desk.ReadAsync(db => db.UnconfirmedActs.Select(a => a.Ending).SingleAsync(Stop));
}
