using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SupportDesk.Mail;
using SupportDesk.Web.Commands;
using SupportDesk.Web.Tests.Escalations;

namespace SupportDesk.Web.Tests.Commands;

public sealed class KeysRotateTests
{
    [Theory]
    [InlineData(true, HttpStatusCode.NotFound, HttpStatusCode.Redirect)]
    [InlineData(false, HttpStatusCode.OK, HttpStatusCode.OK)]
    public async Task What_leaked_ends_links_and_sessions_and_a_yearly_change_does_not(bool leaked, HttpStatusCode link, HttpStatusCode session)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        await using var desk = await DeskApplication.StartAsync(new(Time: time));
        var damion = desk.Person("damion");
        var about = await desk.EscalationAsync(await desk.CaseAsync());
        var (track, token) = Link.Make(LinkPurpose.Track, damion, about.Id, desk.Clock.RealNow.AddDays(30), desk.Clock.Now);
        await desk.DoAsync(db => db.Links.Add(track));
        using var aldo = await desk.SignInAsync("aldo");
        using var output = new StringWriter();

        await using (var scope = desk.Services.CreateAsyncScope())
            (await KeyCommands.RotateAsync(scope.ServiceProvider, leaked, output, TestContext.Current.CancellationToken)).ShouldBe(0);
        time.Advance(TimeSpan.FromMinutes(2));

        output.ToString().ShouldStartWith("A new key signs reply addresses.");
        using var stranger = desk.Stranger();
        (await stranger.GetAsync($"/track/{token}")).Status.ShouldBe(link);
        (await aldo.GetAsync("/tickets")).Status.ShouldBe(session);
    }
}
