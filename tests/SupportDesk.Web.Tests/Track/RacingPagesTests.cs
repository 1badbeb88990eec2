using System.Net;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.People;
using SupportDesk.Web.Tests.Escalations;
using SupportDesk.Web.Tests.Tickets;

namespace SupportDesk.Web.Tests.Track;

/// <summary>People who press a button at the same moment: each is done, and nobody is told to look and send again.</summary>
public sealed class RacingPagesTests
{
    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Six_who_withdraw_at_once_all_leave_and_the_last_ends_the_case(DatabaseProvider engine)
    {
        await using var desk = await DeskApplication.StartAsync(new(engine));
        var number = await desk.CaseAsync();
        var about = await desk.EscalationAsync(number);
        var clients = new List<(DeskClient Client, DeskPage Page)>();
        for (var no = 0; no < 6; no++)
        {
            var client = desk.Stranger();
            var page = await client.GetAsync($"/track/{await LinkAsync(desk, about.Id, no)}");
            clients.Add((client, await client.SubmitAsync(page, "form[action*='handler=Consent']", press: "button.danger")));
        }

        var answers = await Task.WhenAll(clients.Select(c => Task.Run(() => c.Client.SubmitAsync(c.Page, "form[action*='handler=Withdraw']"), TestContext.Current.CancellationToken)));

        answers.Select(a => a.Status).ShouldBe(Enumerable.Repeat(HttpStatusCode.Redirect, 6));
        (await desk.EscalationAsync(number)).State.ShouldBe(EscalationState.Withdrawn);
        clients.ForEach(c => c.Client.Dispose());
    }

    // The first link is Damion's, the others are those of people who join.
    static Task<string> LinkAsync(DeskApplication desk, Guid escalation, int no) => desk.DoAsync(db =>
    {
        var (person, by, now) = (desk.Person("damion"), desk.By("aldo"), desk.Clock.Now);
        if (no > 0)
        {
            var joins = Person.Meet($"Supporter {no}", "en", by, now);
            joins.AddAddress($"supporter{no}@customer.test", by, now);
            var supporter = Supporter.Join(escalation, joins.Id, null, null, null, by, now);
            supporter.Answer(Consent.Named, "test", 1, fresh: true, new(joins.Id, Capacity.Supporter, Via.Web), now);
            db.AddRange(joins, supporter);
            person = joins.Id;
        }

        var (link, token) = Link.Make(LinkPurpose.Track, person, escalation, desk.Clock.RealNow.AddDays(1), now);
        db.Links.Add(link);
        return token;
    });
}
