using SupportDesk.Escalations;

namespace SupportDesk.Tests.Escalations;

public sealed class LevelCommandTests
{
    [Theory]
    [InlineData("acknowledge", LevelVerb.Acknowledge, null, "")]
    [InlineData("Acknowledged.", LevelVerb.Acknowledge, null, "")]
    [InlineData("Bestätigen", LevelVerb.Acknowledge, null, "")]
    [InlineData("forward: Not my rule.", LevelVerb.Forward, null, "Not my rule.")]
    [InlineData("Weiterreichen:\nNicht meine Regel.", LevelVerb.Forward, null, "Nicht meine Regel.")]
    [InlineData("ask: Since when?\nAnd where?", LevelVerb.Ask, null, "Since when?\nAnd where?")]
    [InlineData("nachfragen: Seit wann?", LevelVerb.Ask, null, "Seit wann?")]
    [InlineData("accept: It may come later.", LevelVerb.Decide, DecisionOutcome.Accepted, "It may come later.")]
    [InlineData("Partly accepted:\n\nOne.\n\nTwo.", LevelVerb.Decide, DecisionOutcome.PartlyAccepted, "One.\n\nTwo.")]
    [InlineData("Zum Teil zugestimmt: Eins.", LevelVerb.Decide, DecisionOutcome.PartlyAccepted, "Eins.")]
    [InlineData("decide: declined\nNo, it stays.", LevelVerb.Decide, DecisionOutcome.Declined, "No, it stays.")]
    [InlineData("Decide accepted: Yes, it may.", LevelVerb.Decide, DecisionOutcome.Accepted, "Yes, it may.")]
    [InlineData("/decide partly accepted: So be it.", LevelVerb.Decide, DecisionOutcome.PartlyAccepted, "So be it.")]
    [InlineData("/decide\naccepted\nSo be it.", LevelVerb.Decide, DecisionOutcome.Accepted, "So be it.")]
    [InlineData("/partly-accepted So be it.", LevelVerb.Decide, DecisionOutcome.PartlyAccepted, "So be it.")]
    [InlineData("/Entscheiden abgelehnt\nEs bleibt so.", LevelVerb.Decide, DecisionOutcome.Declined, "Es bleibt so.")]
    [InlineData("/forward It is late.", LevelVerb.Forward, null, "It is late.")]
    [InlineData("CONFIRM", LevelVerb.Confirm, null, "")]
    [InlineData("Freigeben!", LevelVerb.Confirm, null, "")]
    [InlineData("ÄNDERN\nSo ist es besser.", LevelVerb.Change, null, "So ist es besser.")]
    [InlineData("/decid accepted\nYes.", LevelVerb.Unknown, null, "accepted\nYes.")]
    public void A_command_is_read_from_the_first_line(string text, LevelVerb verb, DecisionOutcome? outcome, string words)
    {
        var command = LevelCommand.Read(text)!;

        (command.Verb, command.Outcome, command.Words).ShouldBe((verb, outcome, words));
    }

    [Theory]
    [InlineData("Forward this to Victor, please.")]
    [InlineData("I accept: it is our fault.")]
    [InlineData("Accepted, but only for now.")]
    [InlineData("Thank you.\nacknowledge")]
    [InlineData("/etc/desk is where it lies.")]
    [InlineData("Ask Damion what he means.")]
    [InlineData("Confirm with Victor first.")]
    [InlineData("Bestätigen kann ich das nicht.")]
    [InlineData("")]
    public void Nothing_is_guessed_from_prose(string text) => LevelCommand.Read(text).ShouldBeNull();

