namespace SupportDesk.Tests.Mail.Parsing;

/// <summary>Answers between quotes and what others put above and below them, in the forms of the mail programs.</summary>
public class AroundTheAnswerTests
{
    const string Header = "From: Ilse Kern <ilse@customer.test>\nTo: Help Desk <support@marketfield.test>\nSubject: Re: Fee";
    const string Wrote = "On Mon, 4 May 2026 at 09:40, Help Desk &lt;support@marketfield.test&gt; wrote:";

    [Theory]
    [InlineData("<div>Hello.</div><div class=\"gmail_quote\"><div class=\"gmail_attr\">" + Wrote + "<br></div><blockquote class=\"gmail_quote\">Who parked?</blockquote><div>I did.</div><blockquote class=\"gmail_quote\">Since when?</blockquote><div>Since nine.</div></div>", "Hello.|    Who parked?|I did.|    Since when?|Since nine.")]
    [InlineData("<div><br></div><div class=\"protonmail_quote\">" + Wrote + "<br><blockquote class=\"protonmail_quote\" type=\"cite\"><div>Who parked?</div></blockquote><div>I did.</div><blockquote class=\"protonmail_quote\" type=\"cite\"><div>Since when?</div></blockquote><div>Since nine.</div></div>", "    Who parked?|I did.|    Since when?|Since nine.")]
    [InlineData("<div class=\"yahoo_quoted\"><div>" + Wrote + "</div><blockquote>Who parked?</blockquote><div>I did.</div></div>", "I did.")]
    [InlineData("<div class=\"gmail_quote\"><div class=\"gmail_attr\">" + Wrote + "</div><blockquote class=\"gmail_quote\">Who parked?<div class=\"gmail_quote\"><div>" + Wrote + "</div><blockquote class=\"gmail_quote\">Old.</blockquote>Older words.</div></blockquote><div>I did.</div></div>", "I did.")]
    public void Answers_inside_a_clients_container_are_new_and_several_keep_their_questions(string html, string answers)
    {
        var mail = OwnMessages.Html(html, Header);

        mail.NewText.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(answers.Split('|'));
        foreach (var answer in answers.Split('|')) mail.NewHtml.ShouldContain(answer.Trim());
        (mail.NewHtml + mail.QuotedHtml).Split("Who parked?").Length.ShouldBe(2);
    }

    [Fact]
    public void History_without_a_quote_in_a_container_is_no_answer()
    {
        OwnMessages.Html("<div>I did.</div><div class=\"yahoo_quoted\"><div>" + Wrote + "</div><div>Who parked?<blockquote>Old.</blockquote>Help Desk</div></div>", Header).NewText.ShouldBe("I did.");
    }

    [Theory]
    [InlineData("Please see my answers below in red.")]
    [InlineData("Meine Antworten finden Sie unten in blau.")]
    public void A_mail_whose_answers_stand_inside_it_stays_whole_where_nothing_marks_them(string announcement)
    {
        var mail = OwnMessages.Plain(announcement + "\n\nFrom: Help Desk <support@marketfield.test>\nSent: Monday, 4 May 2026 09:40\nTo: Ilse Kern\nSubject: Fee\n\n1. Who parked?\nI did.", Header);

        mail.NewText.ShouldEndWith("I did.");
    }

    [Theory]
    [InlineData("________________________________\nThis message is confidential and meant for the addressee only.\nIf it came to you by mistake, please delete it.")]
    [InlineData("Diese E-Mail ist vertraulich. Wenn Sie nicht der richtige Empfänger sind, löschen Sie sie bitte und verständigen Sie den Absender.")]
    [InlineData("-- \nVirus-free. www.scanner.test")]
    [InlineData("_______________________________________________\nFee mailing list\nFee@lists.example.test\nhttps://lists.example.test/fee")]
    public void Small_print_below_the_history_is_folded_with_it(string print)
    {
        var mail = OwnMessages.Plain("I did.\n\nOn Mon, 4 May 2026 at 09:40, Help Desk <support@marketfield.test> wrote:\n\n> Who parked?\n\n" + print, Header);

        mail.NewText.ShouldBe("I did.");
    }

    [Fact]
    public void An_answer_below_the_history_is_no_small_print()
    {
        var mail = OwnMessages.Plain("On Mon, 4 May 2026 at 09:40, Help Desk <support@marketfield.test> wrote:\n\n> Who parked?\n\nPlease keep this confidential: it was me, by mistake.", Header);

        mail.NewText.ShouldBe("Please keep this confidential: it was me, by mistake.");
    }

