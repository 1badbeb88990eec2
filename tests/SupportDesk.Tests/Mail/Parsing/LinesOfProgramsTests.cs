namespace SupportDesk.Tests.Mail.Parsing;

/// <summary>What mail programs, telephones and firms write above and below an answer, and what only looks like it.</summary>
public class LinesOfProgramsTests
{
    const string Header = "From: Ilse Kern <ilse@customer.test>\nTo: Help Desk <support@marketfield.test>\nSubject: Re: Fee";
    const string Opening = "From: Ilse Kern <ilse@customer.test>\nTo: Help Desk <support@marketfield.test>\nSubject: Fee";
    const string Us = "Help Desk <support@marketfield.test>";
    const string Quoted = "On Mon, 4 May 2026 at 09:40, " + Us + " wrote:\n\n> Who parked?\n";

    [Theory]
    [InlineData("Help Desk píše v Po 04. 05. 2026 v 09:40 +0200:")]
    [InlineData("Help Desk писав 2026-05-04 09:40:")]
    [InlineData("Вы писали 4 мая 2026 г., 9:40:13:")]
    [InlineData("Citeren " + Us + ":")]
    [InlineData("Cituji " + Us + ":")]
    [InlineData("Lainaus " + Us + ":")]
    public void The_line_above_a_quote_goes_with_it(string line) => NewText($"I did.\n\n{line}\n\n> Who parked?\n").ShouldBe("I did.");

    [Theory]
    [InlineData("------------------&nbsp;Original&nbsp;------------------\nFrom: \"Help Desk\" <support@marketfield.test>;\nDate: Mon, May 4, 2026 09:40 AM\nSubject: Fee\n")]
    [InlineData("----Messaggio originale----\nDa: support@marketfield.test\nData: 4-mag-2026 9.40\nA: <ilse@customer.test>\nOgg: Tariffa\n")]
    [InlineData("-------- 원본 이메일 --------\n발신: " + Us + "\n날짜: 26/5/4 09:40 (GMT+01:00)\n수신: ilse@customer.test\n제목: Fee\n")]
    [InlineData("发件人：" + Us + "\n发送时间：2026年5月4日 09:40\n收件人：ilse@customer.test\n主　题：Fee\n")]
    [InlineData("Help Desk ---04.05.2026 09:40:13---Who parked?\n\nFrom:   " + Us + "\nTo:     ilse@customer.test\nDate:   04.05.2026 09:40\nSubject:        Fee\n")]
    [InlineData("Am Mo., 4 Mai, 2026 um 9:40 AM schrieb Help Desk<support@marketfield.test>:   Who parked?")]
    public void A_head_without_marks_begins_the_history(string head) => NewText($"I did.\n\n{head}\nWho parked?\n").ShouldBe("I did.");

    [Fact]
    public void A_subject_that_is_an_answer_in_one_language_and_a_forward_in_another_is_told_by_the_mail()
    {
        const string subject = "From: Ilse Kern <ilse@customer.test>\nTo: Help Desk <support@marketfield.test>\nSubject: VS: Fee";
        const string answer = "Minä.\n\nLähettäjä: Help Desk <support@marketfield.test>\nLähetetty: maanantai 4. toukokuuta 2026 9.40\nVastaanottaja: Ilse Kern\nAihe: Fee\n\nWho parked?";

        OwnMessages.Plain(answer, subject).NewText.ShouldBe("Minä.");
        OwnMessages.Plain(answer, subject + "\nIn-Reply-To: <1@marketfield.test>").NewText.ShouldBe("Minä.");
        var forward = OwnMessages.Plain("Se her.\n\nFra: Office <office@else.test>\nSendt: 4. maj 2026 09:40\nTil: Ilse Kern <ilse@customer.test>\nEmne: Fee\n\nYou have to pay.", subject);
        forward.NewText.ShouldEndWith("You have to pay.");
        forward.ForwardedFrom!.Address.ShouldBe("office@else.test");
    }