    [Theory]
    [InlineData("/decide accepted\neffective: 2026-12-01\nIt may come later.", "2026-12-01")]
    [InlineData("accepted:\nEffective from 1 December 2026\nIt may come later.", "2026-12-01")]
    [InlineData("zugestimmt:\ngilt ab: 1.12.2026\nIt may come later.", "2026-12-01")]
    public void A_decision_names_the_day_it_takes_effect(string text, string day)
    {
        var command = LevelCommand.Read(text)!;

        (command.EffectiveOn, command.Words).ShouldBe((DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), "It may come later."));
    }

    [Theory]
    [InlineData("/decide accepted\neffective: 1. Dez. 2026\nSo be it.", "2026-12-01")]
    [InlineData("/decide accepted\nwirksam ab: 1. März 2027\nSo be it.", "2027-03-01")]
    [InlineData("/decide accepted\ntakes effect on: March 1, 2027\nSo be it.", "2027-03-01")]
    [InlineData("/decide accepted\n\teffective on: 2026-12-01.\nSo be it.", "2026-12-01")]
    public void A_day_is_read_in_both_languages(string text, string day) => LevelCommand.Read(text)!.EffectiveOn.ShouldBe(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void A_day_with_no_words_below_leaves_none()
    {
        var command = LevelCommand.Read("/decide accepted\neffective: 2026-12-01")!;

        (command.EffectiveOn, command.Words, command.DayIsWrong).ShouldBe((new DateOnly(2026, 12, 1), "", false));
        LevelCommand.Read("/decide accepted\nSo be it.")!.DayIsWrong.ShouldBeFalse();
        LevelCommand.Read("/decide accepted\neffective: 2026-12-01\nSo be it.")!.DayIsWrong.ShouldBeFalse();
    }

    [Theory]
    [InlineData("weiterleiten: Ja.", LevelVerb.Forward, null)]
    [InlineData("change\nSo.", LevelVerb.Change, null)]
    [InlineData("teilweise angenommen: So be it.", LevelVerb.Decide, DecisionOutcome.PartlyAccepted)]
    [InlineData("accepted in part: So be it.", LevelVerb.Decide, DecisionOutcome.PartlyAccepted)]
    [InlineData("klargestellt: So be it.", LevelVerb.Decide, DecisionOutcome.Clarified)]
    [InlineData("clarified: So be it.", LevelVerb.Decide, DecisionOutcome.Clarified)]
    [InlineData("reject: So be it.", LevelVerb.Decide, DecisionOutcome.Declined)]
    [InlineData("verwerfen", LevelVerb.Discard, null)]
    public void Each_row_of_the_phrases_is_known(string text, LevelVerb verb, DecisionOutcome? outcome)
    {
        var command = LevelCommand.Read(text)!;

        (command.Verb, command.Outcome).ShouldBe((verb, outcome));
    }

    [Fact]
    public void A_mark_without_a_word_before_it_is_no_command() => LevelCommand.Read(": Since when?").ShouldBeNull();

    [Fact]
    public void Words_that_come_again_are_kept_line_by_line()
    {
        var again = LevelCommand.Again(LevelVerb.Ask, null, " Since when?\r\nAnd where? ");

        (again.Verb, again.Words).ShouldBe((LevelVerb.Ask, "Since when?\nAnd where?"));
    }

    [Fact]
    public void A_text_that_begins_with_END_has_no_words() => LevelCommand.Read("/decide accepted\nEND\nDirk, Head of things")!.Words.ShouldBe("");

    [Fact]
    public void A_day_that_two_countries_read_differently_is_not_read()
    {
        LevelCommand.Read("/decide accepted\neffective: 01/02/2026\nIt may come later.")!.DayIsWrong.ShouldBeTrue();
        LevelCommand.Read("/decide accepted\nEffective from December we ask for less.")!.DayIsWrong.ShouldBeFalse();
    }

    [Fact]
    public void A_line_that_says_END_ends_the_words() =>
        LevelCommand.Read("/decide accepted\nOne.\n\nTwo.\nEND\nDirk, Head of things")!.Words.ShouldBe("One.\n\nTwo.");

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void Each_word_that_a_mail_offers_is_understood(string language)
    {
        foreach (var (word, verb, outcome) in CommandWords.For(language).All)
        {
            var command = LevelCommand.Read($"{word}\nSome words below.")!;
            (command.Verb, command.Outcome, command.Words).ShouldBe((verb, outcome, "Some words below."), word);
        }
    }
}
