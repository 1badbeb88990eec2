using System.Net;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Web.Tests.Tickets;

namespace SupportDesk.Web.Tests.Escalations;

public sealed class EnginesTests
{
    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Every_page_of_what_climbs_reads_on_both_engines(DatabaseProvider engine)
    {
        await using var desk = await DeskApplication.StartAsync(new(engine));
        var number = await desk.CaseAsync(Consent.Anonymous);
        var ticket = await desk.TicketAsync("Payout held");
        var policy = await desk.PolicyAsync("Payouts");
        var (tess, ada) = (await desk.SignInAsync("tess"), await desk.SignInAsync("ada"));
        await tess.SubmitAsync(await tess.GetAsync($"/escalations/{number}/question"), "#act", [("Text", "Since when?")]);

        foreach (var address in new[]
        {
            "/escalations", $"/escalations/{number}", $"/escalations/{number}/trail", $"/escalations/{number}/question", $"/escalations/{number}/decision", $"/tickets/{ticket}/escalation", "/tickets?view=open",
            $"/tickets/{ticket - 1}", "/policies", $"/policies/{policy.Slug}", $"/policies/{policy.Slug}/statement", $"/policies/{policy.Slug}/requirements", "/policies/new", "/admin/chains",
        })
            (await ada.GetAsync(address)).Status.ShouldBe(HttpStatusCode.OK, address);
    }
}
