using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SupportDesk.Chains;

namespace SupportDesk.Web.Tests.Commands;

public sealed class ShippedSettingsTests
{
    [Fact]
    public void What_we_ship_binds_and_is_valid()
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(Path.Combine(Repository.Root, "appsettings.json")).Build();

        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddSupportDesk(configuration).BuildServiceProvider();

        var chain = services.GetRequiredService<IOptions<EscalationOptions>>().Value.Chains.ShouldHaveSingleItem().Value;
        chain.Levels.Count.ShouldBe(3);
        chain.Levels[0].Reminders.ShouldNotBeEmpty();
    }
}