    [Fact]
    public void The_table_that_Notes_draws_begins_the_history()
    {
        const string table = "<table><tr><td><b>Help Desk &lt;support@marketfield.test&gt;</b><p>04.05.2026 09:40<td><table><tr><td>An<td>ilse@customer.test<tr><td>Kopie<td><tr><td>Thema<td>Fee</table></table>";

        OwnMessages.Html("I did.<br><br>" + table + "<br>Who parked?", Header).NewText.ShouldBe("I did.");
        OwnMessages.Plain("I did.\n\n\nHelp Desk <support@marketfield.test> \n04.05.2026 09:40\n\nTo\nilse@customer.test\ncc\n\nSubject\nFee\n\n\nWho parked?", Header).NewText.ShouldBe("I did.");
    }

    [Theory]
    [InlineData("Von:\nAn:\nDatum:\nBetreff:")]
    [InlineData("From:\nTo:\nDate:\nSubject:")]
    public void The_table_that_GroupWise_draws_begins_the_history(string labels)
    {
        string[] values = ["Help Desk &lt;support@marketfield.test&gt;", "ilse@customer.test", "04.05.2026 09:40", "Fee"];
        var rows = string.Concat(labels.Split('\n').Zip(values).Select(p => $"<tr><td><b>{p.First}</b></td><td>{p.Second}</td></tr>"));

        OwnMessages.Html($"I did.<br><br><table>{rows}</table><br>Who parked?", Header).NewText.ShouldBe("I did.");
        OwnMessages.Plain("I did.\n\n>>> Help Desk <support@marketfield.test> 04.05.2026 09:40 >>>\nWho parked?\n", Header).NewText.ShouldBe("I did.");
    }

    [Theory]
    [InlineData("\u202bفي الجمعة، ٥ سبتمبر ٢٠٢٥ في ١٠:٢٢ ص تمت كتابة ما يلي بواسطة \u202aHelp\nDesk\u202c\u200f <\u202asupport@marketfield.test\u202c\u200f>:\u202c")]
    [InlineData("در تاریخ ۵ سپتامبر ۲۰۲۵ ۱۰:۲۲، Help Desk <support@marketfield.test> نوشت:")]
    public void Digits_of_other_scripts_are_digits(string line)
    {
        OwnMessages.Plain($"شكرا لكم على المساعدة\n\n{line}\n\n> Who parked?\n", Header).NewText.ShouldBe("شكرا لكم على المساعدة");
    }

    [Theory]
    [InlineData("El lun, may 4, 2026 a la(s) 9:40 a.m., Help Desk<support@marketfield.test> escribió:   Hola,")]
    [InlineData("On Mon, May 4, 2026 at 9:40 AM, Help Desk<support@marketfield.test> wrote:   Dear Ilse,")]
    public void A_quote_that_begins_behind_its_attribution_is_folded(string line)
    {
        OwnMessages.Plain($"I did.\n\nYahoo Mail: Search, Organize, Conquer \n \n  {line}\n\nwho parked?\n  ", Header).NewText.ShouldBe("I did.");
    }

    [Fact]
    public void Every_word_stands_on_one_part_of_the_page()
    {
        var mail = OwnMessages.Html("<p>I did.</p><table><tr><td>a1</td><td>b1</td></tr><tr><td>a2</td><td>b2</td></tr></table><div class=\"gmail_signature\">Ilse</div><div class=\"gmail_quote\"><div>" + Wrote + "</div><blockquote>Who?<table><tr><td>c1</td><td>d1</td></tr><tr><td>c2</td><td>d2</td></tr></table></blockquote></div>", Header);

        mail.NewHtml.ShouldBe("<p>I did.</p><table><tr><td nowrap>a1</td><td nowrap>b1</td></tr><tr><td nowrap>a2</td><td nowrap>b2</td></tr></table>");
        mail.SignatureHtml.ShouldBe("<p>Ilse</p>");
        mail.QuotedHtml.ShouldContain("<blockquote><p>Who?</p><table><tr><td nowrap>c1</td><td nowrap>d1</td></tr><tr><td nowrap>c2</td><td nowrap>d2</td></tr></table></blockquote>");
        mail.QuotedHtml.ShouldNotContain("a1");
    }
}
