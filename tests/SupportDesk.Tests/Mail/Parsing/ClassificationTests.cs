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
    [InlineData("Subject: Abwesenheitsnotiz: Lampe")]
    [InlineData("Subject: Réponse automatique : lampe")]
    [InlineData("Subject: 自動返信: ランプ")]
    [InlineData("Subject: =?utf-8?B?0JDQstGC0L7QvtGC0LLQtdGC?=: lamp")]
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
    [InlineData("List-Unsubscribe: <mailto:x@example.test>")]
    public void A_lists_mail_is_bulk(string header)
    {
        OwnMessages.Plain("News.", "From: damion@customer.test\n" + header).IsBulk.ShouldBeTrue();
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
