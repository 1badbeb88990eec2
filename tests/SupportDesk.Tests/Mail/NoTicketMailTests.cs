using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.People;
using SupportDesk.Tests.Mail.Parsing;
using SupportDesk.Threads;

namespace SupportDesk.Tests.Mail;

/// <summary>Mail that made neither a ticket nor a post: it is listed with its reason, and nothing that came in is missing from the day's counts.</summary>
public sealed class NoTicketMailTests
{
    internal static readonly StaffUser Moderator = new(Actor.SystemId, "Mo", [Role.Moderator], [], []);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Every_mail_is_a_ticket_a_post_held_or_listed(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var ticket = await desk.DamionWritesAsync();
        var token = await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id);
        var own = OwnMessages.Names.Select(n => File.ReadAllBytes(Path.Combine(OwnMessages.Folder, n + ".eml"))).ToList();
        var damaged = own.Select((raw, n) => new Damage(n).Of(raw, own[(n * 7) % own.Count]));
        var answers = own.Select(raw => Encoding.Latin1.GetBytes($"To: {token}\n{Encoding.Latin1.GetString(raw)}"));
        var messages = own.Concat(damaged).Concat(answers).Concat(own.Take(5)).Where(raw => raw.Length > 0).ToList();

        await desk.Intake.TakeAsync([.. messages.Select((raw, n) => new RawMail(desk.MailboxId, raw, Known: (Verdict)(n % 3)))], null, Stop);

