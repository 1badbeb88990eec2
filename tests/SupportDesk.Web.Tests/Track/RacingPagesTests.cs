using System.Net;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.People;
using SupportDesk.Threads;
using SupportDesk.Web.Tests.Drafts;
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

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Five_notes_at_once_are_all_added_with_their_files_and_leave_no_draft(DatabaseProvider engine)
    {
        await using var desk = await DeskApplication.StartAsync(new(engine));
        var number = await desk.TicketAsync("Payout held");
        var pages = await OpenAsync(desk, "aldo", 5, $"/tickets/{number}/note");
        foreach (var (client, page) in pages)
            await DraftPageTests.KeepAsync(client, page, "#note", ("words", "No"));

        var answers = await AtOnceAsync(pages, (client, page, no) => client.SubmitAsync(page, "#note", [("words", $"Note {no}")], "button.first", [($"note{no}.txt", "Seen."u8.ToArray())]));

        answers.Select(a => a.Status).ShouldBe(Enumerable.Repeat(HttpStatusCode.Redirect, 5), string.Join('\n', answers.Select(a => a.Words)));
        (await desk.PostsAsync(number)).Where(p => p.Kind == PostKind.Note).Select(p => p.Text).ShouldBe(["Note 0", "Note 1", "Note 2", "Note 3", "Note 4"], ignoreOrder: true);
        (await desk.ReadAsync(db => db.Attachments.Where(a => a.PostId != null).Select(a => a.Name).ToListAsync(TestContext.Current.CancellationToken)))
            .ShouldBe(["note0.txt", "note1.txt", "note2.txt", "note3.txt", "note4.txt"], ignoreOrder: true);
        (await desk.ReadAsync(db => db.Drafts.CountAsync(TestContext.Current.CancellationToken))).ShouldBe(0);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_decision_beside_four_notes_on_the_case_is_made(DatabaseProvider engine)
    {
        await using var desk = await DeskApplication.StartAsync(new(engine));
        var number = await desk.CaseAsync();
        await desk.DeliveredAsync(number);
        var ines = await desk.SignInAsync("ines");
        var preview = await ines.SubmitAsync(await ines.GetAsync($"/escalations/{number}/decision"), "#act", [("Outcome", "Accepted"), ("Statement", "A badge will do.")], "button.preview");
        var pages = await OpenAsync(desk, "ines", 4, $"/escalations/{number}/note");
        await DraftPageTests.KeepAsync(ines, preview, "#act", ("Statement", "A badge"));

        var answers = await AtOnceAsync([(ines, preview), .. pages], (client, page, no) =>
            no == 0 ? client.SubmitAsync(page, "#act", press: "button.confirm") : client.SubmitAsync(page, "#act", [("Text", $"Note {no}")]));

        answers.Select(a => a.Status).ShouldBe(Enumerable.Repeat(HttpStatusCode.Redirect, 5), string.Join('\n', answers.Select(a => a.Words)));
        (await desk.EscalationAsync(number)).State.ShouldBe(EscalationState.Decided);
        (await desk.ReadAsync(db => db.Drafts.CountAsync(TestContext.Current.CancellationToken))).ShouldBe(0);
    }

    [Fact]
    public async Task Of_two_replies_at_once_one_is_sent_and_the_other_shows_it()
    {
        await using var desk = await DeskApplication.StartAsync(new());
        for (var round = 0; round < 8; round++)
            await ReplyTwiceAsync(desk);
    }

    static async Task ReplyTwiceAsync(DeskApplication desk)
    {
        var number = await desk.TicketAsync("Payout held");
        var pages = new[] { (await OpenAsync(desk, "aldo", 1, $"/tickets/{number}"))[0], (await OpenAsync(desk, "ada", 1, $"/tickets/{number}"))[0] };

        var answers = await AtOnceAsync(pages, (client, page, no) => client.SubmitAsync(page, "#composer", [("words", $"Reply {no}")], "button[value=Pend]"));

        answers.Select(a => a.Status).ShouldBe([HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity], ignoreOrder: true);
        answers.Single(a => a.Status != HttpStatusCode.Redirect).Words.ShouldContain("Something came in while you were writing.");
        (await desk.PostsAsync(number)).Count(p => p.Text.StartsWith("Reply ", StringComparison.Ordinal)).ShouldBe(1);
    }

    static async Task<(DeskClient Client, DeskPage Page)[]> OpenAsync(DeskApplication desk, string name, int times, string path)
    {
        var opened = new List<(DeskClient, DeskPage)>();
        for (var no = 0; no < times; no++)
        {
            var client = await desk.SignInAsync(name);
            opened.Add((client, await client.GetAsync(path)));
        }

        return [.. opened];
    }

    static Task<DeskPage[]> AtOnceAsync((DeskClient Client, DeskPage Page)[] pages, Func<DeskClient, DeskPage, int, Task<DeskPage>> press) =>
        Task.WhenAll(pages.Select((p, no) => Task.Run(() => press(p.Client, p.Page, no), TestContext.Current.CancellationToken)));

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
