namespace SupportDesk.Tests.Mail.Parsing;

/// <summary>A first mail that servers have carried: what is set in, quoted or passed on in it is there to be read.</summary>
public class QuotedByTheWriterTests
{
    const string Carried = "Received: from mail.customer.test by mx.marketfield.test; Tue, 5 May 2026 08:00:00 +0000\nFrom: Ilse Kern <ilse@customer.test>\nTo: Help Desk <support@marketfield.test>\n";
    const string Opening = Carried + "Subject: Parking fee";
    const string Answer = Carried + "Subject: Re: Parking fee";

    public static TheoryData<string> SetIn =>
    [
        "<blockquote>The sign was hidden by a tree.</blockquote><p>Please look.</p>",
        "<blockquote style='margin-left:2em'><p>The sign was hidden by a tree.</p></blockquote>",
        "<p>It is wrong:</p><p>again.</p><blockquote>The sign was hidden by a tree.</blockquote><p>Yours</p><blockquote>Terms: none.</blockquote>",
        "<p>From the rule.</p><blockquote type='cite'>The fee is due within a day.</blockquote>",
        "<div class='gmail_quote'><p>The sign was hidden by a tree.</p></div>",
    ];

    [Theory]
    [MemberData(nameof(SetIn))]
    public void What_is_set_in_is_no_history(string html)
    {
        var mail = OwnMessages.Html(html, Opening);

        (mail.QuotedText, mail.QuotedHtml).ShouldBe(("", ""));
        mail.NewText.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_quotation_above_the_words_stays()
    {
        var text = string.Join('\n', Enumerable.Range(1, 25).Select(n => $"> Line {n} of the rule.")) + "\n\nWhy within a day?";

        OwnMessages.Plain(text, Opening).NewText.ShouldBe(text);
    }

    [Theory]
    [InlineData("-----Original Message-----\nFrom: Parking [mailto:parking@office.test]\nSent: Monday, 4 May 2026 09:40\nTo: all@office.test\nSubject: Fee")]
    [InlineData("-------- Original Message --------\nSubject: Fee\nDate: Mon, 4 May 2026 09:40:00 +0200\nFrom: Parking <parking@office.test>\nTo: rosa@elsewhere.test")]
    public void An_original_message_of_others_is_passed_on(string head)
    {
        var text = $"Look at this.\n\n{head}\n\nYou have to pay.";

        var mail = OwnMessages.Plain(text, Opening);
        (mail.NewText, mail.ForwardedFrom?.Address).ShouldBe((text, "parking@office.test"));
        OwnMessages.Plain(text, Answer).NewText.ShouldBe("Look at this.", "history of an answer");
        OwnMessages.Plain(text.Replace("parking@office.test", "support@marketfield.test", StringComparison.Ordinal), Opening).NewText.ShouldBe("Look at this.", "our own mail, answered without Re:");
    }

    [Fact]
    public void A_quote_that_begins_with_the_mark_of_a_forward_is_passed_on()
    {
        const string text = "Look at this.\n\n> ------ Forwarded Message\n> From: Parking <parking@office.test>\n> Subject: Fee\n>\n> You have to pay.";

        OwnMessages.Plain(text, Opening).NewText.ShouldBe(text);
    }

    [Fact]
    public void A_lists_footer_below_the_signature_is_part_of_it()
    {
        var mail = OwnMessages.Plain("The fee is wrong.\n\n>> read my page <<\n\n-- \nIlse\n>> every day <<\n\n--\nParking mailing list\nhttps://lists.parking.test/listinfo/fees", Opening);

        mail.QuotedText.ShouldBeEmpty();
        mail.Signature.ShouldContain("listinfo/fees");
    }

    [Theory]
    [InlineData("The sign reads:\n\n> Pay within a day.\n\nThis message stood beside it, and it is confidential: the intended recipient must notify the sender of the fine, or pay. That is wrong.")]
    [InlineData("Please visit the office.\n\n>>From there one sees the sign. Whoever\nreads this message, which is confidential they say, must notify the sender; any other use is prohibited, and not that of the intended recipient.")]
    public void Words_below_an_own_quotation_are_no_small_print(string text)
    {
        var mail = OwnMessages.Plain(text, Opening);

        (mail.NewText, mail.Signature).ShouldBe((text, ""));
    }

    [Fact]
    public void In_the_letters_of_a_file_no_mark_is_looked_for()
    {
        var line = "M1/2M9:40M<RM@YM5,3>".PadRight(60, '`') + ":";
        var text = $"The photo:\n\nbegin 644 sign.jpg\n{line}\n`\nend\n\nPlease look.";

        OwnMessages.Plain(text, Opening[Opening.IndexOf("From:", StringComparison.Ordinal)..]).NewText.ShouldBe(text);
    }

    [Fact]
    public void An_address_inside_a_link_names_nobody()
    {
        const string text = "Raffle of the month\n01/04 to 30/04 every week\nTake part <https://shop.test/?to=support@marketfield.test>\n\nThe fee of 3 euros is wrong.";

        OwnMessages.Plain(text, Opening).NewText.ShouldBe(text);
    }
}
