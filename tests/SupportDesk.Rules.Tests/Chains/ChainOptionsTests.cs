using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Chains;

namespace SupportDesk.Tests.Chains;

public sealed class ChainOptionsTests
{
    const string Level = "Escalations:Chains:Policies:Levels:";

    static readonly Dictionary<string, string?> Right = new()
    {
        ["Escalations:Calendars:Office:Zone"] = "Europe/Berlin",
        ["Escalations:Calendars:Office:Hours:Monday:0"] = "09:00-17:00",
        [Level + "0:Name"] = "Team lead",
        [Level + "0:Who:0"] = "team-lead",
        [Level + "0:Powers"] = "Forward, Ask",
        [Level + "0:Calendar"] = "Office",
        [Level + "1:Name"] = "Head of Trust & Safety",
        [Level + "1:Who:0"] = "policy-owner",
        [Level + "1:Reminders:0"] = "4h",
    };

    static EscalationOptions Read(params (string Key, string? Value)[] changes)
    {
        var settings = new Dictionary<string, string?>(Right);
        foreach (var (key, value) in changes)
        {
            if (value is null)
                settings.Remove(key);
            else
                settings[key] = value;
        }

        return new ServiceCollection().AddSection<EscalationOptions>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), "Escalations");
    }

    [Fact]
    public void A_right_chain_is_taken() => Read().Chains["Policies"].Levels.Count.ShouldBe(2);

    [Theory]
    [InlineData(Level + "1:Powers", "Forward, Ask", Level + "1:Powers", "Forward, Ask", "must be able to Decide")]
    [InlineData(Level + "1:Name", "team LEAD", Level + "1:Name", "team LEAD", "a name of its own")]
    [InlineData(Level + "0:Acknowledge", "2 days", Level + "0:Acknowledge", "2 days", "such as 30m, 8h, 2d")]
    [InlineData(Level + "1:Reminders:0", "soon", Level + "1:Reminders:0", "soon", "such as 30m, 8h, 2d")]
    [InlineData(Level + "0:Calendar", "Offices", Level + "0:Calendar", "Offices", "expected one of Office")]
    [InlineData(Level + "0:Who:0", "boss", Level + "0:Who:0", "boss", "expected person:ADDRESS")]
    [InlineData(Level + "0:Who:0", "role:Boss", Level + "0:Who:0", "role:Boss", "expected one of Agent")]
    [InlineData(Level + "0:Powers", "Forward, Rule", Level + "0:Powers", "Forward, Rule", "some of None, Forward, Ask, Decide")]
    [InlineData(Level + "0:Nmae", "x", Level + "0:Nmae", "", "Known here: Name")]
    [InlineData("Escalations:ConsentWithin", "never", "Escalations:ConsentWithin", "never", "such as 30m, 8h, 2d")]
    [InlineData("Escalations:Calendars:Office:Zone", "Berlin", "Escalations:Calendars:Office:Zone", "Berlin", "IANA time zone")]
    [InlineData("Escalations:Calendars:Office:Hours:Monday:0", "9-17", "Escalations:Calendars:Office:Hours:Monday", "9-17", "09:00-17:00")]
    [InlineData("Escalations:Calendars:Office:Hours:Monday:1", "16:00-18:00", "Escalations:Calendars:Office:Hours:Monday", "16:00-18:00", "one after the other")]
    [InlineData("Escalations:Calendars:Office:Holidays:0", "25.12.2026", "Escalations:Calendars:Office:Holidays", "25.12.2026", "2026-12-25")]
    public void A_wrong_setting_is_refused_with_its_key_its_value_and_what_is_expected(string key, string value, string shownKey, string shownValue, string expected)
    {
        var refusal = Should.Throw<DeskException>(() => Read((key, value)));

        refusal.Message.ShouldContain(shownKey);
        refusal.Message.ShouldContain(shownValue);
        refusal.Message.ShouldContain(expected);
    }

    [Fact]
    public void A_level_with_nobody_named_is_refused() =>
        Should.Throw<DeskException>(() => Read((Level + "0:Who:0", null))).Message.ShouldContain(Level + "0:Who: Nobody is named at this level");

    [Fact]
    public void A_calendar_that_never_opens_is_refused() =>
        Should.Throw<DeskException>(() => Read(("Escalations:Calendars:Office:Hours:Monday:0", null))).Message.ShouldContain("Escalations:Calendars:Office:Hours: nothing is open");
}
