using SupportDesk.Mail.Parsing;

namespace SupportDesk.Tests.Mail.Parsing;

public class ClassificationTests
{
    [Theory]
    [InlineData("Auto-Submitted: auto-replied")]
    [InlineData("Auto-Submitted: auto-generated (rejected)")]
    [InlineData("X-Autoreply: yes")]
    [InlineData("Precedence: auto_reply")]
    [InlineData("Subject: Automatic reply: Lamp")]
    [InlineData("Subject: Abwesenheitsnotiz: Lampe\nIn-Reply-To: <a@marketfield.test>")]
    [InlineData("Subject: Réponse automatique : lampe\nReferences: <a@marketfield.test>")]
    [InlineData("Subject: 自動返信: ランプ\nPrecedence: bulk")]
    [InlineData("Subject: =?utf-8?B?0JDQstGC0L7QvtGC0LLQtdGC?=: lamp\nReturn-Path: <>")]
    [InlineData("Subject: De vacaciones\nX-Auto-Response-Suppress: All")]
    public void An_automatic_reply_is_known(string header)
    {
        var mail = OwnMessages.Plain("I am away.", "From: damion@customer.test\n" + header);

        mail.IsAutoReply.ShouldBeTrue();
        mail.IsAutomatic.ShouldBeTrue();
        mail.IsBounce.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Auto-Submitted: no")]
    [InlineData("Subject: Re: Automatic reply is broken")]
    [InlineData("Precedence: normal")]
    [InlineData("Subject: De vacaciones")]
    [InlineData("Subject: On leave")]
    [InlineData("Subject: Abwesend\nIn-Reply-To: <a@marketfield.test>")]
    [InlineData("Subject: Automatic reply: how do I set it up")]
    [InlineData("Subject: Read: your terms")]
    [InlineData("X-Auto-Response-Suppress: All\nIn-Reply-To: <a@marketfield.test>")]
    [InlineData("Precedence: bulk")]
    [InlineData("List-Id: <lamps.example.test>")]
    [InlineData("Subject: Undelivered lamp, please help")]
    [InlineData("Subject: My order was returned")]
    [InlineData("Subject: Vacation home listing removed")]
    public void A_persons_mail_is_no_robots(string header)
    {
        var mail = OwnMessages.Plain("Please help.", "From: damion@customer.test\n" + header);

        mail.IsAutomatic.ShouldBeFalse();
    }

    [Theory]
    [InlineData("List-Id: <lamps.example.test>")]
    [InlineData("Precedence: bulk")]
    [InlineData("List-Post: <mailto:lamps@example.test>")]
    public void A_lists_mail_is_bulk(string header)
    {
        OwnMessages.Plain("News.", "From: damion@customer.test\n" + header).IsBulk.ShouldBeTrue();
    }

    [Theory]
    [InlineData("List-Unsubscribe: <mailto:x@example.test>")]
    [InlineData("Feedback-ID: 1.eu:AmazonSES")]
    public void What_services_add_to_every_mail_makes_nothing_bulk(string header) =>
        OwnMessages.Plain("News.", "From: damion@customer.test\n" + header).IsBulk.ShouldBeFalse();

    [Theory]
    [InlineData("Gelesen: Ihre Lampe", "Ihre Nachricht\n\nAn: Damion\nBetreff: Ihre Lampe\n\nwurde am Montag um 14:05 gelesen.")]
    [InlineData("Lu : Votre lampe", "Votre message\n\nObjet : Votre lampe\n\na été lu le lundi à 14:05.")]
    [InlineData("Read: Your lamp", "")]
    [InlineData("Return Receipt (displayed) - Your lamp", "This is a receipt for the mail that you sent. It was displayed at 14:05. Your lamp")]
    [InlineData("Return Receipt (displayed) - Lamp", "This only says that the message was displayed on a screen at 14:05. Nobody knows whether it was understood.")]
    [InlineData("Lesebestätigung (angezeigt) - Lampe", "Die Nachricht wurde am 07.09.2026 um 14:05 angezeigt.")]
    [InlineData("Return Receipt", "Your document: Lamp\nwas received by: Damion Green/Sales\nat: 07.09.2026 14:05:33")]
    public void A_read_receipt_without_its_report_part_is_a_machines(string subject, string text) =>
        OwnMessages.Plain(text, $"From: damion@customer.test\nSubject: {subject}").IsAutoReply.ShouldBeTrue();

    [Theory]
    [InlineData("Gelesen: Ihre AGB", "Ich habe Ihre AGB gelesen und bin nicht einverstanden.")]
    [InlineData("Return receipt", "The shop at the gate closed at 14:05 and I never got a receipt for what I sent back.")]
    [InlineData("Return receipt", "The lamp was received by you at 14:05. Where is my money?")]
    [InlineData("Re: Gelesen: Ihre Lampe", "Danke, um 14:05 gelesen.")]
    public void Whoever_writes_that_they_have_read_is_a_person(string subject, string text) =>
        OwnMessages.Plain(text, $"From: damion@customer.test\nSubject: {subject}").IsAutoReply.ShouldBeFalse();

    [Theory]
    [InlineData("Automatic reply: Lamp", "I am on annual leave until 20 September.")]
    [InlineData("Autosvar: Lampa", "Jag är på semester till den 20 september.")]
    [InlineData("Automatisk svar: Lampe", "Jeg er på ferie til den 20. september.")]
    [InlineData("Automaattinen vastaus: Lamppu", "Olen lomalla 20.9. asti.")]
    [InlineData("Automatyczna odpowiedź: Lampa", "Jestem na urlopie do 20 września.")]
    [InlineData("Automatická odpověď: Lampa", "Jsem na dovolené do 20. září.")]
    [InlineData("Автоматический ответ: Лампа", "Я в отпуске до 20 сентября.")]
    [InlineData("Otomatik yanıt: Lamba", "20 Eylül'e kadar izindeyim.")]
    [InlineData("自動返信: ランプ", "9月20日まで休暇をいただいております。")]
    [InlineData("自动回复: 灯", "您好，您的来信我已收到。")]
    public void A_note_of_absence_without_any_field_is_a_machines(string subject, string text) => With(subject, text).IsAutoReply.ShouldBeTrue();

    [Theory]
    [InlineData("Autoresponder: wrong text", "The autoresponder of my shop sends the wrong text. How do I change it?")]
    [InlineData("Abwesenheitsnotiz: falsch", "Meine Kunden bekommen eine automatische Antwort. Wie schalte ich sie ab?")]
    [InlineData("自動返信: 止めたい", "自動返信を止めるにはどうすればいいですか？")]
    public void A_question_about_automatic_replies_is_a_persons(string subject, string text) => With(subject, text).IsAutoReply.ShouldBeFalse();

    static ParsedMail With(string subject, string text) => OwnMessages.Plain(text, $"From: damion@customer.test\nSubject: {subject}");

    [Theory]
    [InlineData("Unzustellbar: Lampe", "Ihre Nachricht hat einige oder alle Empfänger nicht erreicht.\n\nFolgende Empfänger konnten nicht erreicht werden:\n\n      nora@home.test am 07.09.2026 10:00\n            <mail.home.test #5.1.1>")]
    [InlineData("Non recapitabile: Lampada", "Recapito non riuscito per i seguenti destinatari o gruppi:\n\nnora@home.test\nImpossibile trovare l'indirizzo.")]
    [InlineData("Onbestelbaar: Lamp", "De bezorging bij de volgende geadresseerden of groepen is mislukt:\n\nnora@home.test\nHet adres is niet gevonden.")]
    [InlineData("Niedostarczone: Lampa", "Dostarczenie wiadomości do tych adresatów lub grup nie powiodło się:\n\nnora@home.test\nNie można odnaleźć adresu.")]
    [InlineData("Kan inte levereras: Lampa", "Det gick inte att leverera till följande mottagare eller grupper:\n\nnora@home.test\nAdressen hittades inte.")]
    [InlineData("Não entregue: Lâmpada", "Falha na entrega para estes destinatários ou grupos:\n\nnora@home.test\nO endereço não foi encontrado.")]
    [InlineData("无法送达: 灯", "无法向以下收件人或组传递邮件:\n\nnora@home.test\n找不到您输入的电子邮件地址。")]
    [InlineData("配信不能: ランプ", "以下の受信者またはグループへの配信に失敗しました:\n\nnora@home.test\nアドレスが見つかりませんでした。")]
    [InlineData("系统退信", "退信原因：收件人地址（nora@home.test）不存在，邮件无法送达。\nhost mx.home.test said: 550 Mailbox not found.")]
    [InlineData("系统退信", "您给nora@home.test的邮件无法送达。\nhost mx.home.test said: 550 Mailbox not found.")]
    public void A_report_in_prose_is_known_in_the_language_of_its_server(string subject, string text)
    {
        var mail = OwnMessages.Plain(text, $"Return-Path: <>\nFrom: Microsoft Outlook <postmaster@home.test>\nTo: support@marketfield.test\nSubject: {subject}");

        mail.IsBounce.ShouldBeTrue();
        mail.Bounced.ShouldHaveSingleItem().Address.ShouldBe("nora@home.test");
    }

    [Theory]
    [InlineData("User mailbox exceeds allowed size: nora@home.test")]
    [InlineData("<nora@home.test>: das Postfach ist voll")]
    public void A_full_mailbox_fails_no_address_for_good(string text)
    {
        var mail = OwnMessages.Plain($"Undeliverable mail, 5.2.2\n\n{text}", "Return-Path: <>\nFrom: MAILER-DAEMON@home.test\nTo: support@marketfield.test\nSubject: Undeliverable Mail");

        mail.Bounced.ShouldHaveSingleItem().Hard.ShouldBe(false);
    }

    [Fact]
    public void Words_of_a_report_without_its_signs_are_unclear()
    {
        var mail = OwnMessages.Plain("It could not be delivered, says the mail system of the post: user unknown.", "From: Nora <nora@home.test>\nSubject: Delivery failed, returned to sender");

        (mail.IsUnclearReport, mail.IsBounce).ShouldBe((true, false));
    }

    [Fact]
    public void A_delivery_report_names_the_addresses_and_how_they_failed()
    {
        var mail = OwnMessages.Parse("bounce-report");

        mail.IsBounce.ShouldBeTrue();
        mail.IsDelayNotice.ShouldBeFalse();
        mail.Bounced.Select(b => (b.Address, b.Hard, b.Status)).ShouldBe([("damion@customer.test", true, "5.1.1"), ("full@customer.test", false, "5.2.2")]);
    }

    [Fact]
    public void A_prose_bounce_is_known_by_sender_subject_and_words()
    {
        var mail = OwnMessages.Parse("bounce-prose");

        mail.IsBounce.ShouldBeTrue();
        mail.Bounced.ShouldHaveSingleItem().Address.ShouldBe("damion@customer.test");
        mail.Bounced[0].Hard.ShouldBe(true);
    }

    [Fact]
    public void A_delay_notice_fails_no_address_for_good()
    {
        var mail = OwnMessages.Parse("bounce-delay");

        mail.IsBounce.ShouldBeTrue();
        mail.IsDelayNotice.ShouldBeTrue();
        mail.Bounced.ShouldHaveSingleItem().Hard.ShouldBe(false);
    }

    [Fact]
    public void A_report_of_success_is_no_bounce()
    {
        var raw = File.ReadAllText(Path.Combine(OwnMessages.Folder, "bounce-delay.eml")).Replace("Action: delayed", "Action: delivered", StringComparison.Ordinal);

        MailParser.Parse(System.Text.Encoding.UTF8.GetBytes(raw)).IsBounce.ShouldBeFalse();
    }

    [Fact]
    public void A_spam_complaint_is_known()
    {
        var mail = OwnMessages.Parse("complaint");

        mail.IsFeedbackReport.ShouldBeTrue();
        mail.IsBounce.ShouldBeFalse();
    }

    [Fact]
    public void A_parcel_that_was_not_delivered_is_no_bounce()
    {
        var mail = OwnMessages.Plain("My lamp could not be delivered: the address was not found. It was returned to sender.", "From: damion@customer.test\nSubject: Not delivered, returned to sender");

        mail.IsBounce.ShouldBeFalse();
    }

    [Fact]
    public void A_person_who_writes_of_a_bounce_is_no_bounce()
    {
        OwnMessages.Plain("My mail to you could not be delivered, user unknown. What now?").IsBounce.ShouldBeFalse();
    }
}
