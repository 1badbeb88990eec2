using Microsoft.EntityFrameworkCore;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Tests.Mail;
using SupportDesk.Threads;

namespace SupportDesk.Tests.Notifications;

/// <summary>What a supporter says by mail about how they are quoted.</summary>
public sealed class ConsentMailTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task One_word_in_answer_to_the_question_is_recorded_and_confirmed(DatabaseProvider engine)
    {
        await using var desk = await AskedAsync(engine);
        var question = await LastAsync(desk, MailKind.ConsentQuestion);
        question.TextBody!.ShouldContain("\nNAME\n");
        question.TextBody!.ShouldContain("\nCOUNT ONLY\n");
        var posts = (await desk.Out.Desk.PostsAsync(desk.Ticket)).Count(p => p.Kind == PostKind.Reply);

        var result = await ReplyAsync(desk, question, "ANONYMOUS");

        result.Outcome.ShouldBe(MailOutcome.Consent);
        (await MineAsync(desk)).Consent.ShouldBe(Consent.Anonymous);
        var noted = await LastAsync(desk, MailKind.ConsentNoted);
        noted.TextBody!.ShouldContain("You are quoted without your name.");
        noted.To.Mailboxes.Single().Address.ShouldBe(MailDesk.Damion);
        (await ProofAsync(desk)).ShouldBe([(Consent.Anonymous, "mail")]);
        (await desk.Out.Desk.PostsAsync(desk.Ticket)).Count(p => p.Kind == PostKind.Reply).ShouldBe(posts, "the word alone makes no work for an agent");
    }

    [Theory]
    [InlineData("NO")]
    [InlineData("WITHDRAW")]
    public async Task No_and_withdraw_take_the_person_out(string word)
    {
        await using var desk = await AskedAsync();

        await ReplyAsync(desk, await LastAsync(desk, MailKind.ConsentQuestion), word);

        (await MineAsync(desk)).WithdrawnAt.ShouldNotBeNull();
        (await LastAsync(desk, MailKind.ConsentNoted)).TextBody!.ShouldContain("You have withdrawn.");
        (await ProofAsync(desk)).ShouldBe([(Consent.None, "mail")]);
    }

    [Theory]
    [InlineData(MailDesk.Damion, Verdict.Unproved)]
    [InlineData(MailDesk.Damion, Verdict.Failed)]
    [InlineData(MailDesk.Muhammed, Verdict.Proved)]
    public async Task A_word_that_is_not_proved_to_be_theirs_does_nothing(string from, Verdict verdict)
    {
        foreach (var word in new[] { "NAME", "WITHDRAW" })
        {
            await using var desk = await AskedAsync();

            await ReplyAsync(desk, await LastAsync(desk, MailKind.ConsentQuestion), word, from, verdict);

            var mine = await MineAsync(desk);
            (mine.Consent, mine.WithdrawnAt).ShouldBe((Consent.None, null));
            (await desk.Out.OutboxAsync(MailKind.ConsentNoted)).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_choice_counts_only_in_answer_to_the_newest_question()
    {
        await using var desk = await AskedAsync();
        var first = await LastAsync(desk, MailKind.ConsentQuestion);
        await desk.PassAsync(TimeSpan.FromDays(2.1));
        var reminder = await LastAsync(desk, MailKind.ConsentReminder);

        await ReplyAsync(desk, first, "NAME");
        (await MineAsync(desk)).Consent.ShouldBe(Consent.None);
        (await desk.Out.OutboxAsync(MailKind.FreshLink)).ShouldHaveSingleItem();

        await ReplyAsync(desk, reminder, "NAME");
        (await MineAsync(desk)).Consent.ShouldBe(Consent.Named);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task To_allow_more_than_before_a_fresh_link_comes(DatabaseProvider engine)
    {
        await using var desk = await AskedAsync(engine);
        var question = await LastAsync(desk, MailKind.ConsentQuestion);
        await ReplyAsync(desk, question, "COUNT ONLY");

        await ReplyAsync(desk, question, "NAME");

        (await MineAsync(desk)).Consent.ShouldBe(Consent.Private);
        (await LastAsync(desk, MailKind.FreshLink)).TextBody!.ShouldContain("/consent/");
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Words_of_their_own_change_nothing_and_a_person_reads_them(DatabaseProvider engine)
    {
        await using var desk = await AskedAsync(engine);

        var result = await ReplyAsync(desk, await LastAsync(desk, MailKind.ConsentQuestion), "please take me out");

        var mine = await MineAsync(desk);
        (result.Outcome, mine.Consent, mine.WithdrawnAt, mine.UnreadPostId).ShouldBe((MailOutcome.Posted, Consent.None, null, result.PostId));
        var noted = await LastAsync(desk, MailKind.ConsentNoted);
        noted.TextBody!.ShouldContain("A person will read it.");
        (await desk.Out.Desk.ReadAsync(db => new TicketClimbs(db, new QuotableWords(db), desk.Out.Desk.Database.Clock).OfAsync(desk.Ticket.Id, Stop))).ShouldHaveSingleItem().UnreadPost.ShouldBe(result.PostId);
        await ReplyAsync(desk, noted, "Did you get that?");
        (await desk.Out.OutboxAsync(MailKind.ConsentNoted)).ShouldHaveSingleItem("once a day is enough");
    }

    [Fact]
    public async Task Withdraw_is_heard_in_any_mail_about_the_case()
    {
        foreach (var kind in new[] { MailKind.Step, MailKind.Question, MailKind.Decision })
        {
            await using var desk = await AskedAsync();
            await desk.ConsentAsync(desk.DamionsId, Consent.Named);
            await desk.BeginAsync();
            await desk.ActAsync(ClimbDesk.Tess, (escalation, standing, by, at) => escalation.Ask(new Asking("Since when?", desk.DamionsId), standing, by, at));
            if (kind == MailKind.Decision)
                await desk.DecideAsync();
            await desk.PassAsync(TimeSpan.Zero);

            await ReplyAsync(desk, await LastAsync(desk, kind), "withdraw");

            (await MineAsync(desk)).WithdrawnAt.ShouldNotBeNull($"{kind}");
            (await desk.Out.Desk.ReadAsync(db => db.Answers.CountAsync(Stop))).ShouldBe(0, $"{kind}");
        }
    }

    [Fact]
    public async Task Withdraw_is_heard_in_a_reply_on_their_ticket_where_it_can_mean_one_case_only()
    {
        await using var desk = await AskedAsync();
        await desk.Out.ReplyAsync(desk.Ticket, desk.Staff["aldo@marketfield.test"]);
        await desk.PassAsync(TimeSpan.FromMinutes(1));

        await ReplyAsync(desk, await LastAsync(desk, MailKind.Reply), "WITHDRAW");

        (await MineAsync(desk)).WithdrawnAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task No_is_an_answer_to_the_question_alone()
    {
        await using var desk = await AskedAsync();
        await desk.ConsentAsync(desk.DamionsId, Consent.Named);
        await desk.BeginAsync();
        await desk.Out.ReplyAsync(desk.Ticket, desk.Staff["aldo@marketfield.test"], "Does it work now?");
        await desk.PassAsync(TimeSpan.FromMinutes(1));

        await ReplyAsync(desk, await LastAsync(desk, MailKind.Reply), "No.");
        await ReplyAsync(desk, await LastAsync(desk, MailKind.Step), "No.");

        (await MineAsync(desk)).WithdrawnAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_program_that_answers_says_nothing()
    {
        await using var desk = await AskedAsync();
        var away = Answer(await LastAsync(desk, MailKind.ConsentQuestion), "NAME");
        away.Headers.Add(HeaderId.AutoSubmitted, "auto-replied");

        await desk.Out.Desk.TakeAsync(away);

        var mine = await MineAsync(desk);
        (mine.Consent, mine.UnreadPostId).ShouldBe((Consent.None, null));
    }

    [Fact]
    public async Task A_german_question_lists_german_words()
    {
        await using var desk = await ClimbDesk.OpenAsync();
        await desk.Out.Desk.ActAsync(async db => await db.Outbox.Where(m => m.Kind == MailKind.ConsentQuestion).ExecuteUpdateAsync(set => set.SetProperty(m => m.Language, "de"), Stop));
        await desk.Out.DeliverAsync();

        var question = await LastAsync(desk, MailKind.ConsentQuestion);
        question.TextBody!.ShouldContain("\nNUR ZÄHLEN\n");
        await ReplyAsync(desk, question, "Nur zählen");

        (await MineAsync(desk)).Consent.ShouldBe(Consent.Private);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Every_answer_ends_the_links_before_it(DatabaseProvider engine)
    {
        await using var desk = await AskedAsync(engine);
        await desk.PassAsync(TimeSpan.FromDays(2.1));
        (await OpenLinksAsync(desk)).ShouldBe(2, "of the question and its reminder");

        await desk.ConsentAsync(desk.DamionsId, Consent.Private);
        (await OpenLinksAsync(desk)).ShouldBe(0);

        await desk.Out.Desk.ActAsync(async db => (await db.Supporters.SingleAsync(s => s.Id == desk.DamionsId, Stop)).AskAgain(new((await MineAsync(desk)).PersonId, Capacity.Supporter, Via.Web), desk.Out.Now));
        await desk.Out.DeliverAsync();
        (await OpenLinksAsync(desk)).ShouldBe(1);
        await desk.Out.Desk.ActAsync(async db => await Leaving.WithdrawAsync(db, await db.Supporters.SingleAsync(s => s.Id == desk.DamionsId, Stop), Actor.System(Via.Web), desk.Out.Now, Stop));
        (await OpenLinksAsync(desk)).ShouldBe(0);
    }

    [Fact]
    public async Task A_fresh_link_that_had_not_left_when_they_answered_is_called_off()
    {
        await using var desk = await AskedAsync();
        await desk.ConsentAsync(desk.DamionsId, Consent.Anonymous);
        await desk.Out.Desk.ActAsync(async db => (await db.Supporters.SingleAsync(s => s.Id == desk.DamionsId, Stop)).AskAgain(new((await MineAsync(desk)).PersonId, Capacity.Supporter, Via.Web), desk.Out.Now));

        await desk.ConsentAsync(desk.DamionsId, Consent.Private);
        await desk.Out.DeliverAsync(TimeSpan.FromMinutes(1));

        (await desk.Out.OutboxAsync(MailKind.FreshLink)).Single().Reason.ShouldBe("They have answered since they asked for it.");
        (await OpenLinksAsync(desk)).ShouldBe(0);
    }

    [Fact]
    public async Task Who_asked_in_writing_hears_that_it_was_passed_on_and_how_they_are_counted()
    {
        await using var desk = await ClimbDesk.OpenAsync();
        await desk.Out.Desk.TakeAsync(MailDesk.Letter(MailDesk.Muhammed, "Me too", "Please pass this on."));
        var (person, post) = (await desk.Out.Desk.PersonIdAsync(MailDesk.Muhammed), await desk.Out.Desk.ReadAsync(db => db.Posts.OrderByDescending(p => p.At).Select(p => p.Id).FirstAsync(Stop)));
        await desk.Out.Desk.ActAsync(db =>
        {
            db.Add(Supporter.Join(desk.CaseId, person, null, null, post, desk.Agent, desk.Out.Now));
            return Task.CompletedTask;
        });
        await desk.Out.DeliverAsync();

        var text = (await LastAsync(desk, MailKind.PassedOn)).TextBody!;
        text.ShouldContain("you asked us to pass on what you wrote");
        text.ShouldContain("none of your words are shown to anybody until you choose");
        (await desk.AddressesAsync(MailKind.ConsentQuestion)).ShouldBe([MailDesk.Damion]);
    }

    static async Task<ClimbDesk> AskedAsync(DatabaseProvider engine = DatabaseProvider.Sqlite)
    {
        var desk = await ClimbDesk.OpenAsync(engine);
        await desk.Out.DeliverAsync();
        return desk;
    }

    static async Task<MimeMessage> LastAsync(ClimbDesk desk, MailKind kind) => await desk.Out.ReadAsync((await desk.Out.OutboxAsync(kind)).Where(m => m.BodyHash != null).ToList()[^1]);

    static MimeMessage Answer(MimeMessage to, string words, string from = MailDesk.Damion) =>
        MailDesk.Letter(from, $"Re: {to.Subject}", words, to.ReplyTo.Mailboxes.Single().Address, to.MessageId);

    static async Task<SupportDesk.Mail.Incoming.IntakeResult> ReplyAsync(ClimbDesk desk, MimeMessage to, string words, string from = MailDesk.Damion, Verdict verdict = Verdict.Proved)
    {
        var result = await desk.Out.Desk.TakeAsync(Answer(to, words, from), verdict);
        await desk.PassAsync(TimeSpan.FromMinutes(1));
        return result;
    }

    static Task<Supporter> MineAsync(ClimbDesk desk) => desk.Out.Desk.ReadAsync(db => db.Supporters.AsNoTracking().SingleAsync(s => s.Id == desk.DamionsId, Stop));

    static Task<int> OpenLinksAsync(ClimbDesk desk) => desk.Out.Desk.ReadAsync(db => db.Links.CountAsync(l => l.Purpose == LinkPurpose.Consent && l.ObjectId == desk.CaseId && l.UsedAt == null, Stop));

    static async Task<List<(Consent, string)>> ProofAsync(ClimbDesk desk) =>
        [.. (await desk.Out.Desk.ReadAsync(db => db.Consents.AsNoTracking().Where(c => c.SupporterId == desk.DamionsId).OrderBy(c => c.Id).ToListAsync(Stop))).Select(c => (c.Form, c.How))];
}
