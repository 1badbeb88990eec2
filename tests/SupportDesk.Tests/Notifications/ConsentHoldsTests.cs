using Microsoft.EntityFrameworkCore;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Mail.Sending;
using SupportDesk.Tests.Mail;

namespace SupportDesk.Tests.Notifications;

/// <summary>Consent holds until the mail leaves: what happens between two tries counts.</summary>
public sealed class ConsentHoldsTests
{
    const string Words = "The dialog refuses my picture";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task After_a_refusal_for_now_a_narrowed_consent_counts(DatabaseProvider engine)
    {
        await using var desk = await RefusedAsync(engine);
        (await DossierAsync(desk)).BodyHash.ShouldBeNull("what was refused is not kept");

        await desk.ConsentAsync(desk.DamionsId, Consent.Anonymous);
        await AcceptAsync(desk);

        var text = Last(desk).TextBody!;
        text.ShouldContain(Words);
        text.ShouldNotContain("damion", Case.Insensitive);
        (await DossierAsync(desk)).MessageId.ShouldBe(Last(desk).MessageId);
        (await SaidAsync(desk)).ShouldBeEmpty("no copy can have left");
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task After_a_refusal_for_now_nothing_of_somebody_who_withdrew_leaves(DatabaseProvider engine)
    {
        await using var desk = await RefusedAsync(engine);
        await desk.JoinAsync(desk.Staff["aldo@marketfield.test"], "I say the same.");

        await WithdrawAsync(desk, desk.DamionsId);
        await AcceptAsync(desk);

        Last(desk).TextBody!.ShouldNotContain(Words);
    }

    [Theory]
    [InlineData("withdrawn", "It climbs no longer.")]
    [InlineData("deactivated", "The person does not stand where it is now.")]
    [InlineData("role revoked", "The person does not stand where it is now.")]
    [InlineData("moved on", "The person does not stand where it is now.")]
    [InlineData("bounced", "Mail to this address came back before.")]
    public async Task After_a_refusal_for_now_a_mail_that_nobody_should_get_is_called_off(string happened, string reason)
    {
        await using var desk = await RefusedAsync();
        var before = ToTess(desk).Count;

        await HappenAsync(desk, happened);
        await AcceptAsync(desk);

        var mail = await DossierAsync(desk);
        (mail.CancelledAt is not null, mail.Reason, mail.BodyHash).ShouldBe((true, reason, null));
        ToTess(desk).Count.ShouldBe(before);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Bytes_that_may_have_left_go_again_as_they_were_while_consent_is_the_same_or_wider(DatabaseProvider engine)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        await desk.ConsentAsync(desk.DamionsId, Consent.Anonymous);
        await UnansweredAsync(desk);

        await desk.ConsentAsync(desk.DamionsId, Consent.Named);
        await AcceptAsync(desk);

        var copies = ToTess(desk);
        copies.Count.ShouldBe(2);
        copies[1].ShouldBe(copies[0]);
        (await DossierAsync(desk)).Repeats.ShouldBe(1);
        (await SaidAsync(desk)).ShouldBe([EventKind.MaybeSentTwice]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Bytes_that_may_have_left_are_not_repeated_once_consent_was_narrowed_and_the_case_says_so(DatabaseProvider engine)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        await desk.ConsentAsync(desk.DamionsId, Consent.Named);
        await UnansweredAsync(desk);

        await desk.ConsentAsync(desk.DamionsId, Consent.Private);
        await AcceptAsync(desk);

        var copies = ToTess(desk).ConvertAll(Read);
        copies[0].TextBody!.ShouldContain(Words);
        copies[1].TextBody!.ShouldNotContain(Words);
        copies[1].MessageId.ShouldBe(copies[0].MessageId);
        (await SaidAsync(desk)).ShouldBe([EventKind.EarlierCopyMayHaveLeft]);
    }

    [Fact]
    public async Task A_copy_that_may_have_left_is_remembered_through_a_refusal_and_an_outage()
    {
        await using var desk = await ClimbDesk.OpenAsync();
        await desk.ConsentAsync(desk.DamionsId, Consent.Named);
        await UnansweredAsync(desk);
        Answer(desk, SendResult.RefusedForNow);
        await desk.Out.DeliverAsync(TimeSpan.FromMinutes(2));
        Answer(desk, SendResult.Unreachable);
        await desk.Out.DeliverAsync(TimeSpan.FromMinutes(5));

        await desk.ConsentAsync(desk.DamionsId, Consent.Anonymous);
        await AcceptAsync(desk);

        Last(desk).TextBody!.ShouldNotContain("damion", Case.Insensitive);
        (await SaidAsync(desk)).ShouldContain(EventKind.EarlierCopyMayHaveLeft);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_worker_that_died_at_the_server_leaves_it_to_the_next_to_check(DatabaseProvider engine)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        await desk.ConsentAsync(desk.DamionsId, Consent.Named);
        await desk.BeginAsync();
        desk.Out.Server.Answer = no => To(desk, no) == ClimbDesk.Tess ? throw new OperationCanceledException("the process ends here") : Task.FromResult(SendAnswer.Accepted);
        await Should.ThrowAsync<OperationCanceledException>(() => desk.Out.DeliverAsync());

        await desk.ConsentAsync(desk.DamionsId, Consent.Anonymous);
        await AcceptAsync(desk);

        Last(desk).TextBody!.ShouldNotContain("damion", Case.Insensitive);
        (await SaidAsync(desk)).ShouldBe([EventKind.EarlierCopyMayHaveLeft]);
    }

    [Theory]
    [InlineData("withdrawn")]
    [InlineData("deactivated")]
    public async Task A_copy_that_may_have_left_before_its_mail_was_called_off_is_said_on_the_case(string happened)
    {
        await using var desk = await ClimbDesk.OpenAsync();
        await desk.ConsentAsync(desk.DamionsId, Consent.Named);
        await UnansweredAsync(desk);

        await HappenAsync(desk, happened);
        await AcceptAsync(desk);

        // Whoever may have got it is told that the case ended, without its words.
        ToTess(desk).Skip(1).Select(Read).ShouldAllBe(m => happened == "withdrawn" && m.Subject!.StartsWith("Withdrawn:", StringComparison.Ordinal) && !m.TextBody!.Contains(Words, StringComparison.Ordinal));
        (await DossierAsync(desk)).CancelledAt.ShouldNotBeNull();
        (await SaidAsync(desk)).ShouldBe([EventKind.EarlierCopyMayHaveLeft]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task What_is_narrowed_while_the_server_makes_the_desk_wait_counts(DatabaseProvider engine)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        await desk.ConsentAsync(desk.DamionsId, Consent.Named);
        await desk.Out.DeliverAsync();
        await desk.BeginAsync();
        var narrowed = false;
        desk.Out.Server.BeforeData = async _ =>
        {
            if (!narrowed)
                await desk.ConsentAsync(desk.DamionsId, Consent.Anonymous);
            narrowed = true;
        };

        await desk.Out.DeliverAsync();

        Read(ToTess(desk).ShouldHaveSingleItem()).TextBody!.ShouldNotContain("damion", Case.Insensitive);
        var mail = await DossierAsync(desk);
        (mail.SentAt is not null, mail.Attempts, mail.Repeats).ShouldBe((true, 1, 0));
        (await SaidAsync(desk)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("DATA", Breakage.Refuse, false)]
    [InlineData(".", Breakage.Refuse, false)]
    [InlineData("RCPT", Breakage.Hang, false)]
    [InlineData("DATA", Breakage.Hang, false)]
    [InlineData(".", Breakage.Hang, true)]
    [InlineData(".", Breakage.Disconnect, true)]
    public async Task Over_a_broken_connection_narrowed_words_never_leave_a_second_time(string at, Breakage how, bool mayHaveLeft)
    {
        await using var server = new BrokenSmtp("NONE", Breakage.Hang);
        await using var desk = await ClimbDesk.OpenAsync(DatabaseProvider.Sqlite, server);
        await desk.ConsentAsync(desk.DamionsId, Consent.Named);
        await desk.Out.DeliverAsync();
        await desk.BeginAsync();
        server.Broken = (at, how);
        await desk.Out.DeliverAsync();
        var before = server.Got.Count;

        await desk.ConsentAsync(desk.DamionsId, Consent.Private);
        server.Broken = null;
        await desk.Out.DeliverAsync(TimeSpan.FromMinutes(10));

        Parse(server.Got.Skip(before).ShouldHaveSingleItem()).TextBody!.ShouldNotContain(Words);
        (await DossierAsync(desk)).SentAt.ShouldNotBeNull();
        (await SaidAsync(desk)).ShouldBe(mayHaveLeft ? [EventKind.EarlierCopyMayHaveLeft] : []);
    }

    [Fact]
    public async Task Over_a_slow_connection_the_desk_asks_once_more_when_the_recipient_is_accepted()
    {
        await using var server = new BrokenSmtp("NONE", Breakage.Hang);
        await using var desk = await ClimbDesk.OpenAsync(DatabaseProvider.Sqlite, server);
        await desk.ConsentAsync(desk.DamionsId, Consent.Named);
        await desk.Out.DeliverAsync();
        await desk.BeginAsync();
        var before = server.Got.Count;
        var narrowed = false;
        server.Before = async word =>
        {
            if (word == "RCPT" && !narrowed)
            {
                narrowed = true;
                await desk.ConsentAsync(desk.DamionsId, Consent.Private);
            }
        };

        await desk.Out.DeliverAsync();

        Parse(server.Got.Skip(before).ShouldHaveSingleItem()).TextBody!.ShouldNotContain(Words);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_answer_that_goes_up_is_checked_at_each_try_too(DatabaseProvider engine)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        await desk.ConsentAsync(desk.DamionsId, Consent.Named);
        await desk.BeginAsync();
        await desk.ActAsync(ClimbDesk.Tess, (escalation, standing, by, at) => escalation.Ask(new Asking("Since when?", desk.DamionsId), standing, by, at));
        await desk.PassAsync(TimeSpan.Zero);
        var back = (await desk.Out.ReadAsync((await desk.Out.OutboxAsync(MailKind.Question)).Single())).ReplyTo.Mailboxes.Single().Address;
        Answer(desk, SendResult.RefusedForNow);
        await desk.Out.Desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re", "Since July.", to: back));
        await desk.Out.DeliverAsync();
        Last(desk).TextBody!.ShouldContain("Since July.");

        await desk.ConsentAsync(desk.DamionsId, Consent.Private);
        await AcceptAsync(desk);

        (await desk.Out.OutboxAsync(MailKind.Answer)).Single().SentAt.ShouldNotBeNull();
        Last(desk).TextBody!.ShouldNotContain("Since July.");
    }

    static async Task<ClimbDesk> RefusedAsync(DatabaseProvider engine = DatabaseProvider.Sqlite)
    {
        var desk = await ClimbDesk.OpenAsync(engine);
        await desk.ConsentAsync(desk.DamionsId, Consent.Named);
        await desk.BeginAsync();
        Answer(desk, SendResult.RefusedForNow);
        await desk.Out.DeliverAsync();
        Last(desk).TextBody!.ShouldContain(Words);
        return desk;
    }

    static async Task UnansweredAsync(ClimbDesk desk)
    {
        await desk.Out.DeliverAsync();
        await desk.BeginAsync();
        Answer(desk, SendResult.Unknown);
        await desk.Out.DeliverAsync();
        Last(desk).TextBody!.ShouldContain(Words);
    }

    static void Answer(ClimbDesk desk, SendResult result) =>
        desk.Out.Server.Refuses = to => to == ClimbDesk.Tess ? new(result, "so it says") : null;

    static async Task AcceptAsync(ClimbDesk desk)
    {
        (desk.Out.Server.Refuses, desk.Out.Server.Answer) = (_ => null, _ => Task.FromResult(SendAnswer.Accepted));
        await desk.Out.DeliverAsync(TimeSpan.FromMinutes(12));
    }

    static Task HappenAsync(ClimbDesk desk, string happened) => happened switch
    {
        "withdrawn" => WithdrawAsync(desk, desk.DamionsId),
        "moved on" => desk.ActAsync(ClimbDesk.Tess, (escalation, standing, by, at) => escalation.Forward(null, standing, by, at)),
        _ => desk.Out.Desk.ActAsync(async db =>
        {
            var (by, tess) = (Actor.System(Via.CommandLine), desk.Staff[ClimbDesk.Tess]);
            var person = await db.People.SingleAsync(p => p.Id == tess, Stop);
            if (happened == "deactivated")
                person.Deactivate(await db.Users.SingleAsync(a => a.Id == tess, Stop), by, desk.Out.Now);
            else if (happened == "role revoked")
                await db.AccountRoles.Where(r => r.AccountId == tess).ExecuteDeleteAsync(Stop);
            else
                person.Bounce(await db.MailAddresses.SingleAsync(a => a.PersonId == tess, Stop), by, desk.Out.Now);
        }),
    };

    static Task WithdrawAsync(ClimbDesk desk, Guid supporter) => desk.Out.Desk.ActAsync(async db =>
    {
        var row = await db.Supporters.SingleAsync(s => s.Id == supporter, Stop);
        await Leaving.WithdrawAsync(db, row, new Actor(row.PersonId, Capacity.Supporter, Via.Web), desk.Out.Now, Stop);
    });

    static async Task<OutboxMail> DossierAsync(ClimbDesk desk) => (await desk.Out.OutboxAsync(MailKind.Delivery)).Single(m => m.Address == ClimbDesk.Tess);

    static Task<List<EventKind>> SaidAsync(ClimbDesk desk) => desk.Out.Desk.ReadAsync(db => db.Events
        .Where(e => e.ObjectId == desk.CaseId && (e.Kind == EventKind.MaybeSentTwice || e.Kind == EventKind.EarlierCopyMayHaveLeft)).OrderBy(e => e.Id).Select(e => e.Kind).ToListAsync(Stop));

    static string To(ClimbDesk desk, int no) => desk.Out.Server.Got[no - 1].To;

    static List<byte[]> ToTess(ClimbDesk desk) => [.. desk.Out.Server.Got.Where(m => m.To == ClimbDesk.Tess).Select(m => m.Mime)];

    static MimeMessage Last(ClimbDesk desk) => Read(ToTess(desk)[^1]);

    static MimeMessage Read(byte[] mime) => MimeMessage.Load(new MemoryStream(mime));

    static MimeMessage Parse(string mime) => Read(System.Text.Encoding.Latin1.GetBytes(mime));
}
