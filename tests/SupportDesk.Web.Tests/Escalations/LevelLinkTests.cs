using System.Net;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Escalations;
using SupportDesk.Mail;
using SupportDesk.Web.Tests.Tickets;

namespace SupportDesk.Web.Tests.Escalations;

public sealed class LevelLinkTests(DeskApplication desk) : IClassFixture<DeskApplication>
{
    [Fact]
    public async Task Following_the_link_changes_nothing_and_its_button_acknowledges_once()
    {
        var number = await desk.CaseAsync();
        var (path, client) = ($"/acknowledge/{await desk.LevelLinkAsync(number, "tess", LinkPurpose.Acknowledge)}", desk.Stranger());

        var page = await client.GetAsync(path);
        (await desk.EscalationAsync(number)).Climb.AcknowledgedAt.ShouldBeNull();
        var done = await client.SubmitAsync(page, "form.form");
        var again = await client.SubmitAsync(page, "form.form");

        done.Status.ShouldBe(HttpStatusCode.Redirect);
        (await desk.EscalationAsync(number)).Climb.AcknowledgedAt.ShouldNotBeNull();
        (await desk.ReceiptsAsync(number)).Count(k => k == ReceiptKind.Acknowledged).ShouldBe(1);
        (await client.FollowAsync(done)).Words.ShouldContain("It was acknowledged");
        again.Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task The_page_shows_the_exact_words_and_decides_when_confirmed()
    {
        var number = await desk.CaseAsync();
        var (path, client) = ($"/confirm/{await desk.LevelLinkAsync(number, "ines", LinkPurpose.Confirm)}", desk.Stranger());

        var page = await client.GetAsync(path);
        page.Words.ShouldContain("A badge will do. A picture may follow.");
        page.Words.ShouldContain("Partly accepted");
        (await desk.EscalationAsync(number)).State.ShouldBe(EscalationState.Climbing);
        await client.SubmitAsync(page, "form.form");

        (await desk.EscalationAsync(number)).State.ShouldBe(EscalationState.Decided);
        (await client.GetAsync(path)).Words.ShouldContain("It was confirmed, and it has left.");
    }

    [Fact]
    public async Task A_link_whose_case_moved_on_says_so_and_does_nothing()
    {
        var number = await desk.CaseAsync();
        var (path, client) = ($"/confirm/{await desk.LevelLinkAsync(number, "ines", LinkPurpose.Confirm)}", desk.Stranger());
        var page = await client.GetAsync(path);
        await desk.DoAsync(async db =>
        {
            var escalation = await db.Escalations.SingleAsync(e => e.Number == number, TestContext.Current.CancellationToken);
            escalation.Forward("Yours.", await new SupportDesk.Chains.WhoStands(db, desk.Clock.Now).ForAsync(escalation, default), desk.By("tess"), desk.Clock.Now);
            return true;
        });

        var late = await client.SubmitAsync(page, "form.form");

        late.Words.ShouldContain("This link has ended");
        (await desk.EscalationAsync(number)).State.ShouldBe(EscalationState.Climbing);
    }

    [Fact]
    public async Task The_dossier_says_that_a_decision_waits_and_shows_its_words_to_its_sender_alone()
    {
        var number = await desk.CaseAsync();
        await desk.LevelLinkAsync(number, "ines", LinkPurpose.Confirm);

        var (mine, other) = (await (await desk.SignInAsync("ines")).GetAsync($"/escalations/{number}"), await (await desk.SignInAsync("tess")).GetAsync($"/escalations/{number}"));

        mine.Words.ShouldContain("A decision by mail waits for confirmation. Answer our mail that shows it");
        mine.Words.ShouldContain("A badge will do. A picture may follow.");
        other.Words.ShouldContain("Ines B wrote it and has to confirm it. Nothing of it has left");
        other.Words.ShouldNotContain("A badge will do.");
    }

    [Fact]
    public async Task A_link_whose_time_is_over_says_so_and_does_nothing()
    {
        var number = await desk.CaseAsync();
        var token = await desk.DoAsync(db =>
        {
            var (link, made) = Link.Make(LinkPurpose.Acknowledge, desk.Person("tess"), db.Escalations.Where(e => e.Number == number).Select(e => e.Id).Single(), desk.Clock.RealNow.AddDays(-1), desk.Clock.Now);
            db.Links.Add(link);
            return made;
        });

        var page = await desk.Stranger().GetAsync($"/acknowledge/{token}");

        page.Words.ShouldContain("The time of this link is over.");
        page.Document.QuerySelectorAll("form").Select(f => f.GetAttribute("action")).ShouldBe(["/fresh-link"]);
    }

    [Fact]
    public async Task An_unknown_link_or_one_of_another_purpose_leads_nowhere()
    {
        var acknowledge = await desk.LevelLinkAsync(await desk.CaseAsync(), "tess", LinkPurpose.Acknowledge);

        (await desk.Stranger().GetAsync("/acknowledge/unknown")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await desk.Stranger().GetAsync($"/confirm/{acknowledge}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
