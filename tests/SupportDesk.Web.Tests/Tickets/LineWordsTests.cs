using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Tickets;
using SupportDesk.Web.Pages.Tickets;

namespace SupportDesk.Web.Tests.Tickets;

public sealed class LineWordsTests
{
    [Theory]
    [InlineData(EventKind.Raised, "", "", "Aldo L passed it up to Mandatory profile picture")]
    [InlineData(EventKind.TimedOut, "Team lead", "Head of Trust & Safety", "Team lead’s time ran out; forwarded to Head of Trust & Safety")]
    [InlineData(EventKind.TimedOut, "Team lead", "Team lead", "Team lead’s time ran out")]
    [InlineData(EventKind.Skipped, "Team lead", "Head of Trust & Safety", "Nobody is there at Team lead; passed on to Head of Trust & Safety")]
    [InlineData(EventKind.Decided, "Senior VP", "Senior VP", "Senior VP decided: partly accepted")]
    public void A_hop_is_a_sentence_in_violet(EventKind kind, string level, string now, string sentence)
    {
        var line = Line(kind) with { Case = new(7, "Mandatory profile picture", level, now, DecisionOutcome.PartlyAccepted, false, false) };

        var words = LineWords.Of(line).ShouldNotBeNull();

        words.Sentence.ShouldBe(sentence);
        words.Look.ShouldBe("climb");
    }

    [Theory]
    [InlineData(EventKind.TimedOut, true, false, "The time for the answer ran out; Team lead goes on")]
    [InlineData(EventKind.Answered, false, true, "Aldo L brought what was missing")]
    [InlineData(EventKind.Answered, false, false, "The question was answered")]
    [InlineData(EventKind.Undeliverable, false, false, "It could not be delivered to Team lead; the administrators have it")]
    [InlineData(EventKind.EscalationMerged, false, false, "It was joined with another case")]
    [InlineData(EventKind.Withdrawn, false, false, "It was withdrawn")]
    public void What_did_not_move_a_case_is_said_as_it_was(EventKind kind, bool isAnswerLate, bool byStaff, string sentence) =>
        LineWords.Of(Line(kind) with { Case = new(7, "Pictures", "Team lead", "Team lead", null, isAnswerLate, byStaff) }).ShouldNotBeNull().Sentence.ShouldBe(sentence);

    [Fact]
    public void A_ticket_that_solved_itself_says_why()
    {
        var line = Line(EventKind.Solved) with { Capacity = Capacity.System, After = "NoAnswer" };

        LineWords.Of(line).ShouldNotBeNull().Sentence.ShouldBe("Solved, since no answer came");
    }

    private static TicketLine Line(EventKind kind) =>
        new(1, DateTimeOffset.UnixEpoch, kind, Guid.Empty, "Aldo L", Capacity.Agent, Via.Web, null, null, null, null, null, null);
}
