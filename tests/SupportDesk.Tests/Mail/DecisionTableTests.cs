using SupportDesk.Mail;
using SupportDesk.Mail.Matching;
using SupportDesk.Threads;

namespace SupportDesk.Tests.Mail;

/// <summary>Each cell of the table, through the whole intake: what a mail does depends on its token, its sender and what is proved of it.</summary>
public sealed class DecisionTableTests
{
    [Theory]
    [InlineData(Tie.OwnToken, Verdict.Proved, Fate.Post)]
    [InlineData(Tie.OwnToken, Verdict.Unproved, Fate.Post)]
    [InlineData(Tie.OwnToken, Verdict.Failed, Fate.Hold)]
    [InlineData(Tie.ForeignToken, Verdict.Proved, Fate.Hold)]
    [InlineData(Tie.ForeignToken, Verdict.Unproved, Fate.Hold)]
    [InlineData(Tie.ForeignToken, Verdict.Failed, Fate.Hold)]
    [InlineData(Tie.Thread, Verdict.Proved, Fate.Post)]
    [InlineData(Tie.Thread, Verdict.Unproved, Fate.Hold)]
    [InlineData(Tie.Thread, Verdict.Failed, Fate.Hold)]
    [InlineData(Tie.Nothing, Verdict.Proved, Fate.Open)]
    [InlineData(Tie.Nothing, Verdict.Unproved, Fate.Open)]
    [InlineData(Tie.Nothing, Verdict.Failed, Fate.Open)]
    public async Task Each_cell_holds_by_mail(Tie tie, Verdict verdict, Fate fate)
    {
        await using var desk = await MailDesk.OpenAsync();
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
        posts[^1].State.ShouldBe(fate == Fate.Hold ? PostState.Held : PostState.Shown);
        (result.TicketNumber == ticket.Number).ShouldBe(fate != Fate.Open);
    }
}
