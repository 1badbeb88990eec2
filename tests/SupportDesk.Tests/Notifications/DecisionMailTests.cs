using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Notifications.Rendering;
using SupportDesk.Tests.Mail;

namespace SupportDesk.Tests.Notifications;

/// <summary>Decisions and reopenings as mails say them.</summary>
public sealed class DecisionMailTests
{
    const string Statement = "The picture is asked for later.\n\nUntil then:\n- a badge will do,\n- nobody is locked out.\n\nThank you for your patience.";
    const string Quoted = "> The picture is asked for later.\n>\n> Until then:\n> - a badge will do,\n> - nobody is locked out.\n>\n> Thank you for your patience.";
    const string Html = "<p>The picture is asked for later.</p><p>Until then:</p><ul><li>a badge will do,</li><li>nobody is locked out.</li></ul><p>Thank you for your patience.</p>";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_decision_keeps_its_paragraphs_and_lists_in_both_parts_of_its_mails()
    {
        await using var desk = await ClimbDesk.OpenAsync();
        await desk.BeginAsync();
        await desk.Out.ActAsync(desk.Ticket, (row, _) => row.AssignTo(desk.Staff["aldo@marketfield.test"], Actor.System(Via.Web), desk.Out.Now));

        await DecideAsync(desk);
        await desk.PassAsync(TimeSpan.Zero);

        foreach (var kind in new[] { MailKind.Decision, MailKind.CaseDecided })
        {
            var mail = await desk.Out.ReadAsync((await desk.Out.OutboxAsync(kind)).ShouldHaveSingleItem());
            mail.TextBody!.ReplaceLineEndings("\n").ShouldContain(Quoted);
            mail.HtmlBody!.ReplaceLineEndings("").ShouldContain($"<blockquote dir=\"auto\">{Html}</blockquote>");
        }
    }

    // The samples' words have several lines wherever a person can type them, so that a template that quotes only the first is found.
    [Fact]
    public async Task Every_mail_in_every_language_quotes_each_line_of_what_people_typed()
    {
        var preview = new TemplatePreview(Templates.Load(Path.Combine(AppContext.BaseDirectory, "templates", "mail")), new(Options.Create(new SiteOptions()), new(TimeProvider.System)));
        var quoted = 0;
        foreach (var kind in TemplatePreview.Kinds)
        {
            foreach (var language in preview.LanguagesOf(kind))
            {
                var mail = await preview.WriteAsync(kind, language);
                var lines = mail.Text.Split('\n').Where(line => line.Contains("- the ", StringComparison.Ordinal)).ToList();
                quoted += lines.Count;
                lines.ShouldAllBe(line => line.StartsWith("> - the ", StringComparison.Ordinal), $"{kind}, {language}");
                mail.Html.ShouldNotContain("- the ", customMessage: $"{kind}, {language}");
            }
        }

        quoted.ShouldBeGreaterThan(40);
    }

    [Fact]
    public async Task A_reopening_is_told_with_its_reason()
    {
        await using var desk = await ClimbDesk.OpenAsync();
        await desk.BeginAsync(delivers: true);
        await DecideAsync(desk);
        await desk.PassAsync(TimeSpan.Zero);

        await ReopenAsync(desk);
        await desk.PassAsync(TimeSpan.FromHours(2));

        var step = await desk.Out.ReadAsync((await desk.Out.OutboxAsync(MailKind.Step))[^1]);
        step.TextBody!.ReplaceLineEndings("\n").ShouldContain("The decision was opened again, and no longer holds. It is with Head of Trust and Safety again. The reason:\n\n> The badge\n> came too late.");
        step.HtmlBody!.ShouldContain("<blockquote dir=\"auto\"><p>The badge<br>came too late.</p></blockquote>");
    }

    [Fact]
    public async Task A_mail_of_a_decision_that_was_opened_again_before_it_left_says_so()
    {
        await using var desk = await ClimbDesk.OpenAsync();
        await desk.BeginAsync(delivers: true);
        await DecideAsync(desk);

        await ReopenAsync(desk);
        await desk.PassAsync(TimeSpan.FromHours(2));

        var mail = await desk.Out.ReadAsync((await desk.Out.OutboxAsync(MailKind.Decision)).ShouldHaveSingleItem());
        mail.TextBody!.ReplaceLineEndings("\n").ShouldContain("so this decision no longer holds. The reason:\n\n> The badge\n> came too late.");
        mail.HtmlBody!.ShouldContain("so this decision no longer holds. The reason:");
        await desk.ActAsync(ClimbDesk.Ines, (escalation, standing, by, at) => escalation.Forward(null, standing, by, at));
        await desk.PassAsync(TimeSpan.FromHours(2));
        var delivery = await desk.Out.ReadAsync((await desk.Out.OutboxAsync(MailKind.Delivery)).Single(m => m.Address == ClimbDesk.Victor));
        delivery.TextBody!.ReplaceLineEndings("\n").ShouldContain("It was decided before, and opened again. The reason:\n\n> The badge\n> came too late.");
    }

