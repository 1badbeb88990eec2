using SupportDesk.Mail.Parsing;

namespace SupportDesk.Tests.Mail.Parsing;

/// <summary>What mail programs write around an answer in the languages they speak (<c>Messages/Languages.txt</c>, written for this test).</summary>
public class LanguageTests
{
    static readonly Dictionary<string, Dictionary<string, string>> Spoken = Read();

    public static TheoryData<string> Languages => [.. Spoken.Keys];

    [Theory]
    [MemberData(nameof(Languages))]
    public void The_line_above_a_quote_is_told_from_the_words(string language)
    {
        foreach (var line in new[] { Spoken[language]["gmail"], Spoken[language]["other"] })
        {
            var marked = Answer(language, $"{line}\n> Does it work?\n> Valeria\n");
            var bare = Answer(language, $"{line}\n\nDoes it work?\nValeria\n");

            marked.NewText.ShouldBe(Spoken[language]["words"], line);
            marked.QuotedText.ShouldStartWith(line[..10], Case.Sensitive, line);
            bare.NewText.ShouldBe(Spoken[language]["words"], line);
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Outlooks_header_block_begins_the_history(string language)
    {
        var labels = Spoken[language]["labels"].Split('|', StringSplitOptions.TrimEntries);
        string[] values = ["Valeria K <valeria@marketfield.test>", "Monday, 2 March 2026 09:12", "Damion", "Your shop"];

        foreach (var colon in new[] { ":", "\u00A0:", "：" })
            Answer(language, string.Concat(labels.Zip(values).Select(p => $"{p.First}{colon} {p.Second}\n")) + "\nDoes it work?\nValeria\n").NewText.ShouldBe(Spoken[language]["words"], colon);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void The_line_between_dashes_begins_the_history_or_what_is_passed_on(string language)
    {
        var history = Answer(language, $"-----{Spoken[language]["original"]}-----\nDoes it work?\n");
        var passedOn = Answer(language, $"-------- {Spoken[language]["forward"]} --------\nDoes it work?\n");

        history.NewText.ShouldBe(Spoken[language]["words"]);
        passedOn.NewText.ShouldEndWith("Does it work?", Case.Sensitive, "a mail that is passed on stays whole");
        OwnMessages.Plain($"{Spoken[language]["words"]}\n\n-------- {Spoken[language]["forward"]} --------\n> From: Bojan <bojan@example.test>\n> x\n").NewText.ShouldContain("bojan@example.test", Case.Sensitive, "a mark in between makes no history of it");
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void What_a_telephone_adds_is_a_signature(string language)
    {
        foreach (var line in new[] { Spoken[language]["phone"], Spoken[language]["app"] })
        {
            var mail = Answer(language, line);

            mail.NewText.ShouldBe(Spoken[language]["words"], line);
            mail.Signature.ShouldBe(line);
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_subject_of_absence_is_a_programs(string language)
    {
        WithSubject(Spoken[language]["away"], "In-Reply-To: <a@marketfield.test>\n").IsAutoReply.ShouldBeTrue();
        OwnMessages.Plain("Please help.", $"From: damion@customer.test\nSubject: {Spoken[language]["away"]}").IsAutoReply.ShouldBeFalse("a subject alone is anybody's");
        WithSubject("Re: " + Spoken[language]["away"]).IsAutoReply.ShouldBeFalse("a person answers it");
    }

    [Theory]
    [InlineData("Abwesenheitsnotiz einrichten: wie geht das?")]
    [InlineData("Automatic replies do not stop")]
    [InlineData("Automatische Antworten kommen doppelt")]
    [InlineData("Out of office hours: whom do I call?")]
    [InlineData("Autosvaret virker ikke")]
    [InlineData("Absent parcels")]
    [InlineData("Auto: quotation for a used car")]
    [InlineData("On vacation rentals and refunds")]
    [InlineData("Away team shirts in size M")]
    [InlineData("Poissaolon ilmoittaminen")]
    [InlineData("Assente la fattura di marzo")]
    [InlineData("Ausência de resposta")]
    [InlineData("Fravær av kvittering")]
    [InlineData("Nieobecność kuriera")]
    [InlineData("Afwezigheid doorgeven")]
    public void A_question_that_begins_with_such_words_is_a_persons(string subject) => WithSubject(subject).IsAutoReply.ShouldBeFalse();

    [Theory]
    [InlineData("Out of office until Monday")]
    [InlineData("Abwesenheitsnotiz bis 9. März")]
    [InlineData("Automatic reply to your message")]
    public void Where_it_answers_a_mail_the_words_alone_tell(string subject) => WithSubject(subject, "In-Reply-To: <a@marketfield.test>\n").IsAutoReply.ShouldBeTrue();

    static ParsedMail Answer(string language, string below) => OwnMessages.Plain($"{Spoken[language]["words"]}\n\n{below}", "From: damion@customer.test\nTo: support@marketfield.test\nSubject: Re: Your shop");

    static ParsedMail WithSubject(string subject, string more = "") => OwnMessages.Plain("I am away.", $"{more}From: damion@customer.test\nSubject: {subject}");

    static Dictionary<string, Dictionary<string, string>> Read()
    {
        var spoken = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(Path.Combine(OwnMessages.Folder, "Languages.txt")))
        {
            if (line.StartsWith('[')) spoken.Add(line.Trim('[', ']'), new(StringComparer.Ordinal));
            else if (line.Length > 0 && line[0] != '#') spoken.Values.Last().Add(line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]);
        }

        return spoken;
    }
}
