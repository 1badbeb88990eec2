using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using SupportDesk.Chains;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Files;
using SupportDesk.Mail;
using SupportDesk.Web.Tests.Escalations;
using SupportDesk.Web.Tests.Tickets;

namespace SupportDesk.Web.Tests.Track;

/// <summary>What mail, consent page and tracker say of one person agrees in every state of the case, for every answer.</summary>
public sealed class AgreementTests(DeskApplication desk) : IClassFixture<DeskApplication>
{
    private const string Words = "Which of the two comes first?";

    public enum Answer { None, Private, Anonymous, Named, Withdrawn }

    public static TheoryData<EscalationState, Answer, bool> Table
    {
        get
        {
            var table = new TheoryData<EscalationState, Answer, bool>();
            foreach (var state in new[] { EscalationState.Gathering, EscalationState.Climbing, EscalationState.Decided })
            {
                foreach (var answer in Enum.GetValues<Answer>())
                {
                    table.Add(state, answer, false);
                    if (state != EscalationState.Gathering)
                        table.Add(state, answer, true);
                }
            }

            return table;
        }
    }

    [Theory, MemberData(nameof(Table))]
    public async Task Mail_page_and_tracker_agree(EscalationState state, Answer answer, bool asked)
    {
        var mine = await CaseAsync(state, answer, asked);
        using var client = desk.Stranger();

        var tracker = await client.GetAsync($"/track/{await LinkAsync(LinkPurpose.Track, mine)}");
        var mail = answer == Answer.Withdrawn ? await WithdrawnMailAsync(mine) : await UnclearMailAsync(mine);

        var (form, page) = answer switch
        {
            Answer.Named => ("You are quoted by name", "You are quoted by name"),
            Answer.Anonymous => ("You are quoted without your name", "You are quoted without your name"),
            Answer.Private => ("You are counted, without words", "You are counted, without words"),
            Answer.Withdrawn => ("You have withdrawn", "You have withdrawn"),
            _ => ("you are counted, without words", "May we pass on your words?"),
        };
        mail.ShouldContain(form);
        tracker.Words.ShouldContain(page);

        var quoted = answer is Answer.Named or Answer.Anonymous;
        tracker.Words.Contains("Your words are", StringComparison.Ordinal).ShouldBe(quoted && state != EscalationState.Decided, "the title says words only where words go up");
        tracker.Words.Contains("You asked us to pass on", StringComparison.Ordinal).ShouldBe(asked && answer != Answer.Withdrawn, "only who asked is told so");
        tracker.Words.Contains("You allowed us to pass on", StringComparison.Ordinal).ShouldBe(quoted && !asked);
        tracker.Words.Contains(Words, StringComparison.Ordinal).ShouldBe(quoted || answer == Answer.None);
        tracker.Words.Contains("Nobody sees these words unless you allow it", StringComparison.Ordinal).ShouldBe(answer == Answer.None);
        (tracker.Document.QuerySelector("form[action*='handler=Consent']") is not null).ShouldBe(answer != Answer.Withdrawn, "it can be narrowed, refused and withdrawn at any time");
    }