    [Theory]
    [InlineData("iOS 版 Outlook を入手<https://aka.ms/o0ukef>")]
    [InlineData("Az iOS-es Outlook beszerzése<https://aka.ms/o0ukef>")]
    [InlineData("مُرسل من الـ iPhone")]
    [InlineData("Yahoo Mail : Recherchez, organisez, prenez le contrôle")]
    [InlineData("Gesendet mit der WEB.DE Mail App")]
    [InlineData("Odesláno z aplikace Seznam.cz pro Android")]
    [InlineData("<https://www.scanner.test/sig-email>\nVirus-free.www.scanner.test <https://www.scanner.test/sig-email>\n<#DAB4FAD8-2DD7>")]
    [InlineData("Please consider the environment before printing this e-mail")]
    [InlineData("Kind regards,\nIlse Kern\nT: +44 20 7946 0000 | M: +44 7700 900000\nThis e-mail and any attachments are confidential and intended solely for the addressee. If it came to you in error, please delete it.")]
    [InlineData("This e-mail and any attachments are confidential and intended solely for the addressee. If you have received it in error, please notify the sender and delete it. Any unauthorised use is forbidden.")]
    [InlineData("Mit freundlichen Grüßen\n\ni. A. Ilse Kern\nSachbearbeitung\n\nKern GmbH & Co. KG\nMühlweg 4, 12345 Bad Ort\n\nSitz der Gesellschaft: Bad Ort, Amtsgericht Bad Ort, HRA 1234\nPersönlich haftende Gesellschafterin: Kern Verwaltungs-Gesellschaft mbH")]
    [InlineData("*Ilse Kern*\n*Head of Parking*\n\nM +44 7700 900000\nilse@customer.test <ilse@customer.test>")]
    [InlineData("With many kind wishes from Bath,\nIlse")]
    [InlineData("Děkuji a přeji hezký den\nIlse Kern")]
    [InlineData("\nilse@customer.test")]
    public void What_a_program_or_a_firm_adds_is_the_signature(string signature)
    {
        var mail = OwnMessages.Plain($"I did.\n\n{signature}\n\n{Quoted}", Header);

        mail.NewText.ShouldBe("I did.");
        mail.Signature.ShouldBe(signature.Trim());
    }

    [Theory]
    [InlineData("First the fee.\n\n---\n\nSecond: rule 14.")]
    [InlineData("The letter came from the office.\n\nRegards to Anna, she knows the number.")]
    [InlineData("Kind regards\nIlse\n\nPS: I was at the Amtsgericht: room 4")]
    [InlineData("Please write to my lawyer:\n\nilse@customer.test")]
    [InlineData("This message of yours is confidential, you say. Please delete my data.\n\nI never agreed.")]
    [InlineData("The environment office does not print this rule any more.")]
    public void Words_that_look_like_such_lines_stay(string words) => NewText($"{words}\n\n{Quoted}").ShouldBe(words);

    [Theory]
    [InlineData("The original message was lost.\n\nOriginal message:\nThe sign was hidden.\n\nPlease answer it.")]
    [InlineData("Ticket: 4711\nFrom: the page\nDate: 04.05.2026 09:40\nTo: support\nSubject: fee\n\nThe fee is wrong.")]
    [InlineData("Minutes\n\nFrom: Anna Berg\nTo: all\nDate: 4 May 2026, 09:40\nSubject: fee\n\nPlease read them.")]
    [InlineData("Hello,\n\non 4 May 2026 the office wrote:\n\n> The fee is due within a day.\n\nand you wrote later:\n\n> It can be waived.\n\nWhich is right?")]
    public void A_first_mail_keeps_its_own_heads_and_sentences(string text)
    {
        var mail = OwnMessages.Plain(text, Opening);

        mail.NewText.ShouldBe(text);
        mail.QuotedText.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("> Here begins a mail that was passed on:\n> \n> From: Office <office@else.test>\n> Subject: Fee\n> Date: 4 May 2026\n> To: Ilse Kern <ilse@customer.test>\n> \n> You have to pay.")]
    [InlineData("-------- Пересылаемое сообщение --------\n04.05.2026, 09:40, \"Office\" <office@else.test>:\n\nYou have to pay.")]
    [InlineData("---- 转发的原邮件 ----\n| 发件人 | Office<office@else.test> |\n| 日期 | 2026年05月04日 09:40 |\n| 收件人 | ilse@customer.test |\n| 主题 | Fee |\nYou have to pay.")]
    public void A_mail_that_is_passed_on_names_its_writer(string forward)
    {
        var mail = OwnMessages.Plain("Is that right?\n\n" + forward, Opening);

        mail.NewText.ShouldEndWith("You have to pay.");
        mail.ForwardedFrom!.Address.ShouldBe("office@else.test");
    }

    [Fact]
    public void The_line_that_names_the_writer_of_a_quote_is_folded_inside_it_too()
    {
        var mail = OwnMessages.Html("Hello.<blockquote type=\"cite\"><div>On Mon, 4 May 2026 at 09:40, Help Desk &lt;support@marketfield.test&gt; wrote:</div><br><div>Who parked?</div></blockquote><div>I did.</div><blockquote type=\"cite\">Since when?</blockquote><div>Since nine.</div>", Header);

        mail.NewText.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim()).ShouldBe(["Hello.", "Who parked?", "I did.", "Since when?", "Since nine."]);
        mail.QuotedText.ShouldContain("wrote:");
    }

    static string NewText(string text) => OwnMessages.Plain(text, Header).NewText;
}
