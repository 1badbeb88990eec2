using SupportDesk.Chains;

namespace SupportDesk.Tests.Chains;

public sealed class SeatTests
{
    [Theory, InlineData("person:ines@marketfield.test", SeatKind.Person), InlineData("team:Trust and safety", SeatKind.Team), InlineData("role:Moderator", SeatKind.Role), InlineData("team-lead", SeatKind.TeamLead), InlineData("policy-owner", SeatKind.PolicyOwner)]
    public void It_reads_what_it_writes(string text, SeatKind kind)
    {
        var seat = Seat.Parse(text);

        seat.Kind.ShouldBe(kind);
        seat.ToString().ShouldBe(text);
    }

    [Fact]
    public void Kinds_ignore_case_and_names_are_trimmed() => Seat.Parse("Team: Trust and safety ").ShouldBe(Seat.Team("Trust and safety"));

    [Fact]
    public void Nothing_is_refused_as_nothing() => Should.Throw<FormatException>(() => Seat.Parse(null)).Message.ShouldBe($"'' names nobody: {Seat.Expected}.");

    [Theory, InlineData(""), InlineData(null), InlineData("person:"), InlineData("team:"), InlineData("role: "), InlineData("team-lead:x"), InlineData("ines@marketfield.test"), InlineData("group:x")]
    public void What_names_nobody_is_refused(string? text) => Should.Throw<FormatException>(() => Seat.Parse(text)).Message.ShouldContain(Seat.Expected);
}
