using SupportDesk.Mail.Parsing;

namespace SupportDesk.Tests.Mail.Parsing;

/// <summary>A first mail answers nothing: what looks like history in it may be the complaint itself.</summary>
public class OpeningMailTests
{
    const string Opening = "From: Ilse Kern <ilse@customer.test>\nTo: Help Desk <support@marketfield.test>\nSubject: Parking fee";
    const string Answer = "From: Ilse Kern <ilse@customer.test>\nTo: Help Desk <support@marketfield.test>\nSubject: Re: Parking fee";

    public static TheoryData<string> OwnWords =>
    [
        // A letter with its address block.
        "Ilse Kern\n4 Mill Lane\n\nTo: The Parking Office\nDate: 4 May 2026\nSubject: Fee of 30 euros\n\nDear Sir or Madam,\n\nthe fee is wrong.",
        "Ilse Kern\nMühlweg 4\n\nAn: Parkraumstelle\nDatum: 04.05.2026\nBetreff: Gebühr\n\nSehr geehrte Damen und Herren,\n\ndie Gebühr ist falsch.",
        // A form that the shop's page fills in.
        "New message from your page.\n\nFrom: Ilse Kern <ilse@customer.test>\nPhone: 0170 1\nSubject: Fee\nDate: 04.05.2026 10:22\n\nMessage:\nThe fee is wrong.",
        "Kontaktformular\n\nVon: Jemand <jemand@anders.test>\nTelefon: 0170 1\nBetreff: Gebühr\nDatum: 04.05.2026 10:22\n\nNachricht:\nDie Gebühr ist falsch.",
        // A journey.
        "My trip:\n\nFrom: Bath\nTo: Bristol\nDate: 4 May 2026\nSubject: missed connection\n\nI lost an hour.",
        // Letters and talks that are told.
        "Hello,\n\nOn 4 May 2026 the parking office wrote:\n\nYou have to pay.\n\nThat is wrong.",
        "Guten Tag,\n\nam 04.05.2026 um 9:40 Uhr schrieb mir Frau Berg:\n\nSie müssen zahlen.\n\nDas stimmt nicht.",
        "Bonjour,\n\nLe 4 mai 2026, votre collègue m'a écrit :\n\nVous devez payer.\n\nC'est faux.",
        "Here is the mail that I got:\n\nOn Mon, 4 May 2026 at 09:40, Parking <parking@office.test> wrote:\n\nYou have to pay.\n\nIs that right?",
        "The chat:\n\nAgent (04/05/2026 09:40): Hello\nMe (04/05/2026 09:41): The fee is wrong.\nAgent (04/05/2026 09:42) wrote:\nYou have to pay.\n\nIs that final?",
        // A sentence with the three words of a desk's mark.
        "Hello,\n\nmy reply is the line above the table on your form.\n\nPlease look at it.",
        "Guten Tag,\n\nmeine Antwort steht in der Zeile über dem Stempel.\n\nBitte prüfen Sie sie.",
        // An own quotation at the end.
        "It is about this sentence of the rule:\n\n> The fee is due within a day.",
        "I mean paragraph 4.\n\n> The fee is due within a day.\n> It cannot be waived.",
        // Sections.
        "First: the fee.\n\n-----\n\nSecond: the sign was hidden by a tree.\n\n-----\n\nThird: nobody answers.",
        "The fee is wrong.\n\n---\n\nThe sign was hidden by a tree.",
        // Sentences that begin like a telephone's line.
        "Sent from my desk, is much easier than my phone.",
    ];

    [Theory]
    [MemberData(nameof(OwnWords))]
    public void Nothing_of_an_opening_mail_is_folded(string text)
    {
        var mail = OwnMessages.Plain(text, Opening);

        mail.NewText.ShouldBe(text);
        mail.QuotedText.ShouldBeEmpty();
        mail.Signature.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("It was me.\n\nOn 4 May 2026 at 09:40, Help Desk wrote:\n\nWho parked there?")]
    [InlineData("It was me.\n\nFrom: Help Desk\nSent: Monday, 4 May 2026 09:40\nSubject: Parking fee\n\nWho parked there?")]
    [InlineData("It was me.\n\n> Who parked there?\n> Help Desk")]
    public void The_same_kind_of_words_is_history_where_the_mail_answers(string text)
    {
        OwnMessages.Plain(text, Answer).NewText.ShouldBe("It was me.");
        OwnMessages.Plain(text, Opening).NewText.ShouldBe(text, "nothing says that this one answers");
    }

