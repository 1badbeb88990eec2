using System.Collections;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using SupportDesk.Web.Hosting;

namespace SupportDesk.Web.Tests.Hosting;

public sealed class WholeSectionsTests
{
    [Theory]
    [InlineData("Escalations:Chains:Policies", "Levels:0:Name", "Levels:2:Name")]
    [InlineData("Escalations:Chains:Policies", "Levels:0:Reminders:0", "Levels:0:Reminders:1")]
    [InlineData("Escalations:Calendars:Office", "Holidays:0", "Hours:Monday:0")]
    [InlineData("Tickets:Macros", "0:Name", "1:Name")]
    [InlineData("Site:Proxies", "0", "1")]
    [InlineData("Mail:Signatures:NameServers", "0", "1")]
    [InlineData("Mail:Mailboxes:0:Trust:AuthServIds", "0", "1")]
    [InlineData("Serilog:WriteTo", "0:Name", "0:Args:outputTemplate")]
    public void A_source_that_names_any_key_gives_the_whole(string section, string named, string left)
    {
        SettingsSource[] files = [File("base.json", ($"{section}:{named}", "base"), ($"{section}:{left}", "base")), File("production.json", ($"{section}:{named}", "mine"))];
        SettingsSource[] environment = [files[0], Source("the environment", isFile: false, ($"{section}:{named}", "mine"))];

        foreach (var sources in new[] { files, environment })
        {
            var whole = WholeSections.Combine(sources);
            whole.Values.ShouldBe(new Dictionary<string, string?> { [$"{section}:{named}"] = "mine" });
            whole.Replaced.Select(r => r.Sentence).ShouldContain($"{section} is taken whole from {sources[1].Name}; what base.json says of it does not count.");
        }
    }

    [Fact]
    public void Another_chain_of_a_lower_source_stays()
    {
        var whole = WholeSections.Combine([File("base.json", ("Escalations:Chains:Policies:Levels:0:Name", "Lead"), ("Escalations:RestDays", "3")), File("production.json", ("escalations:chains:refunds:Levels:0:Name", "Head"))]);

        whole.Values.Count.ShouldBe(3);
        whole.Replaced.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Tickets:Macros")]
    [InlineData("Escalations:Chains:Policies")]
    public void What_a_higher_source_leaves_empty_is_empty(string section)
    {
        var whole = WholeSections.Combine([File("base.json", ($"{section}:0:Name", "base")), File("production.json", (section, ""))]);

        whole.Values.Keys.ShouldNotContain($"{section}:0:Name");
        new ConfigurationBuilder().AddInMemoryCollection(whole.Values).Build().GetSection(section).GetChildren().ShouldBeEmpty();
    }

    [Fact]
    public void A_file_replaces_the_mailboxes_and_the_environment_completes_them()
    {
        var whole = WholeSections.Combine(
        [
            File("base.json", ("Mail:Mailboxes:0:Name", "a"), ("Mail:Mailboxes:1:Name", "b")),
            File("production.json", ("Mail:Mailboxes:0:Name", "mine")),
            Source("the environment", isFile: false, ("Mail:Mailboxes:0:Imap:Password", "secret")),
        ]);

        whole.Values.ShouldBe(new Dictionary<string, string?> { ["Mail:Mailboxes:0:Name"] = "mine", ["Mail:Mailboxes:0:Imap:Password"] = "secret" }, ignoreOrder: true);
    }

    [Fact]
    public void Every_list_of_the_settings_is_in_the_table()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = "Development" });
        builder.AddDesk(SettingsFolder.None);
        var sections = builder.Services.Select(s => s.ImplementationInstance).OfType<SettingsSection>().ToList();

        var lists = sections.SelectMany(s => ListsIn(s.Name, s.Options)).ToList();

        lists.Count.ShouldBeGreaterThan(8);
        lists.Except(WholeSections.Table.Select(t => t.Section)).ShouldBeEmpty("each list or map is taken whole: add it to WholeSections.Table");
        WholeSections.Table.Select(t => t.Section).Where(s => !s.StartsWith("Serilog:", StringComparison.Ordinal)).Except(lists).ShouldBeEmpty();
    }

    // Within a section that is whole for every source nothing can merge.
    private static IEnumerable<string> ListsIn(string path, Type options)
    {
        foreach (var property in options.GetProperties().Where(p => p.GetIndexParameters().Length == 0 && p.PropertyType.Namespace != "System" || p.PropertyType.IsArray))
        {
            var (type, key) = (property.PropertyType, $"{path}:{property.Name}");
            if (typeof(IDictionary).IsAssignableFrom(type))
            {
                yield return $"{key}:*";
            }
            else if (typeof(IEnumerable).IsAssignableFrom(type))
            {
                yield return key;
                if (type.IsGenericType && WholeSections.Table.Any(t => t.Section == key && t.ByFilesOnly))
                {
                    foreach (var list in ListsIn($"{key}:*", type.GetGenericArguments()[0]))
                        yield return list;
                }
            }
            else if (type.Assembly == typeof(SettingsSection).Assembly && type.IsClass && property.SetMethod is not null)
            {
                foreach (var list in ListsIn(key, type))
                    yield return list;
            }
        }
    }

    private static SettingsSource File(string name, params (string Key, string? Value)[] values) => Source(name, isFile: true, values);

    private static SettingsSource Source(string name, bool isFile, params (string Key, string? Value)[] values) =>
        new(name, isFile, new MemoryConfigurationProvider(new MemoryConfigurationSource { InitialData = values.Select(v => KeyValuePair.Create(v.Key, v.Value)) }));
}
