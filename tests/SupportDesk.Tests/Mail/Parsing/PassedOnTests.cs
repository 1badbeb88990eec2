using SupportDesk.Mail.Parsing;

namespace SupportDesk.Tests.Mail.Parsing;

/// <summary>A mail that is passed on stays whole, and its author is found, whatever program passed it on.</summary>
public class PassedOnTests
{
    const string Header = "From: Ilse Kern <ilse@customer.test>\nTo: Help Desk <support@marketfield.test>\nSubject: ";
    const string Words = "You have to pay the fee.";

    static readonly WrittenAddress Author = new("berg@office.test", "Petra Berg");

    public static TheoryData<string, string, string> Plain => new()
    {
        { "Apple Mail", "Fwd: Fee", $"Please look.\n\n> Begin forwarded message:\n> \n> From: Petra Berg <berg@office.test>\n> Subject: Fee\n> Date: 4 May 2026 at 09:40:00 CEST\n> To: Ilse Kern <ilse@customer.test>\n> \n> {Words}" },
        { "Apple Mail, Swedish", "Fwd: Avgift", $"Se här.\n\nVidarebefordrat mejl:\n\n> Från: Petra Berg <berg@office.test>\n> Ämne: Avgift\n> Datum: 4 maj 2026 09:40:00 CEST\n> Till: ilse@customer.test\n> \n> {Words}" },
        { "IONOS", "Fwd: Fee", $"Please look.\n> ---------- Original Message ----------\n> From: Petra Berg <berg@office.test>\n> To: Ilse Kern <ilse@customer.test>\n> Date: 05/04/2026 9:40 AM CEST\n> Subject: Fee\n>  \n> {Words}" },
        { "Yahoo", "Fw: Fee", $"Please look.\n\n   ----- Forwarded message ----- From: Petra Berg <berg@office.test>To: \"ilse@customer.test\" <ilse@customer.test>Sent: Monday, 4 May 2026 at 09:40:00 CESTSubject: Fee\n {Words}" },
        { "Outlook 2019 for Mac", "FW: Fee", $"Please look.\n\n\uFEFFOn 04/05/2026, 09:40, \"Petra Berg\" <berg@office.test> wrote:\n\n    {Words}" },
        { "Samsung", "Fwd: Fee", $"Please look.\n\n-------- Original message --------\nFrom: Petra Berg <berg@office.test>\nDate: 04/05/2026 09:40 (GMT+01:00)\nTo: ilse@customer.test\nSubject: Fee\n\n{Words}" },
        { "Samsung with a subject of the writer's", "This fee is wrong", $"Please look.\n\n-------- Original message --------\nFrom: Petra Berg <berg@office.test>\nDate: 04/05/2026 09:40 (GMT+01:00)\nTo: ilse@customer.test\nSubject: Fee\n\n{Words}" },
        { "Outlook with a subject of the writer's", "This fee is wrong", $"Please look.\n\nVon: Petra Berg <berg@office.test>\nGesendet: Montag, 4. Mai 2026 09:40\nAn: Ilse Kern <ilse@customer.test>\nBetreff: Fee\n\n{Words}" },
        { "Outlook with a subject of the writer's, named without address", "Complaint", $"Please look.\n\nFrom: Petra Berg <berg@office.test>\nSent: Monday, May 4, 2026 9:40 AM\nTo: Ilse Kern\nSubject: Fee\n\n{Words}" },
        { "HubSpot, Japanese", "Fwd: Fee", $"---------- メッセージを転送 ---------\n送信元：Petra Berg <berg@office.test>\n日付：2026年5月4日月曜日 09:40:00 +0200\n件名：Fee\n送信先：ilse@customer.test\n\n{Words}" },
    };

    [Theory]
    [MemberData(nameof(Plain))]
    public void A_forward_as_text_stays_whole_and_names_its_author(string program, string subject, string text)
    {
        var mail = OwnMessages.Plain(text, Header + subject);

        mail.NewText.ShouldContain(Words, Case.Sensitive, program);
        mail.QuotedText.ShouldBeEmpty(program);
        mail.ForwardedFrom.ShouldBe(Author, program);
    }

