using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SupportDesk.Chains;
using SupportDesk.Mail;
using SupportDesk.Web.Hosting;

namespace SupportDesk.Web.Tests.Commands;

public sealed class ShippedSettingsTests
{
    [Fact]
    public void The_demo_has_a_chain_and_a_mailbox()
    {
        using var services = Read("Development", SettingsFolder.None);

        var levels = services.GetRequiredService<IOptions<EscalationOptions>>().Value.Chains.ShouldHaveSingleItem().Value.Levels;
        levels.Count.ShouldBe(3);
        levels[0].Reminders.ShouldNotBeEmpty();
        services.GetRequiredService<IOptions<MailOptions>>().Value.Mailboxes.ShouldHaveSingleItem().Team.ShouldBe("Trust & Safety");
    }

    [Fact]
    public void A_production_desk_has_nothing_of_the_demo()
    {
        using var services = Read("Production", SettingsFolder.None);

        services.GetRequiredService<IOptions<EscalationOptions>>().Value.Chains.ShouldBeEmpty();
        services.GetRequiredService<IOptions<EscalationOptions>>().Value.Calendars.ShouldBeEmpty();
        services.GetRequiredService<IOptions<MailOptions>>().Value.Mailboxes.ShouldBeEmpty();
        File.ReadAllText(Path.Combine(Repository.Root, "appsettings.json")).ShouldNotContain("marketfield");
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public void A_chain_of_one_level_in_the_settings_folder_is_a_chain_of_one_level(string environment)
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["appsettings.json"], Chain("Board", "Nobody"));
        File.WriteAllText(folder[$"appsettings.{environment}.json"], Chain("Policies", "Head"));

        using var services = Read(environment, SettingsFolder.At(folder.Path));

        var chains = services.GetRequiredService<IOptions<EscalationOptions>>().Value.Chains;
        chains.Keys.ShouldBe(["Board", "Policies"], ignoreOrder: true);
        chains["Policies"].Levels.ShouldHaveSingleItem().Name.ShouldBe("Head");
        services.GetRequiredService<IOptions<Data.DataOptions>>().Value.FullFolder.ShouldBe(folder["data"]);
    }

    [Fact]
    public void A_refusal_says_which_source_gives_the_whole()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["appsettings.json"], """{ "Escalations": { "Chains": { "Policies": { "Levels": [ { "Acknowledge": "1d" } ] } } } }""");

        var refusal = Should.Throw<DeskException>(() => Read("Development", SettingsFolder.At(folder.Path)));

        refusal.Message.ShouldContain("Escalations:Chains:Policies:Levels:0:Name");
        refusal.Message.ShouldContain($"Escalations:Chains:Policies is taken whole from {folder["appsettings.json"]}; what ");
    }

    [Theory]
    [InlineData("""{ "Escalation": { "RestDays": 3 } }""", "Escalation in ", "Known: AllowedHosts")]
    [InlineData("""{ "Tickets": { "Macros": "Thanks" } }""", "Tickets:Macros is “Thanks”", "expected a list")]
    [InlineData("""{ "Mail": { "Outgoing": "smtp.example.org" } }""", "Mail:Outgoing is “smtp.example.org”", "expected a group of settings")]
    [InlineData("""{ "Database": { "Provider": "Postgres" } }""", "ConnectionString is empty", "Host=")]
    [InlineData("""{ "Database": { "Provider": "Postgres", "ConnectionString": "secret" } }""", "ConnectionString is not one that Postgres can read", "Host=")]
    [InlineData("""{ "Site": { "TimeZone": "CET-1" } }""", "Site:TimeZone", "expected an IANA time zone like Europe/Berlin")]
    [InlineData("""{ "Mail": { "Mailboxes": [ { "Name": "a", "Address": "a@example.org", "TimeZone": "W. Europe Standard Time" } ] } }""", "Mail:Mailboxes:0:TimeZone", "expected an IANA time zone like Europe/Berlin")]
    public void Nothing_is_silently_ignored(string json, string what, string expected)
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["appsettings.json"], json);

        var refusal = Should.Throw<DeskException>(() => Read("Production", SettingsFolder.At(folder.Path)));

        refusal.Message.ShouldContain(what);
        refusal.Message.ShouldContain(expected);
        refusal.Message.ShouldNotContain("secret");
    }

    [Fact]
    public void A_settings_folder_that_is_none_is_refused()
    {
        using var folder = new TestFolder();

        Should.Throw<DeskException>(() => SettingsFolder.At(folder["missing"])).Message.ShouldStartWith($"There is no settings folder {folder["missing"]}");
        Should.Throw<DeskException>(() => SettingsFolder.At(folder.Path)).Message.ShouldContain("holds neither appsettings.json nor templates/mail");
        Directory.CreateDirectory(folder["templates/mails"]);
        File.WriteAllText(folder["appsettings.json"], "{}");
        Should.Throw<DeskException>(() => SettingsFolder.At(folder.Path)).Message.ShouldContain("expected templates/mail");
    }

    private static string Chain(string name, string level) =>
        $$"""{ "Escalations": { "Chains": { "{{name}}": { "Levels": [ { "Name": "{{level}}", "Who": [ "policy-owner" ] } ] } } } }""";

    private static ServiceProvider Read(string environment, SettingsFolder folder)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = environment });
        builder.AddDesk(folder);
        return builder.Services.BuildServiceProvider();
    }
}
