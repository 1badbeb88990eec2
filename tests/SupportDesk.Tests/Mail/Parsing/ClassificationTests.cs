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
    public void A_read_receipt_without_its_report_part_is_a_machines(string subject, string text) =>
        OwnMessages.Plain(text, $"From: damion@customer.test\nSubject: {subject}").IsAutoReply.ShouldBeTrue();

    [Theory]
    [InlineData("Gelesen: Ihre AGB", "Ich habe Ihre AGB gelesen und bin nicht einverstanden.")]
    [InlineData("Re: Gelesen: Ihre Lampe", "Danke, um 14:05 gelesen.")]
    public void Whoever_writes_that_they_have_read_is_a_person(string subject, string text) =>
        OwnMessages.Plain(text, $"From: damion@customer.test\nSubject: {subject}").IsAutoReply.ShouldBeFalse();

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