    [Theory]
    [InlineData("It was me.\n\nOn Mon, 4 May 2026 at 09:40, Help Desk <support@marketfield.test> wrote:\n\nWho parked there?")]
    [InlineData("It was me.\n\nFrom: Aldo <aldo@marketfield.test>\nSent: Monday, 4 May 2026 09:40\nTo: Ilse Kern\nSubject: Parking fee\n\nWho parked there?")]
    public void History_that_names_our_address_is_folded_without_any_field_that_says_so(string text)
    {
        OwnMessages.Plain(text, Opening).NewText.ShouldBe("It was me.");
    }

    [Theory]
    [InlineData("They wrote this to me.\n\nOn Mon, 4 May 2026 at 09:40, Parking <parking@office.test> wrote:\n\nYou have to pay.\n\nIs that right?")]
    [InlineData("Sie schrieben mir das.\n\nAm Mo., 4. Mai 2026 um 09:40 Uhr schrieb Parkraum <parking@office.test>:\n\nSie müssen zahlen.")]
    [InlineData("They wrote this to us.\n\n_____________________\nFrom: Parking <parking@office.test>\nSent: Monday, 4 May 2026 09:40\nTo: Rosa <rosa@elsewhere.test>\nSubject: Fee\n\nYou have to pay.")]
    [InlineData("They wrote this to us.\n\nDate: Mon, 4 May 2026 09:40:00 +0200\nTo: Rosa <rosa@elsewhere.test>\nSubject: Fee\n\nYou have to pay.")]
    public void A_pasted_mail_of_others_stays_where_the_whole_header_answers_nothing(string text)
    {
        const string carried = "Received: from mail.customer.test by mx.marketfield.test; Tue, 5 May 2026 08:00:00 +0000\n";

        var mail = OwnMessages.Plain(text, carried + Opening);
        mail.NewText.ShouldBe(text.Replace("_____________________\n", "", StringComparison.Ordinal), "a line without words may be taken for a signature's");
        mail.QuotedText.ShouldBeEmpty();
        OwnMessages.Plain(text, carried + Answer).QuotedText.ShouldNotBeEmpty("the same words below an answer");
        OwnMessages.Plain(text, Opening).QuotedText.ShouldNotBeEmpty("a body that was handed in without the header it came with");
    }

    [Fact]
    public void A_message_id_of_ours_says_that_the_mail_answers()
    {
        const string text = "It was me.\n\nOn 4 May 2026 at 09:40, the desk wrote:\n\nWho parked there?";

        OwnMessages.Plain(text, Opening + "\nIn-Reply-To: <ticket-9@marketfield.test>").NewText.ShouldBe("It was me.");
        OwnMessages.Plain(text, Opening + "\nIn-Reply-To: <ticket-9@elsewhere.test>").NewText.ShouldBe(text, "another's mail");
    }

    [Theory]
    [InlineData("Re: Fee", true)]
    [InlineData("AW: Gebühr", true)]
    [InlineData("[EXT] Antw: Tarief", true)]
    [InlineData("RE[2]: Fee", true)]
    [InlineData("回复：费用", true)]
    [InlineData("VS: Maksu", false)]
    [InlineData("Regarding: Fee", false)]
    [InlineData("Fwd: Fee", false)]
    public void A_subject_says_whether_the_mail_answers(string subject, bool answers)
    {
        MarkerLines.IsReplySubject(subject).ShouldBe(answers);
    }

    [Theory]
    [InlineData("##- Please type your reply above this line -##", true)]
    [InlineData("--- Reply above this line ---", true)]
    [InlineData("Bitte antworten Sie oberhalb dieser Linie", true)]
    [InlineData("Veuillez répondre au-dessus de cette ligne.", true)]
    [InlineData("My reply stands above the line of the table.", false)]
    [InlineData("Ihre Antwort in der Zeile über dem Stempel ist falsch.", false)]
    [InlineData("Please write the answer, not the number, above this line.", false)]
    public void A_desks_mark_is_a_line_of_a_known_form(string line, bool mark)
    {
        MarkerLines.IsDeskMark(line).ShouldBe(mark);
    }

    [Theory]
    [InlineData("Sent from my iPhone, please excuse mistakes.", true)]
    [InlineData("Sent from my desk phone", true)]
    [InlineData("Yahoo Mail: Search, Organize, Conquer", true)]
    [InlineData("\u2063Get BlueMail for Android \u200b", true)]
    [InlineData("Sent from my desk, is much easier than my phone.", false)]
    public void What_a_mail_program_adds_is_told_from_a_sentence(string line, bool added)
    {
        var mail = OwnMessages.Plain("It was me.\n\n" + line, Answer);

        mail.NewText.ShouldBe(added ? "It was me." : "It was me.\n\n" + line);
    }
}
