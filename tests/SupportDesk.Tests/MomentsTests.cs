using System.Globalization;
using System.Text.RegularExpressions;
using SupportDesk.Tests.Architecture;

namespace SupportDesk.Tests;

/// <summary>One function says a moment to people outside, in their zone.</summary>
public sealed partial class MomentsTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-12-01T16:00:00Z", "Europe/Berlin", "en-GB", "Tue 1 Dec, 17:00 Berlin")]
    [InlineData("2026-12-01T16:00:00Z", "Europe/Berlin", "de", "Di 1. Dez., 17:00 Berlin")]
    [InlineData("2026-12-01T16:00:00Z", "America/New_York", "en-GB", "Tue 1 Dec, 11:00 New York")]
    [InlineData("2026-12-01T20:00:00Z", "Asia/Kolkata", "en-GB", "Wed 2 Dec, 01:30 Kolkata")]
    [InlineData("2026-12-01T16:00:00Z", "UTC", "en-GB", "Tue 1 Dec, 16:00 UTC")]
    [InlineData("2026-12-02T08:59:59Z", "UTC", "en-GB", "Wed 2 Dec, 08:59 UTC")]
    [InlineData("2026-12-02T09:00:00Z", "UTC", "en-GB", "Wed 2 Dec")]
    [InlineData("2026-11-28T09:00:00Z", "UTC", "en-GB", "Sat 28 Nov")]
    [InlineData("2026-12-31T23:30:00Z", "Europe/Berlin", "en-GB", "Fri 1 Jan 2027")]
    [InlineData("2026-12-31T23:30:00Z", "Europe/Berlin", "de", "Fr 1. Jan. 2027")]
    public void A_moment_names_its_zone_and_shows_hours_within_two_days(string at, string zone, string culture, string said) =>
        Say(at, Now, zone, culture).ShouldBe(said);

    [Theory]
    [InlineData("2026-03-29T00:30:00Z", "Sun 29 Mar, 01:30 Berlin")]
    [InlineData("2026-03-29T01:30:00Z", "Sun 29 Mar, 03:30 Berlin")]
    public void A_moment_follows_summer_time(string at, string said) =>
        Say(at, new(2026, 3, 28, 12, 0, 0, TimeSpan.Zero), "Europe/Berlin", "en-GB").ShouldBe(said);

    [Theory]
    [InlineData("Europe/Berlin", true)]
    [InlineData("UTC", true)]
    [InlineData("W. Europe Standard Time", false)]
    [InlineData("Europe/Nowhere", false)]
    [InlineData("", false)]
    public void A_setting_takes_names_of_the_IANA_database_only(string name, bool known) => (TimeZones.Find(name) is not null).ShouldBe(known);

    [Fact]
    public void Mails_and_public_pages_say_moments_in_no_other_form()
    {
        var pages = Sources.Under("src/SupportDesk.Web/Pages", ".cshtml").Where(f => IsPublic(f.Key, f.Value)).ToList();
        var writers = Sources.Under("src/SupportDesk/Notifications");

        pages.Count.ShouldBeGreaterThan(6);
        pages.Concat(writers).Where(f => OwnForm().IsMatch(f.Value) && !f.Key.EndsWith("/Contents.Anchors.cs", StringComparison.Ordinal)).Select(f => f.Key).ShouldBeEmpty();
        Directory.GetFiles(Path.Combine(Repository.Root, "templates", "mail"), "*.liquid", SearchOption.AllDirectories)
            .Where(f => TemplateForm().IsMatch(File.ReadAllText(f))).ShouldBeEmpty();
    }

    static bool IsPublic(string path, string page) => path.Contains("/Track/") || path.Contains("/LinkRenewal/")
        || (page.Contains("Layout = \"_Public\"") && page.Contains("Sentences.Speak") && !path.EndsWith("/Error.cshtml", StringComparison.Ordinal));

    static string Say(string at, DateTimeOffset now, string zone, string culture) =>
        Moments.Say(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture), now, TimeZoneInfo.FindSystemTimeZoneById(zone), CultureInfo.GetCultureInfo(culture));

    [GeneratedRegex("""ToString\("[a-zA-Z]|To(Long|Short)(Date|Time)String|TimeZoneInfo\.ConvertTime|<time-(ago|left)|<time\b|\{\w+:[dDfFgGtTHy]""")]
    private static partial Regex OwnForm();

    [GeneratedRegex(@"\|\s*date\b|'now'|%[YmdHM]")]
    private static partial Regex TemplateForm();
}
