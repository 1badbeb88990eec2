using Microsoft.EntityFrameworkCore;
using SupportDesk.Calendars;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Policies;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Mail;

public sealed class CaseMailTests
{
    const string Ines = "ines@marketfield-staff.test";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_answer_by_mail_goes_up_from_the_private_ticket(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var (ticket, question, _) = await AskedAsync(desk);

        var result = await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re: question", "In March, by the tax office.", question));

        var post = (await desk.PostsAsync(ticket))[^1];
        result.Outcome.ShouldBe(MailOutcome.Answer);
        (post.Id, post.Text).ShouldBe((result.PostId!.Value, "In March, by the tax office."));
        (await desk.ReadAsync(db => db.Answers.SingleAsync(Stop))).PostId.ShouldBe(post.Id);
        (await desk.ReadAsync(db => db.Passages.Select(p => p.Text).SingleAsync(Stop))).ShouldBe("In March, by the tax office.");
        (await desk.ReadAsync(db => db.Escalations.SingleAsync(Stop))).Climb.WaitsFor.ShouldBe(WaitsFor.Decision);
    }

    [Fact]
    public async Task A_second_answer_is_a_post_and_no_answer()
    {
        await using var desk = await MailDesk.OpenAsync();
        var (ticket, question, _) = await AskedAsync(desk);
        await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re", "First.", question));

        var result = await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re", "And one more thing.", question));

        result.Outcome.ShouldBe(MailOutcome.Posted);
        (await desk.PostsAsync(ticket))[^1].Text.ShouldBe("And one more thing.");
        (await desk.ReadAsync(db => db.Answers.CountAsync(Stop))).ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_that_is_no_passage_is_read_under_the_same_consent()
    {
        await using var desk = await MailDesk.OpenAsync();
        var (_, question, _) = await AskedAsync(desk, isPassage: false);
        await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re: question", "In March, by the tax office.", question));

        var silent = await AnswersAsync(desk);
        await desk.ActAsync(async db => (await db.Supporters.SingleAsync(Stop)).Answer(Consent.Named, "page", 1, fresh: true, Actor.System(Via.Job), desk.Database.Clock.Now));
        var named = await AnswersAsync(desk);

        silent.ShouldBeEmpty();
        named.ShouldBe(["In March, by the tax office."]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_anonymous_answer_in_doubt_waits_until_an_agent_looked(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var (ticket, question, _) = await AskedAsync(desk);
        await desk.ActAsync(async db => (await db.Supporters.SingleAsync(Stop)).Answer(Consent.Anonymous, "page", 1, fresh: true, Actor.System(Via.Job), desk.Database.Clock.Now));

        var result = await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re: question", "In March. There my name is Bertram.", question));
        var (before, told, looks) = (await AnswersAsync(desk), await desk.ReadAsync(db => db.Outbox.CountAsync(m => m.Kind == MailKind.Answer, Stop)), await desk.ReadAsync(db => new QuotableWords(db).LooksAsync(ticket.Id, Stop)));
        await desk.ActAsync(async db =>
        {
            var look = (await new QuotableWords(db).FindLookAsync(ticket.Id, looks.Single().PassageId, Stop))!;
            look.Supporter.LookOver(look.Passage, "", look.Waiting.QuestionId, Actor.System(Via.Web), desk.Database.Clock.Now);
        });

        result.Outcome.ShouldBe(MailOutcome.Answer);
        before.ShouldBeEmpty();
        told.ShouldBe(0);
        looks.Single().LookBy.ShouldBe(desk.Database.Clock.Now.AddHours(8), TimeSpan.FromMinutes(1));
        (await AnswersAsync(desk)).ShouldBe(["In March. There my name is […]."]);
        (await desk.ReadAsync(db => db.Outbox.CountAsync(m => m.Kind == MailKind.Answer, Stop))).ShouldBe(1);
        (await desk.ReadAsync(db => new QuotableWords(db).LooksAsync(ticket.Id, Stop))).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_in_doubt_goes_up_when_its_writer_allows_the_name_and_waits_again_when_they_take_that_back()
    {
        await using var desk = await MailDesk.OpenAsync();
        var (ticket, question, _) = await AskedAsync(desk);
        await ConsentAsync(desk, Consent.Anonymous);
        await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re: question", "In March. There my name is Bertram.", question));

        await ConsentAsync(desk, Consent.Named);

        (await AnswersAsync(desk)).ShouldBe(["In March. There my name is Bertram."]);
        (await LooksAsync(desk, ticket)).ShouldBe(0, "nothing waits for a look any more");
        (await desk.ReadAsync(db => db.Outbox.CountAsync(m => m.Kind == MailKind.Answer, Stop))).ShouldBe(1);

        await ConsentAsync(desk, Consent.Anonymous);

        (await AnswersAsync(desk)).ShouldBeEmpty();
        (await LooksAsync(desk, ticket)).ShouldBe(1);
    }

    static Task ConsentAsync(MailDesk desk, Consent form) => desk.ActAsync(async db =>
        (await db.Supporters.SingleAsync(Stop)).Answer(form, "page", 1, fresh: true, Actor.System(Via.Job), desk.Database.Clock.Now));

    static Task<int> LooksAsync(MailDesk desk, Ticket ticket) => desk.ReadAsync(async db => (await new QuotableWords(db).LooksAsync(ticket.Id, Stop)).Count);

    [Fact]
    public async Task An_anonymous_answer_without_doubt_goes_up_redacted_at_once()
    {
        await using var desk = await MailDesk.OpenAsync();
        var (ticket, question, _) = await AskedAsync(desk);
        await desk.ActAsync(async db => (await db.Supporters.SingleAsync(Stop)).Answer(Consent.Anonymous, "page", 1, fresh: true, Actor.System(Via.Job), desk.Database.Clock.Now));

        await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re: question", $"In March. Ask me at {MailDesk.Damion} or +49 731 5550123.", question));

        (await AnswersAsync(desk)).ShouldBe(["In March. Ask me at […] or […]."]);
        (await desk.ReadAsync(db => new QuotableWords(db).LooksAsync(ticket.Id, Stop))).ShouldBeEmpty();
        (await desk.PostsAsync(ticket))[^1].Text.ShouldContain(MailDesk.Damion);
    }

    static Task<List<string>> AnswersAsync(MailDesk desk) => desk.ReadAsync(async db =>
        (await new QuotableWords(db).AnswersAsync((await db.Escalations.SingleAsync(Stop)).Id, Viewer.LevelHolder, Stop)).Select(a => a.Words.Words).ToList());

    [Theory]
    [InlineData(MailDesk.Damion, Verdict.Failed)]
    [InlineData("stranger@elsewhere.test", Verdict.Proved)]
    public async Task A_spoofed_answer_goes_nowhere(string from, Verdict verdict)
    {
        await using var desk = await MailDesk.OpenAsync();
        var (ticket, question, _) = await AskedAsync(desk);

        var result = await desk.TakeAsync(MailDesk.Letter(from, "Re", "They are liars.", question), verdict);

        result.Outcome.ShouldBe(MailOutcome.Held);
        (await desk.PostsAsync(ticket))[^1].State.ShouldBe(PostState.Held);
        (await desk.ReadAsync(db => db.Answers.CountAsync(Stop))).ShouldBe(0);
    }

    [Fact]
    public async Task An_out_of_office_answer_is_no_answer()
    {
        await using var desk = await MailDesk.OpenAsync();
        var (_, question, _) = await AskedAsync(desk);
        var mail = MailDesk.Letter(MailDesk.Damion, "Out of office", "Back on Monday.", question);
        mail.Headers.Add("Auto-Submitted", "auto-replied");

        await desk.TakeAsync(mail);

        (await desk.ReadAsync(db => db.Answers.CountAsync(Stop))).ShouldBe(0);
    }

    [Fact]
    public async Task A_levels_answer_to_its_dossier_becomes_its_note()
    {
        await using var desk = await MailDesk.OpenAsync();
        var (_, _, dossier) = await AskedAsync(desk);

        var result = await desk.TakeAsync(MailDesk.Letter(Ines, "Re: E-1", "Legal looks at it.", dossier));

        result.Outcome.ShouldBe(MailOutcome.Note);
        (await desk.ReadAsync(db => db.LevelNotes.Select(n => n.Text).ToListAsync(Stop))).ShouldContain("Legal looks at it.");
    }

    [Theory]
    [InlineData(Ines, Verdict.Unproved)]
    [InlineData("stranger@elsewhere.test", Verdict.Proved)]
    public async Task Words_in_a_levels_name_become_no_note(string from, Verdict verdict)
    {
        await using var desk = await MailDesk.OpenAsync();
        var (_, _, dossier) = await AskedAsync(desk);

        var result = await desk.TakeAsync(MailDesk.Letter(from, "Re: E-1", "Approved!", dossier), verdict);

        result.Outcome.ShouldBe(MailOutcome.NewTicket);
        (await desk.ReadAsync(db => db.LevelNotes.CountAsync(Stop))).ShouldBe(0);
        (await desk.PostsAsync(await desk.TicketAsync(result.TicketNumber!.Value)))[^1].Text.ShouldContain("no note of the level");
    }

    /// <summary>Damion's complaint stands at level 1, where Ines has asked him a question.</summary>
    static async Task<(Ticket Ticket, string QuestionAddress, string DossierAddress)> AskedAsync(MailDesk desk, bool isPassage = true)
    {
        var (at, system) = (desk.Database.Clock.Now, Actor.System(Via.Job));
        var ines = await desk.AgentAsync("ines", Ines);
        var ticket = await desk.DamionWritesAsync();
        var chain = Chain.Named("Trust", fromConfiguration: false, at);
        chain.Change([LevelOf($"person:{Ines}")], new(Time("5d"), Time("3d"), Time("3d")), [WorkingCalendar.Always], system, at);
        var policy = Policy.Write("id-check", "ID check", ines, chain.Id, "Every shop shows its papers.", system, at);
        var escalation = Escalation.Raise(new NewCase(policy.Id, 1, "Papers nobody can have", null), chain.Newest, system, at);
        var supporter = Supporter.Join(escalation.Id, ticket.RequesterId, ticket.Id, null, null, system, at);
        await desk.ActAsync(db =>
        {
            db.AddRange(chain, policy, escalation, supporter);
            return Task.CompletedTask;
        });

        Guid question = default;
        await desk.ActAsync(async db =>
        {
            var row = await db.Escalations.SingleAsync(Stop);
            var standing = await new WhoStands(db, at).ForAsync(row, Stop);
            row.BeginClimb(standing, system, at);
            question = row.Ask(new Asking("When did you get them?", AnswerIsPassage: isPassage), standing, new Actor(ines, Capacity.Level, Via.Web), at).Id;
        });
        return (ticket, await desk.ReplyAddressAsync(ticket.RequesterId, question, ReplyPurpose.Question), await desk.ReplyAddressAsync(ines, escalation.Id, ReplyPurpose.Level));
    }

    static Level LevelOf(string who) => new("Head of Trust and Safety", [Seat.Parse(who)], [], Powers.Forward | Powers.Ask | Powers.Decide, "always", Time("1d"), Time("2d"), [], OnTimeOut.Remind, false, Time("1d"));

    static PromisedTime Time(string text) => PromisedTime.Parse(text);
}
