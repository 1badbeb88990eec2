using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.Mail.Matching;
using SupportDesk.Threads;

namespace SupportDesk.Tests.Mail;

/// <summary>Each cell of the table, through the whole intake: what a mail does depends on its token, its sender and what is proved of it.</summary>
public sealed class DecisionTableTests
{
    /// <summary>Threat T04a: what nothing proves or what is contradicted is held; of the whole table, each cell on each engine.</summary>
    public static TheoryData<Tie, Verdict, Fate, DatabaseProvider> Cells => [.. from cell in Table from engine in new[] { DatabaseProvider.Sqlite, DatabaseProvider.Postgres } select new TheoryDataRow<Tie, Verdict, Fate, DatabaseProvider>(cell.Tie, cell.Verdict, cell.Fate, engine)];

    static readonly (Tie Tie, Verdict Verdict, Fate Fate)[] Table =
    [
        (Tie.OwnToken, Verdict.Proved, Fate.Post),
        (Tie.OwnToken, Verdict.Unproved, Fate.Post),
        (Tie.OwnToken, Verdict.Failed, Fate.Hold),
        (Tie.ForeignToken, Verdict.Proved, Fate.Hold),
        (Tie.ForeignToken, Verdict.Unproved, Fate.Hold),
        (Tie.ForeignToken, Verdict.Failed, Fate.Hold),
        (Tie.Thread, Verdict.Proved, Fate.Post),
        (Tie.Thread, Verdict.Unproved, Fate.Hold),
        (Tie.Thread, Verdict.Failed, Fate.Hold),
        (Tie.Nothing, Verdict.Proved, Fate.Open),
        (Tie.Nothing, Verdict.Unproved, Fate.Open),
        (Tie.Nothing, Verdict.Failed, Fate.Open),
    ];

    [Theory, MemberData(nameof(Cells)), Trait("threat", "T04a")]
    public async Task Each_cell_holds_by_mail(Tie tie, Verdict verdict, Fate fate, DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var ticket = await desk.DamionWritesAsync();
        var token = await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id);
        var mail = tie switch
        {
            Tie.OwnToken => MailDesk.Letter(MailDesk.Damion, "Re: banned", "One more thing.", token),
            Tie.ForeignToken => MailDesk.Letter("stranger@elsewhere.test", "Re: banned", "One more thing.", token),
            Tie.Thread => MailDesk.Letter(MailDesk.Damion, $"Re: banned [#{ticket.Number}]", "One more thing."),
            _ => MailDesk.Letter("stranger@elsewhere.test", $"Re: banned [#{ticket.Number}]", "One more thing."),
        };

        var result = await desk.TakeAsync(mail, verdict);

        var posts = await desk.PostsAsync(ticket);
        result.Outcome.ShouldBe(fate switch { Fate.Post => MailOutcome.Posted, Fate.Hold => MailOutcome.Held, _ => MailOutcome.NewTicket });
        posts.Count.ShouldBe(fate == Fate.Open ? 1 : 2);
        (await desk.ReadAsync(db => db.IncomingMail.OrderByDescending(m => m.Id).Select(m => m.Verdict).FirstAsync(Stop))).ShouldBe(verdict);
        posts[^1].State.ShouldBe(fate == Fate.Hold ? PostState.Held : PostState.Shown);
        (result.TicketNumber == ticket.Number).ShouldBe(fate != Fate.Open);
    }

    [Theory]
    [InlineData(Verdict.Proved, true)]
    [InlineData(Verdict.Unproved, true)]
    [InlineData(Verdict.Failed, false)]
    public async Task A_stranger_whose_sender_is_contradicted_is_answered_nothing(Verdict verdict, bool acknowledged)
    {
        await using var desk = await MailDesk.OpenAsync();

        var result = await desk.TakeAsync(MailDesk.Letter("stranger@elsewhere.test", "Hello", "Hi."), verdict);

        (await desk.PostsAsync(await desk.TicketAsync(result.TicketNumber!.Value)))[0].Verdict.ShouldBe(verdict);
        (await desk.ReadAsync(db => db.Outbox.AnyAsync(Stop))).ShouldBe(acknowledged);
    }

    [Theory]
    [InlineData(Tie.ForeignToken, Verdict.Proved, "made for somebody else")]
    [InlineData(Tie.ForeignToken, Verdict.Failed, "made for somebody else, and the receiving server says")]
    [InlineData(Tie.OwnToken, Verdict.Failed, "own reply address, but the receiving server says")]
    [InlineData(Tie.Thread, Verdict.Unproved, "nothing proves that the sender it names sent it")]
    public async Task A_held_mail_says_why(Tie tie, Verdict verdict, string why)
    {
        await using var desk = await MailDesk.OpenAsync();
        var ticket = await desk.DamionWritesAsync();
        var token = await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id);

        await desk.TakeAsync(MailDesk.Letter(tie == Tie.ForeignToken ? "stranger@elsewhere.test" : MailDesk.Damion, $"[#{ticket.Number}]", "Let me in.", tie == Tie.Thread ? null : token), verdict);

        await using var db = desk.Database.Open();
        (await db.ListHeldAsync(HeldMailTests.Moderator, null, Stop)).ShouldHaveSingleItem().Why.ShouldNotBeNull().ShouldContain(why);
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;
}
