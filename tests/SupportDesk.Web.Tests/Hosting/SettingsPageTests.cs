using System.Collections;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Chains;
using SupportDesk.Web.Hosting;

namespace SupportDesk.Web.Tests.Hosting;

/// <summary>What docs/settings.md and docs/mailboxes.md say of settings is so.</summary>
public sealed partial class SettingsPageTests
{
    [Fact]
    public void Every_setting_is_documented_with_its_default()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = "Production" });
        builder.AddDesk(SettingsFolder.None);
        var expected = builder.Services.Select(s => s.ImplementationInstance).OfType<SettingsSection>().SelectMany(s => RowsOf(s.Name, s.Options)).ToList();

        var documented = Page("settings.md").Split('\n').Select(line => Row().Match(line)).Where(m => m.Success).ToList();

        expected.Count.ShouldBeGreaterThan(60);
        expected.Except(documented.Select(m => m.Groups[1].Value)).ShouldBeEmpty("add these rows to docs/settings.md, each with what it is for");
        documented.Select(m => m.Groups[1].Value).Except(expected).ShouldBeEmpty("docs/settings.md has rows of settings that the desk does not know");
        documented.Where(m => m.Groups[2].Value.Trim().Length < 8).Select(m => m.Value).ShouldBeEmpty("say what the setting is for");
    }

    [Fact]
    public void The_documented_chain_is_taken_as_it_stands()
    {
        var options = new ServiceCollection().AddSection<EscalationOptions>(new ConfigurationBuilder().AddInMemoryCollection(Example("settings.md")).Build(), "Escalations");

        options.Chains["Policies"].Levels.Select(l => l.Name).ShouldBe(["Team lead", "Policy owner", "Head of operations"]);
    }

    [Fact]
    public async Task The_documented_key_hands_in_a_message()
    {
        await using var desk = await DeskApplication.StartAsync(new(More: Example("mailboxes.md")));
        var curl = Curl().Match(Page("mailboxes.md"));
        using var http = desk.Http();
        using var content = new ByteArrayContent("From: damion@customer.test\nSubject: Lamp\n\nIt is dark.\n"u8.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded") } };
        using var request = new HttpRequestMessage(HttpMethod.Post, curl.Groups[2].Value) { Content = content };
        request.Headers.Add("Authorization", curl.Groups[1].Value);

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("\"ticket\":1");
    }

    private static string Page(string name) => File.ReadAllText(Path.Combine(Repository.Root, "docs", name));

    // The first block of JSON on the page that is a whole file.
    private static Dictionary<string, string?> Example(string page)
    {
        using var json = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(WholeFile().Match(Page(page)).Groups[1].Value));
        return new ConfigurationBuilder().AddJsonStream(json).Build().AsEnumerable().Where(s => s.Value is not null).ToDictionary();
    }

    private static IEnumerable<string> RowsOf(string path, Type options)
    {
        var defaults = options.IsAbstract ? null : Activator.CreateInstance(options);
        foreach (var property in options.GetProperties().Where(p => p.SetMethod?.IsPublic == true || (typeof(IEnumerable).IsAssignableFrom(p.PropertyType) && p.PropertyType != typeof(string))))
        {
            var (type, key) = (property.PropertyType, $"{path}:{property.Name}");
            if (typeof(IEnumerable).IsAssignableFrom(type) && type != typeof(string))
                (type, key) = (type.IsArray ? type.GetElementType()! : type.GetGenericArguments()[^1], $"{key}:{(typeof(IDictionary).IsAssignableFrom(type) ? "NAME" : "N")}");
            if (type.Assembly == typeof(SettingsSection).Assembly && type.IsClass)
            {
                foreach (var row in RowsOf(key, type))
                    yield return row;
            }
            else
            {
                var value = key.EndsWith($":{property.Name}", StringComparison.Ordinal) ? property.GetValue(defaults) : null;
                yield return $"| `{key}` | {(value is Uri address ? address.OriginalString : Convert.ToString(value, CultureInfo.InvariantCulture))} |";
            }
        }
    }

    [GeneratedRegex(@"^(\| `[A-Z]\w+:[\w:]+` \| [^|]* \|)(.*)\|$")]
    private static partial Regex Row();

    [GeneratedRegex(@"```json\n(\{\n.*?\n\})\n```", RegexOptions.Singleline)]
    private static partial Regex WholeFile();

    [GeneratedRegex(@"-H ""Authorization: ([^""]+)"" https://[^/]+(\S+)")]
    private static partial Regex Curl();
}
