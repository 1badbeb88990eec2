using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using SupportDesk.Web.Assets;

namespace SupportDesk.Web.Tests.Assets;

public sealed partial class VendoredTests
{
    private static readonly string Web = Path.Combine(Repository.Root, "src", "SupportDesk.Web");
    private static readonly string Lib = Path.Combine(Web, "wwwroot", "lib");

    [Fact]
    public void Vendored_files_are_as_they_came()
    {
        var written = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tools", "vendor", "vendored.json"))).RootElement.GetProperty("files")
            .EnumerateObject().ToDictionary(file => file.Name, file => file.Value.GetString());

        var found = Directory.GetFiles(Lib).ToDictionary(file => Path.GetFileName(file), file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))));

        found.ShouldBe(written!, ignoreOrder: true);
    }

    [Fact]
    public void Every_icon_that_is_named_is_in_the_sprite()
    {
        var sprite = SymbolId().Matches(File.ReadAllText(Path.Combine(Lib, "icons.svg"))).Select(match => match.Groups[1].Value).ToHashSet();

        var named = Sources().SelectMany(file => IconName().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).ToHashSet();

        named.ShouldNotBeEmpty();
        named.Except(sprite).ShouldBeEmpty();
    }

    [Fact]
    public void No_page_carries_style_or_script_of_its_own()
    {
        var pages = Directory.GetFiles(Path.Combine(Web, "Pages"), "*.cshtml", SearchOption.AllDirectories);

        var inline = pages.Where(page => Inline().IsMatch(File.ReadAllText(page))).Select(page => Path.GetRelativePath(Web, page));

        inline.ShouldBeEmpty();
    }

    [Fact]
    public void The_content_policy_allows_nothing_inline_but_Trixs_two_styles()
    {
        ContentPolicy.Pages.ShouldContain("script-src 'self';");
        ContentPolicy.Pages.ShouldNotContain("unsafe");
        Regex.Count(ContentPolicy.Pages, "'sha256-").ShouldBe(3);
    }

    private static IEnumerable<string> Sources() =>
        Directory.GetFiles(Web, "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cshtml" or ".js" or ".cs" && !file.StartsWith(Lib, StringComparison.Ordinal) && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    [GeneratedRegex("<symbol id=\"([^\"]+)\"")]
    private static partial Regex SymbolId();

    [GeneratedRegex("""(?:<icon name="|\bicon\("|\btool\("[a-z]+", "|\.Icon\("|new EmptyState\(")([a-z0-9-]+)["]""")]
    private static partial Regex IconName();

    [GeneratedRegex("""\sstyle\s*=\s*["']|<style\b|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*["']|\bhx-(?:on|boost)\b|javascript:""", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();
}
