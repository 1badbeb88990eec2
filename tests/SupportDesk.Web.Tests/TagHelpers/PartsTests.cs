using Microsoft.AspNetCore.Razor.TagHelpers;
using SupportDesk.Web.Rail;
using SupportDesk.Web.TagHelpers;

namespace SupportDesk.Web.Tests.TagHelpers;

public sealed class PartsTests
{
    private static readonly DateTimeOffset Monday = new(2026, 7, 20, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Damion M", "DM")]
    [InlineData("valeria", "VA")]
    [InlineData("Ines van der Tal", "IT")]
    [InlineData("damion@customer.test", "DT")]
    [InlineData("  ", "?")]
    [InlineData("Ö", "Ö")]
    public void A_face_shows_initials(string name, string initials) => FaceTagHelper.Initials(name).ShouldBe(initials);

    [Fact]
    public void A_state_is_a_class_and_words()
    {
        var html = Render(new StateTagHelper { Of = "OnHold" }, "state");

        html.ShouldBe("<span class=\"state on-hold\">On hold</span>");
    }

    [Theory, InlineData(null), InlineData("")]
    public void A_state_without_words_of_its_own_is_never_an_empty_mark(string? words) =>
        Render(new StateTagHelper { Of = "PartlyAccepted", Words = words }, "state").ShouldBe("<span class=\"state partly-accepted\">Partly accepted</span>");

    [Fact]
    public void A_name_is_encoded()
    {
        var html = Render(new FaceTagHelper { Name = "<b> \"x\"", Alone = true }, "face");

        html.ShouldNotContain("<b>");
    }

    [Theory]
    [InlineData(28 * 60, "1d 4h")]
    [InlineData(48 * 60, "2d")]
    [InlineData(5 * 60 + 59, "5h")]
    [InlineData(38, "38m")]
    [InlineData(-125, "−2h")]
    public void Time_left_is_said_shortly(int minutes, string words) => TimeLeftTagHelper.Short(TimeSpan.FromMinutes(minutes)).ShouldBe(words);

    [Fact]
    public void What_is_over_is_marked_late()
    {
        var clock = new DeskClock(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Monday));

        var html = Render(new TimeLeftTagHelper(clock) { At = Monday.AddHours(-2) }, "time-left");

        html.ShouldContain("class=\"left late\"");
        html.ShouldContain("datetime=\"2026-07-20T07:00:00.000Z\"");
    }

    [Fact]
    public void The_pushed_clock_counts_for_time_left()
    {
        var clock = new DeskClock(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Monday));
        clock.Follow(TimeSpan.FromHours(3));

        var html = Render(new TimeLeftTagHelper(clock) { At = Monday.AddHours(2) }, "time-left");

        html.ShouldContain(">−1h</time>");
    }

    [Theory]
    [InlineData("/tickets?view=mine", "/tickets", "?view=mine", true)]
    [InlineData("/tickets?view=mine", "/tickets", "?view=open&q=x", false)]
    [InlineData("/escalations", "/escalations/37", "", true)]
    [InlineData("/", "/escalations", "", false)]
    public void A_view_knows_when_one_is_in_it(string address, string path, string query, bool current) =>
        new RailLink("View", address).IsCurrent(path, query).ShouldBe(current);

    private static string Render(TagHelper part, string tag)
    {
        var output = new TagHelperOutput(tag, [], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));
        part.Process(new TagHelperContext([], new Dictionary<object, object>(), "id"), output);
        using var text = new StringWriter();
        output.WriteTo(text, System.Text.Encodings.Web.HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All));
        return text.ToString();
    }
}