    [Theory]
    [InlineData(EscalationState.Climbing)]
    [InlineData(EscalationState.Decided)]
    public async Task Consent_is_narrowed_and_withdrawn_after_the_decision_too(EscalationState state)
    {
        var mine = await CaseAsync(state, Answer.Named, asked: false);
        using var client = desk.Stranger();
        var page = await client.GetAsync($"/track/{await LinkAsync(LinkPurpose.Track, mine)}");

        page = await client.FollowAsync(await client.SubmitAsync(page, Choices, press: "button[value=Anonymous]"));
        page.Words.ShouldContain("You are quoted without your name");
        var sure = await client.SubmitAsync(page, Choices, press: "button.danger");
        (await ReadAsync(mine)).WithdrawnAt.ShouldBeNull("it asks once");
        sure.Words.ShouldContain("You are then no longer counted and nothing of yours is shown.");
        page = await client.FollowAsync(await client.SubmitAsync(sure, "form[action*='handler=Withdraw']"));

        page.Words.ShouldContain("You have withdrawn");
        (await ReadAsync(mine)).WithdrawnAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Not_at_all_is_a_choice_of_the_question_and_asks_once()
    {
        var mine = await CaseAsync(EscalationState.Gathering, Answer.None, asked: false);
        using var client = desk.Stranger();
        var page = await client.GetAsync($"/consent/{await LinkAsync(LinkPurpose.Consent, mine)}");

        var sure = await client.SubmitAsync(page, "form.form", [("Form", "None")]);
        (await ReadAsync(mine)).WithdrawnAt.ShouldBeNull();
        var tracker = await client.FollowAsync(await client.SubmitAsync(sure, "form"));

        tracker.Words.ShouldContain("You have withdrawn");
        (await ReadAsync(mine)).WithdrawnAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_unused_link_is_over_once_consent_was_narrowed_elsewhere()
    {
        var mine = await CaseAsync(EscalationState.Climbing, Answer.Named, asked: false);
        using var client = desk.Stranger();
        var reminder = $"/consent/{await LinkAsync(LinkPurpose.Consent, mine)}";
        var tab = await client.GetAsync(reminder);
        var tracker = await client.GetAsync($"/track/{await LinkAsync(LinkPurpose.Track, mine)}");

        await client.SubmitAsync(tracker, Choices, press: "button[value=Private]");
        await client.SubmitAsync(tab, "form.form", [("Form", "Named")]);

        (await ReadAsync(mine)).Consent.ShouldBe(Consent.Private);
        (await client.GetAsync(reminder)).Words.ShouldContain("You have answered already");
    }

    [Fact]
    public async Task A_fresh_link_says_where_it_was_sent()
    {
        var mine = await CaseAsync(EscalationState.Climbing, Answer.Anonymous, asked: false);
        using var client = desk.Stranger();
        var page = await client.GetAsync($"/track/{await LinkAsync(LinkPurpose.Track, mine)}");
        page.Words.ShouldNotContain("We sent the link");

        page = await client.FollowAsync(await client.SubmitAsync(page, Choices, press: "button[formaction='?handler=Fresh']"));

        page.Words.ShouldContain("We sent the link to d…@customer.test.");
        page.Words.ShouldNotContain("damion@customer.test");
    }

    [Fact]
    public async Task An_agent_notes_what_was_said_by_phone_and_the_person_hears_of_it()
    {
        var mine = await CaseAsync(EscalationState.Climbing, Answer.Private, asked: false);
        var (ticket, number) = await desk.ReadAsync(async db => (await db.Tickets.Where(t => db.Supporters.Any(s => s.Id == mine && s.TicketId == t.Id)).Select(t => t.Number).SingleAsync(),
            await db.Escalations.Where(e => db.Supporters.Any(s => s.Id == mine && s.EscalationId == e.Id)).Select(e => e.Number).SingleAsync()));
        using var aldo = await desk.SignInAsync("aldo");
        var form = await aldo.GetAsync($"/tickets/{ticket}/consent?case={number}");

        var wrong = await aldo.SubmitAsync(form, "#act", [("choice", "Anonymous")]);
        var done = await aldo.SubmitAsync(form, "#act", [("choice", "Anonymous"), ("door", "Phone")]);

        wrong.Words.ShouldContain("One field needs another look.");
        done.Location.ShouldBe($"/tickets/{ticket}");
        (await ReadAsync(mine)).Consent.ShouldBe(Consent.Anonymous);
        var proof = await desk.ReadAsync(db => db.Consents.Where(c => c.SupporterId == mine).OrderByDescending(c => c.Id).Select(c => new { c.Form, c.How, c.ById }).FirstAsync());
        proof.ShouldBe(new { Form = Consent.Anonymous, How = "phone, noted by an agent", ById = (Guid?)desk.Person("aldo") });
        (await NotedAsync(mine)).ShouldContain("We noted what you told us");
    }

    [Fact]
    public async Task Words_of_their_own_stand_on_the_ticket_with_the_choices_as_buttons()
    {
        var mine = await CaseAsync(EscalationState.Climbing, Answer.Named, asked: false);
        var ticket = await desk.ReadAsync(db => db.Tickets.Where(t => db.Supporters.Any(s => s.Id == mine && s.TicketId == t.Id)).Select(t => t.Number).SingleAsync());
        await UnclearMailAsync(mine);
        using var aldo = await desk.SignInAsync("aldo");
        const string box = "#climbs form";

        var page = await aldo.GetAsync($"/tickets/{ticket}");
        page.WordsOf(box)!.ShouldContain("wrote about this in their own words");
        page = await aldo.FollowAsync(await aldo.SubmitAsync(page, box, press: "button[value=Withdraw]"));

        (await ReadAsync(mine)).WithdrawnAt.ShouldNotBeNull();
        page.Document.QuerySelector(box).ShouldBeNull();
    }

    private const string Choices = "form[action*='handler=Consent']";

    private async Task<Guid> CaseAsync(EscalationState state, Answer answer, bool asked)
    {
        var number = await desk.CaseAsync(Consent.None, Words, climbs: asked);
        var mine = await desk.ReadAsync(db => db.Supporters.Where(s => db.Escalations.Any(e => e.Number == number && e.Id == s.EscalationId)).Select(s => s.Id).SingleAsync());
        // Somebody else is behind it too, so that it does not end with this person.
        await desk.DoAsync(db => db.Supporters.Add(Supporter.Join(db.Escalations.Single(e => e.Number == number).Id, desk.Person("muhammed"), null, null, null, desk.By("aldo"), desk.Clock.Now)));
        await desk.DoAsync(async db =>
        {
            var escalation = await db.Escalations.SingleAsync(e => e.Number == number);
            var standing = await new WhoStands(db, desk.Clock.Now).ForAsync(escalation, TestContext.Current.CancellationToken);
            if (state != EscalationState.Gathering && escalation.State == EscalationState.Gathering)
                escalation.BeginClimb(standing, Actor.System(Via.Job), desk.Clock.Now);
            if (state == EscalationState.Decided)
                escalation.Decide(new Ruling(DecisionOutcome.Accepted, "The picture is asked for after the identity."), standing, desk.By("victor") with { Capacity = Capacity.Level }, desk.Clock.Now);
            return true;
        });
        await desk.DoAsync(async db =>
        {
            var row = await db.Supporters.SingleAsync(s => s.Id == mine);
            var by = new Actor(row.PersonId, Capacity.Supporter, Via.Mail);
            if (answer == Answer.Withdrawn)
                await Leaving.WithdrawAsync(db, row, by, desk.Clock.Now, TestContext.Current.CancellationToken);
            else if (answer != Answer.None)
                row.Answer(Enum.Parse<Consent>($"{answer}"), "test", 1, fresh: true, by with { Via = Via.Web }, desk.Clock.Now);
            return true;
        });
        return mine;
    }

    private async Task<string> UnclearMailAsync(Guid mine)
    {
        await desk.DoAsync(async db =>
        {
            var row = await db.Supporters.SingleAsync(s => s.Id == mine);
            var post = await db.Posts.Where(p => db.Tickets.Any(t => t.Id == row.TicketId && t.ThreadId == p.ThreadId)).Select(p => p.Id).FirstAsync();
            row.WriteFreely(post, proved: true, new Actor(row.PersonId, Capacity.Supporter, Via.Mail), desk.Clock.Now);
            return true;
        });
        return await NotedAsync(mine);
    }

    private Task<string> WithdrawnMailAsync(Guid mine) => NotedAsync(mine);

    private async Task<string> NotedAsync(Guid mine)
    {
        var mail = await Eventually.Get("the mail that says how they are quoted", () => desk.ReadAsync(db =>
            db.Outbox.AsNoTracking().Where(m => m.PartId == mine && m.Kind == MailKind.ConsentNoted && m.SentAt != null).OrderByDescending(m => m.Id).FirstOrDefaultAsync()));
        await using var db = desk.Open();
        var bytes = await desk.Services.GetRequiredService<FileStore>().ReadAsync(db, mail.BodyHash!, TestContext.Current.CancellationToken);
        return (await MimeMessage.LoadAsync(new MemoryStream(bytes), TestContext.Current.CancellationToken)).TextBody!;
    }

    private Task<Supporter> ReadAsync(Guid supporter) => desk.ReadAsync(db => db.Supporters.AsNoTracking().SingleAsync(s => s.Id == supporter));

    private Task<string> LinkAsync(LinkPurpose purpose, Guid supporter) => desk.DoAsync(async db =>
    {
        var mine = await db.Supporters.SingleAsync(s => s.Id == supporter);
        var (link, token) = Link.Make(purpose, mine.PersonId, mine.EscalationId, desk.Clock.RealNow.AddDays(1), desk.Clock.Now);
        db.Links.Add(link);
        return token;
    });
}