    [Theory]
    [InlineData("WG: Fee", "<div>Please look.</div><div id=\"appendonsend\"></div><hr><div id=\"divRplyFwdMsg\"><b>Von:</b> Petra Berg &lt;berg@office.test&gt;<br><b>Gesendet:</b> Montag, 4. Mai 2026 09:40<br><b>An:</b> Ilse Kern &lt;ilse@customer.test&gt;<br><b>Betreff:</b> Fee<div>&nbsp;</div></div><div>You have to pay the fee.</div>")]
    [InlineData("Complaint", "<div>Please look.</div><div id=\"appendonsend\"></div><hr><div id=\"divRplyFwdMsg\"><b>From:</b> Petra Berg &lt;berg@office.test&gt;<br><b>Sent:</b> Monday, May 4, 2026 09:40<br><b>To:</b> Ilse Kern &lt;ilse@customer.test&gt;<br><b>Subject:</b> Fee</div><div>You have to pay the fee.</div>")]
    [InlineData("Fwd: Fee", "Please look.<br><div><blockquote type=\"cite\"><div>Begin forwarded message:</div><br><div><b>From: </b>Petra Berg &lt;berg@office.test&gt;<br></div><div><b>Subject: </b>Fee<br></div><div><b>Date: </b>4 May 2026 at 09:40:00 CEST<br></div><div><b>To: </b>Ilse Kern &lt;ilse@customer.test&gt;<br></div><br><div>You have to pay the fee.</div></blockquote></div>")]
    public void A_forward_in_html_stays_whole_on_the_page(string subject, string html)
    {
        var mail = OwnMessages.Html(html, Header + subject);

        mail.NewHtml.ShouldContain(Words);
        mail.NewText.ShouldContain(Words);
        mail.ForwardedFrom.ShouldBe(Author);
    }

    [Theory]
    [InlineData("Please look.\n\n> Begin forwarded message:\n> \n> From: Petra Berg <berg@office.test>\n> Subject: Fee\n> Date: 4 May 2026 at 09:40:00 CEST\n> To: Rosa <rosa@elsewhere.test>\n> \n> You have to pay the fee.")]
    [InlineData("Please look.\n\nFrom: Petra Berg <berg@office.test>\nSent: Monday, 4 May 2026 09:40\nTo: Rosa <rosa@elsewhere.test>\nSubject: Fee\n\nYou have to pay the fee.")]
    public void What_was_written_to_others_is_passed_on_where_the_whole_header_answers_nothing(string text)
    {
        var mail = OwnMessages.Plain(text, "Received: from mail.customer.test by mx.marketfield.test; Tue, 5 May 2026 08:00:00 +0000\n" + Header + "Complaint");

        mail.NewText.ShouldContain(Words);
        mail.ForwardedFrom.ShouldBe(Author);
    }

    [Theory]
    [InlineData("> Begin forwarded message:")]
    [InlineData("> ---------- Original Message ----------")]
    public void A_mail_of_nothing_but_a_marked_quote_is_passed_on(string mark)
    {
        var mail = OwnMessages.Plain($"{mark}\n> From: Petra Berg <berg@office.test>\n> Date: 4 May 2026 at 09:40:00 CEST\n> To: rosa@elsewhere.test\n> Subject: Fee\n> \n> {Words}", Header + "Fee");

        mail.NewText.ShouldContain(Words);
        mail.ForwardedFrom.ShouldBe(Author);
    }

    [Fact]
    public void The_same_head_is_history_where_the_mail_answers()
    {
        var mail = OwnMessages.Html("<div>It was me.</div><div id=\"appendonsend\"></div><hr><div id=\"divRplyFwdMsg\"><b>From:</b> Help Desk &lt;support@marketfield.test&gt;<br><b>Sent:</b> Monday, May 4, 2026 09:40<br><b>To:</b> Ilse Kern &lt;ilse@customer.test&gt;<br><b>Subject:</b> Fee</div><div>Who parked there?</div>", Header + "Re: Fee");

        mail.NewText.ShouldBe("It was me.");
        mail.ForwardedFrom.ShouldBeNull();
    }

    [Fact]
    public void An_answer_whose_history_holds_a_forward_is_folded()
    {
        var mail = OwnMessages.Plain("It was me.\n\nOn Mon, 4 May 2026 at 09:40, Help Desk <support@marketfield.test> wrote:\n\n> Begin forwarded message:\n>\n> From: Petra Berg <berg@office.test>\n> Date: 4 May 2026 at 09:40:00 CEST\n> To: support@marketfield.test", Header + "Re: Fee");

        mail.NewText.ShouldBe("It was me.");
    }
}