        await MailAccount.ShouldAddUpAsync(desk, messages, besides: 1);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_listed_mail_becomes_one_ticket_and_leaves_the_list(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        await desk.DamionWritesAsync();
        var mail = MailDesk.Letter("Sellers <sellers@lists.test>", "Your parcel", "The words of ours that came back.");
        mail.MessageId = await desk.ReadAsync(db => db.Outbox.Select(m => m.MessageId).SingleAsync(Stop));
        await desk.TakeAsync(mail);
        var owed = await desk.ReadAsync(db => db.Outbox.CountAsync(Stop));
        var row = (await ListAsync(desk)).ShouldHaveSingleItem();
        var before = await TodayAsync(desk);

        await MakeAsync(desk, row.Id);
        var again = await Should.ThrowAsync<DeskException>(() => MakeAsync(desk, row.Id));

        (row.Kind, row.Subject, row.MayOpen).ShouldBe((NoTicketKind.OwnMail, "Your parcel", true));
        again.Message.ShouldBe("This mail has become a ticket already.");
        (await ListAsync(desk)).ShouldBeEmpty();
        var made = await desk.ReadAsync(db => db.Tickets.OrderByDescending(t => t.Number).FirstAsync(Stop));
        var happened = await desk.ReadAsync(db => db.Events.SingleAsync(e => e.Kind == EventKind.MadeOfMail, Stop));
        (made.Subject, happened.ObjectId, happened.ActorId, happened.NumberOf("mail")).ShouldBe(("Your parcel", made.Id, Moderator.PersonId, row.Id));
        (await desk.PostsAsync(made))[0].Text.ShouldBe("The words of ours that came back.");
        (await desk.ReadAsync(db => db.Outbox.CountAsync(Stop))).ShouldBe(owed);
        (before, await TodayAsync(desk)).ShouldBe((new MailDay(before.Day, 2, 1, 0, 0, 1), new MailDay(before.Day, 2, 2, 0, 0, 0)));
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Of_two_who_make_a_ticket_of_one_mail_at_once_one_does(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        await desk.Intake.TakeAsync(Report(desk), Stop);
        var id = (await ListAsync(desk)).Single().Id;
        var maker = desk.Database.Services.GetRequiredService<MailToTicket>();
        await using var one = desk.Database.Open();
        await using var other = desk.Database.Open();
        await maker.MakeAsync(one, id, Moderator.As(Via.Web), desk.Database.Clock.Now, Stop);
        await maker.MakeAsync(other, id, Moderator.As(Via.Web), desk.Database.Clock.Now, Stop);

        await one.CommitAsync(Act.Job, Stop);
        await Should.ThrowAsync<Exception>(() => other.CommitAsync(Act.Job, Stop));

        (await desk.ReadAsync(db => db.Tickets.CountAsync(Stop))).ShouldBe(1);
        (await desk.ReadAsync(db => db.IncomingMail.SingleAsync(Stop))).PostId.ShouldNotBeNull();
    }

    [Fact]
    public async Task Each_kind_is_found_by_its_filter_and_says_why()
    {
        await using var desk = await MailDesk.OpenAsync();
        var bojan = await desk.AgentAsync("Bojan", "bojan@marketfield-staff.test");
        var ticket = await desk.DamionWritesAsync();
        await desk.Intake.TakeAsync(Report(desk), Stop);
        var absent = MailDesk.Letter("bojan@marketfield-staff.test", "Out of office", "I am away.", await desk.ReplyAddressAsync(bojan, ticket.Id, ReplyPurpose.Agent));
        absent.Headers.Add("Auto-Submitted", "auto-replied");
        await desk.TakeAsync(absent);
        var twice = MailDesk.Letter("nora@customer.test", "Lamp", "It is broken.");
        await desk.TakeAsync(twice);
        twice.Headers.Add("Delivered-To", "help@marketfield.test");
        await desk.TakeAsync(twice);

        var all = await ListAsync(desk);
        var reports = await ListAsync(desk, NoTicketKind.Report);
        var programs = await ListAsync(desk, NoTicketKind.Program);
        var copies = await ListAsync(desk, NoTicketKind.Copy);

        all.Count.ShouldBe(3);
        reports.ShouldHaveSingleItem().Why.ShouldBe("A delivery report without a token of ours changes nothing.");
        (programs.ShouldHaveSingleItem().Why, programs[0].Number).ShouldBe(("A program answered a notification.", ticket.Number));
        copies.ShouldHaveSingleItem().Why.ShouldBe("A copy of a mail that came to the same mailbox.");
        (await ListAsync(desk, from: "NORA@")).ShouldHaveSingleItem().Id.ShouldBe(copies[0].Id);
        (await ListAsync(desk, before: all[^1].Id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Mail_of_a_private_team_is_listed_and_counted_for_its_people_alone()
    {
        await using var desk = await MailDesk.OpenAsync();
        var team = Team.Found("Fraud", true, null, Actor.System(Via.Job), desk.Database.Clock.Now);
        await desk.ActAsync(async db =>
        {
            db.Teams.Add(team);
            (await db.Mailboxes.SingleAsync(Stop)).Configure(MailDesk.Support, MailDesk.Support, "Marketfield", team.Id, "en", acknowledges: true);
        });
        await desk.Intake.TakeAsync(Report(desk), Stop);
        var stranger = Moderator with { HiddenTeamIds = [team.Id] };

        (await desk.ReadAsync(db => db.ListNoTicketAsync(stranger, null, null, null, Stop))).ShouldBeEmpty();
        (await TodayAsync(desk, stranger)).Came.ShouldBe(0);
        (await ListAsync(desk)).Count.ShouldBe(1);
    }

    static RawMail Report(MailDesk desk) => new(
        desk.MailboxId, Encoding.ASCII.GetBytes("Return-Path: <>\nFrom: Mail Delivery System <mailer-daemon@mx.test>\nTo: support@marketfield.test\nSubject: Undelivered mail\n\nIt could not be delivered.\n"), Known: Verdict.Unproved);

    static Task<IReadOnlyList<NoTicketRow>> ListAsync(MailDesk desk, NoTicketKind? kind = null, string? from = null, long? before = null) =>
        desk.ReadAsync(db => db.ListNoTicketAsync(Moderator, kind, from, before, Stop));

    static async Task<MailDay> TodayAsync(MailDesk desk, StaffUser? user = null) =>
        (await desk.ReadAsync(db => db.MailDaysAsync(user ?? Moderator, DateOnly.FromDateTime(desk.Database.Clock.Now.UtcDateTime), 1, TimeZoneInfo.Utc, Stop))).Single();

    static Task MakeAsync(MailDesk desk, long id) => desk.ActAsync(db =>
        desk.Database.Services.GetRequiredService<MailToTicket>().MakeAsync(db, id, Moderator.As(Via.Web), desk.Database.Clock.Now, Stop));
}
