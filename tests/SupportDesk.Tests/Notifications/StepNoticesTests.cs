using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Tests.Mail;

namespace SupportDesk.Tests.Notifications;

/// <summary>Guarantee 5: supporters get notices of the steps that they chose to follow.</summary>
public sealed class StepNoticesTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Whoever_follows_the_steps_is_told_that_a_level_acknowledged(DatabaseProvider engine)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        await desk.JoinManyAsync(1);
        await desk.Out.Desk.ActAsync(async db =>
        {
            var damion = await db.Supporters.SingleAsync(s => s.Id == desk.DamionsId, Stop);
            damion.Choose(Follow.Decision, new Actor(damion.PersonId, Capacity.Supporter, Via.Web), desk.Out.Now);
        });
        await desk.BeginAsync(delivers: true);
        await desk.PassAsync(TimeSpan.Zero);
        var before = (await desk.Out.OutboxAsync(MailKind.Step)).Count;

        await desk.ActAsync(ClimbDesk.Tess, (escalation, standing, by, at) => escalation.Acknowledge(standing, by, at));
        await desk.PassAsync(TimeSpan.FromHours(2));

        var told = (await desk.Out.OutboxAsync(MailKind.Step)).Skip(before).ShouldHaveSingleItem();
        told.Address.ShouldBe("p0@customer.test");
        (await desk.Out.ReadAsync(told)).TextBody!.ShouldContain("acknowledged", Case.Insensitive);
    }

    // A case that counts people of another one, which joined it, may end with the last of its own.
    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Whoever_is_still_counted_is_told_that_the_case_was_withdrawn(DatabaseProvider engine)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        await desk.JoinManyAsync(1);
        await desk.BeginAsync(delivers: true);
        await desk.PassAsync(TimeSpan.Zero);
        var before = (await desk.Out.OutboxAsync(MailKind.Step)).Count;

        await desk.ActAsync("", (escalation, _, _, at) =>
            escalation.Withdraw(new Actor(desk.Ticket.RequesterId, Capacity.Supporter, Via.Web), at));
        await desk.PassAsync(TimeSpan.FromHours(2));

        var told = (await desk.Out.OutboxAsync(MailKind.Step)).Skip(before).ToList();
        told.Select(m => m.Address).ShouldBe([MailDesk.Damion, "p0@customer.test"], ignoreOrder: true);
        (await desk.Out.ReadAsync(told[0])).TextBody!.ShouldContain("withdrawn", Case.Insensitive);
    }
}
