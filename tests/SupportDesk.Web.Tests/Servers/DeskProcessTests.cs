using SupportDesk.Data;

namespace SupportDesk.Web.Tests.Servers;

public sealed class DeskProcessTests(MailWorld world)
{
    [Fact]
    public async Task A_killed_desk_starts_again_on_its_data()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Postgres, empty: true);
        await using var desk = await DeskProcess.StartAsync(database.Settings);

        await desk.KillAsync();
        await Should.ThrowAsync<HttpRequestException>(() => desk.Client.GetAsync("/health/live", TestContext.Current.CancellationToken));
        await desk.StartAsync();

        (await desk.Client.GetAsync("/health/live", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task A_desk_starts_with_a_mailbox_of_the_mail_world()
    {
        await world.ReadyAsync();

        await using var desk = await DeskProcess.StartAsync(world.DeskSettings("start@marketfield.test"));

        (await desk.Client.GetAsync("/health/ready", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task A_desk_that_refuses_to_start_says_why()
    {
        var refusal = await Should.ThrowAsync<InvalidOperationException>(() => DeskProcess.StartAsync([new("Database:Provider", "Oracle")]));

        refusal.Message.ShouldContain("Database:Provider");
        refusal.Message.ShouldContain("Oracle");
    }
}