    [Fact]
    public async Task Each_step_has_a_sentence_of_its_own_in_each_language()
    {
        var templates = Templates.Load(Path.Combine(AppContext.BaseDirectory, "templates", "mail"));
        foreach (var (language, fallback) in new[] { ("en", "There is something new"), ("de", "Es gibt etwas Neues") })
        {
            var said = new HashSet<string>();
            foreach (var happened in Enum.GetNames<StepHappened>())
            {
                var mail = await templates.WriteAsync(MailKind.Step, language, new StepModel(7, "Pictures", "A picture", happened, "Team lead", "", "http://desk.test/", "0"), "M", "http://desk.test/");
                mail.Text.ShouldNotContain(fallback, customMessage: happened);
                mail.Html.ShouldNotContain(fallback, customMessage: happened);
                said.Add(mail.Text);
            }

            said.Count.ShouldBe(Enum.GetNames<StepHappened>().Length - 1, "only the first delivery and one after a move say the same");
        }
    }

    [Fact]
    public void Every_event_that_is_told_as_a_step_has_a_name_for_its_mail()
    {
        foreach (var kind in new[]
        {
            EventKind.Delivered, EventKind.Acknowledged, EventKind.Asked, EventKind.Answered, EventKind.Returned, EventKind.Forwarded, EventKind.Skipped, EventKind.Undeliverable, EventKind.TakenUp,
            EventKind.TimedOut, EventKind.EscalationReopened, EventKind.EscalationMerged, EventKind.Moved, EventKind.Withdrawn,
        })
            Should.NotThrow(() => Steps.Of(Happening(kind)), $"{kind}");

        Steps.Of(Happening(EventKind.TimedOut, ("to", 2), ("level", 1))).ShouldBe(StepHappened.TimedOut);
        Steps.Of(Happening(EventKind.TimedOut, ("to", 1), ("level", 1), ("waited", SupportDesk.Chains.WaitsFor.Answer))).ShouldBe(StepHappened.AnswerLate);
        Steps.Of(Happening(EventKind.TimedOut, ("to", 1), ("level", 1), ("waited", SupportDesk.Chains.WaitsFor.Decision))).ShouldBe(StepHappened.Late);
        Steps.Of(Happening(EventKind.Undeliverable, ("to", 3), ("level", 3))).ShouldBe(StepHappened.FellToAdministrators);
        Steps.Of(Happening(EventKind.Answered)).ShouldBe(StepHappened.Brought);
        Should.Throw<InvalidOperationException>(() => Steps.Of(Happening(EventKind.Reminded)));
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Whoever_is_asked_gets_the_question_and_not_also_the_step(DatabaseProvider engine)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        await desk.JoinManyAsync(1);
        await desk.ConsentAsync(desk.DamionsId, Consent.Named);
        await desk.BeginAsync(delivers: true);
        await desk.PassAsync(TimeSpan.Zero);
        var before = (await desk.Out.OutboxAsync(MailKind.Step)).Count;

        await desk.ActAsync(ClimbDesk.Tess, (escalation, standing, by, at) => escalation.Ask(new Asking("Since when?", desk.DamionsId), standing, by, at));
        await desk.PassAsync(TimeSpan.FromHours(1));
        var one = (await desk.Out.OutboxAsync(MailKind.Step)).Skip(before).Select(m => m.Address).ToList();
        await desk.ActAsync(ClimbDesk.Tess, (escalation, standing, by, at) => escalation.Ask(new Asking("Where?"), standing, by, at));
        await desk.PassAsync(TimeSpan.FromHours(1));

        one.ShouldBe(["p0@customer.test"]);
        (await desk.Out.OutboxAsync(MailKind.Step)).Count.ShouldBe(before + 1, "all were asked, so nobody is told besides");
        (await desk.AddressesAsync(MailKind.Question)).ShouldBe([MailDesk.Damion, MailDesk.Damion, "p0@customer.test"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(Consent.Named, true, "> Since July.\n>\n> - and again in August", "Damion")]
    [InlineData(Consent.Named, false, "> Since July.\n>\n> - and again in August", "Damion")]
    [InlineData(Consent.Anonymous, false, "> Since July.\n>\n> - and again in August", "Somebody who stands behind")]
    [InlineData(Consent.Private, false, "its author did not agree to be quoted", "Somebody who stands behind")]
    public async Task The_level_reads_each_answer_in_its_mail_as_far_as_its_writer_consents(Consent consent, bool isPassage, string answer, string by)
    {
        await using var desk = await ClimbDesk.OpenAsync();
        await desk.ConsentAsync(desk.DamionsId, consent);
        await desk.BeginAsync(delivers: true);
        await desk.ActAsync(ClimbDesk.Tess, (escalation, standing, by, at) => escalation.Ask(new Asking("Since when?", AnswerIsPassage: isPassage), standing, by, at));
        await desk.PassAsync(TimeSpan.Zero);
        var to = (await desk.Out.ReadAsync((await desk.Out.OutboxAsync(MailKind.Question)).ShouldHaveSingleItem())).ReplyTo.Mailboxes.Single().Address;

        await desk.Out.Desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re", "Since July.\n\n- and again in August", to: to));
        await desk.PassAsync(TimeSpan.Zero);

        var text = (await desk.Out.ReadAsync((await desk.Out.OutboxAsync(MailKind.Answer)).ShouldHaveSingleItem())).TextBody!.ReplaceLineEndings("\n");
        text.ShouldContain(answer);
        text.ShouldContain(by);
        var quotable = await desk.Out.Desk.ReadAsync(db => new QuotableWords(db).OfCaseAsync(desk.CaseId, Viewer.LevelHolder, withAnswers: true, 10, Stop));
        quotable.Any(q => q.Words.Contains("July", StringComparison.Ordinal)).ShouldBe(isPassage, "only what the question says joins the words that go up");
    }

    [Fact]
    public async Task An_answer_that_joins_no_passages_waits_for_a_look_where_the_desk_is_unsure()
    {
        await using var desk = await ClimbDesk.OpenAsync();
        await desk.ConsentAsync(desk.DamionsId, Consent.Anonymous);
        await desk.BeginAsync(delivers: true);
        await desk.ActAsync(ClimbDesk.Tess, (escalation, standing, by, at) => escalation.Ask(new Asking("Since when?", AnswerIsPassage: false), standing, by, at));
        await desk.PassAsync(TimeSpan.Zero);
        var to = (await desk.Out.ReadAsync((await desk.Out.OutboxAsync(MailKind.Question)).ShouldHaveSingleItem())).ReplyTo.Mailboxes.Single().Address;

        await desk.Out.Desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re", "In March. There my name is Bertram.", to: to));
        await desk.PassAsync(TimeSpan.Zero);

        (await desk.Out.OutboxAsync(MailKind.Answer)).ShouldBeEmpty();
        (await desk.Out.Desk.ReadAsync(db => new QuotableWords(db).AnswersAsync(desk.CaseId, Viewer.LevelHolder, Stop))).ShouldBeEmpty();
        (await desk.Out.Desk.ReadAsync(db => new QuotableWords(db).CountLooksAsync(desk.CaseId, Stop))).Values.ShouldBe([1]);

        await desk.ConsentAsync(desk.DamionsId, Consent.Named);
        await desk.PassAsync(TimeSpan.Zero);

        var text = (await desk.Out.ReadAsync((await desk.Out.OutboxAsync(MailKind.Answer)).ShouldHaveSingleItem())).TextBody!;
        text.ShouldContain("In March. There my name is Bertram.");
        text.ShouldContain("Since when?");
    }

    static DeskEvent Happening(EventKind kind, params (string, object?)[] details) =>
        DeskEvent.Of(kind, ObjectKind.Escalation, Guid.Empty, 1, Actor.System(Via.Job), DateTimeOffset.UnixEpoch, details);

    static Task DecideAsync(ClimbDesk desk) =>
        desk.ActAsync(ClimbDesk.Ines, (escalation, standing, by, at) => escalation.Decide(new Ruling(DecisionOutcome.Accepted, Statement), standing, by, at));

    static Task ReopenAsync(ClimbDesk desk) => desk.Out.Desk.ActAsync(async db =>
    {
        var escalation = await db.Escalations.SingleAsync(e => e.Id == desk.CaseId, Stop);
        var standing = await new SupportDesk.Chains.WhoStands(db, desk.Out.Now).ForAsync(escalation, Stop);
        escalation.Reopen(await db.Decisions.SingleAsync(Stop), "The badge\ncame too late.", standing, new(desk.Staff[ClimbDesk.Ines], Capacity.Level, Via.Web), desk.Out.Now);
    });
}
