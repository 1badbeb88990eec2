using System.Globalization;
using System.Text;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Tests.Mail.Parsing;

/// <summary>
/// Reports as mail servers of every kind write them, with invented addresses, and what people write about failed deliveries: how many of the
/// failed addresses are named (recall), and how many of the named ones failed (precision). CorpusNotes.md says how to measure other people's.
/// </summary>
public class BounceScoreTests(ITestOutputHelper output)
{
    const string Returned = "Received: from marketfield.test (mx [192.0.2.1])\n\tby relay.test for <{0}>; Mon, 2 Mar 2026\nFrom: support@marketfield.test\nTo: list@marketfield.test\nSubject: Listing removed\nMessage-ID: <1@marketfield.test>\n\nWrite to\n\nhelp@marketfield.test\n";

    /// <summary>Kind, sender, subject, text; {0} and {1} are the addresses that failed.</summary>
    static readonly (string Kind, string From, string Subject, string Text)[] Prose =
    [
        ("qmail", "MAILER-DAEMON@relay.test", "failure notice", "Hi. This is the qmail-send program at relay.test.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<{0}>:\n192.0.2.9 does not like recipient.\nRemote host said: 550 <{0}>... User unknown\n\n<{1}>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n" + Returned),
        ("sendmail", "MAILER-DAEMON@relay.test", "Returned mail: User unknown", "The original message was received at Mon, 2 Mar 2026\n\n   ----- The following addresses had permanent fatal errors -----\n<{0}>\n<{1}>\n\n   ----- Transcript of session follows -----\n550 5.1.1 {0}... User unknown\n\n   ----- Message header follows -----\n" + Returned),
        ("sendmail, handed on", "MAILER-DAEMON@relay.test", "Returned mail: Too many hops", "   ----- The following addresses had permanent fatal errors -----\ninside@deep.relay.test\n    (expanded from: {0})\ninside2@deep.relay.test\n    (expanded from:\n    {1})\n\n   ----- Transcript of session follows -----\n554 Too many hops: from support@marketfield.test\n"),
        ("exim", "Mailer-Daemon@relay.test", "Mail delivery failed: returning message to sender", "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  {0}\n    (ultimately generated from {0})\n    unknown user\n  {1}\n    mailbox is full\n\n------ This is a copy of the message, including all the headers. ------\n\n" + Returned),
        ("Exchange", "System Administrator <postmaster@relay.test>", "Undeliverable: Listing removed", "Your message\n\n  To:      list@marketfield.test\n  Subject: Listing removed\n  Sent:    Mon, 2 Mar 2026\n\ndid not reach the following recipient(s):\n\n{0} on Mon, 2 Mar 2026 08:00:00\n    The recipient name is not recognized\nc=US;a= ;p=X;dda:SMTP={1}; on Mon, 2 Mar 2026 08:00:00\n    Unknown Recipient\n"),
        ("fields", "postmaster@relay.test", "Delivery Failure", "Could not deliver message to the following recipient(s):\n\nFailed Recipient: {0}\nReason: Remote host said: 550 unknown user <{0}>\n\nFailed Recipient: {1}\nReason: mailbox full\n\n   -- The header and top 20 lines of the message follows --\n\n" + Returned),
        ("PMDF", "postmaster@relay.test", "Delivery Notification: Delivery has failed", "This report relates to a message you sent with the following header fields:\n\n  Message-id: <1@marketfield.test>\n  Date: Mon, 2 Mar 2026\n  From: support@marketfield.test\n  To: list@marketfield.test\n  Subject: Listing removed\n\nYour message cannot be delivered to the following recipients:\n\n  Recipient address: inside@deep.relay.test\n  Original address: {0}\n  Reason: over quota\n\n  Recipient address: inside2@deep.relay.test\n  Original address: {1}\n"),
        ("intended", "MAILER-DAEMON@relay.test", "Processing Error", "Intended recipient: {0}\nIntended recipient: {1}\n\nThe following mail has been returned because it encountered an error\nwhile being processed.\n\n--------RETURNED MAIL FOLLOWS--------\n" + Returned),
        ("quoted names", "admin@relay.test", "Non-Delivery: Listing removed", "--- Non-Delivery Report ---\nThe email below could not be delivered to the following users:\n\n\"{0}\" <{0}>\n\"{1}\" <{1}>\n\nOld message:\n\nPlease write to help@marketfield.test.\n"),
        ("French", "robot@relay.test", "RE: votre demande : non remis (delivery failed)", "********\nVotre message n'a pas pu etre delivre a\n{0}\n{1}\n********\nYour message could not be delivered to\n{0}\n{1}\n********"),
        ("Chinese", "MAILER-DAEMON@relay.test", "邮件发送失败！", "邮件无法发送到您指定的地址中。\n\n<{0}>:\n\n<{1}>:\n\n--- 附件中的内容是原始邮件的一份拷贝\n"),
        ("late", "postmaster@relay.test", "Mail Delivery Warning", "This is an advisory-only email.\n\nDelivery of email to this address\n\n\"{0}\"\n\"{1}\"\n\nhas been postponed due to a full mailbox.\n\nThe first 50 lines of your original message follow:\n" + Returned),
        ("locals", "MAILER-DAEMON@customer.test", "Mail Delivery Problem", "Your mail to the following recipients could not be delivered because they are not accepting mail from list@marketfield.test:\n\tfirst\n\tsecond\n"),
        ("in a sentence", "MAILER-DAEMON@relay.test", "Your message could not be delivered.", "Hello,\n\nyour message to {0} has reached us, but this address is wrong or no longer valid.\nYour message to {1} could not be delivered either.\n\nYou can find all the addresses on our web site, or ask info@relay.test.\n\nA summary of the undelivered message you sent follows:\n" + Returned),
    ];

    static readonly string[] Groups =
    [
        "Final-Recipient: rfc822; {0}\nAction: failed\nStatus: 5.1.1",
        "Original-Recipient: rfc822;{0}\nFinal-Recipient: rfc822;{0}\nX-Actual-Recipient: rfc822; {0}\nAction: failed\nStatus: 5.1.1",
        "Action: failed\nStatus: 5.0.0\nOriginal-recipient: rfc822;{0}\nFinal-recipient: rfc822;INSIDE@host-daemon",
        "Original-Recipient: rfc822;{0}\nFinal-Recipient: rfc822;inside@mail.customer.test\nX-Actual-Recipient: rfc822; deep@other.test\nAction: failed\nStatus: 5.0.0",
        "Original-Recipient: rfc822; {0}\nFinal-Recipient: x400; /S=x/OU=y/C=GB/\nAction: failed\nStatus: 5.0.0",
        "Final-Recipient: RFC822; <{0}>\nAction: failed\nStatus: 5.7.1\n\nFinal-Recipient: RFC822; <{0}>\nAction: failed\nStatus: 5.7.1",
    ];

    static readonly (string From, string Subject, string Text)[] People =
    [
        ("Berta <berta@customer.test>", "Delivery failed", "Hello, the courier came twice and the delivery of my sofa failed. When will you send it again?"),
        ("Carl <postmaster@school.test>", "Mail to you is returned", "Hello, since Monday the mails of our teachers to billing@marketfield.test are undeliverable. Your server says 550 5.7.1 rejected. Could you look at that?"),
        ("Carl <postmaster@school.test>", "Undeliverable", "Hi, my mail could not be delivered to the following address:\n\nbilling@marketfield.test\n\nIs that still right?"),
        ("Dora <dora@customer.test>", "Delivery failure", "My parcel could not be delivered. Please write to dora.work@customer.test instead."),
        ("Bernd <bernd@customer.test>", "Paket", "Guten Tag, mein Paket konnte nicht zugestellt werden, warum?"),
    ];

    [Fact]
    public void Failed_addresses_are_named_and_no_others()
    {
        var (found, wrong, all) = (0, 0, 0);
        foreach (var (kind, mail) in Messages())
        {
            var failed = kind == "locals" ? new[] { "first@customer.test", "second@customer.test" } : kind.StartsWith("report", StringComparison.Ordinal) ? [First] : [First, Second];
            var right = mail.Bounced.Count(b => failed.Contains(b.Address));
            if (right < failed.Length || mail.Bounced.Count > right || !mail.IsBounce) output.WriteLine($"{kind}: {string.Join(", ", mail.Bounced.Select(b => b.Address))}");
            (found, wrong, all) = (found + right, wrong + mail.Bounced.Count - right, all + failed.Length);
            mail.IsBounce.ShouldBeTrue(kind);
        }

        var (recall, precision) = ((double)found / all, (double)found / (found + wrong));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"recall {recall:0.000}, precision {precision:0.000} of {all} failed addresses"));
        recall.ShouldBeGreaterThanOrEqualTo(0.95);
        precision.ShouldBeGreaterThanOrEqualTo(0.95);
    }

    [Fact]
    public void Addresses_in_the_mail_that_came_back_have_not_failed()
    {
        var mail = OwnMessages.Plain("The following address could not be delivered:\n\n  damion@customer.test: 550 user unknown\n\n------ This is a copy of the message ------\n\nFrom: support@marketfield.test\nTo: damion@customer.test\nSubject: Your colleague\n\nFailed recipient: nora@customer.test\n\nrosa@customer.test\n",
            "Return-Path: <>\nFrom: MAILER-DAEMON@relay.test\nTo: support@marketfield.test\nSubject: Undelivered Mail Returned to Sender");

        mail.Bounced.Select(b => b.Address).ShouldBe(["damion@customer.test"]);
    }

    [Fact]
    public void Fields_that_stand_above_the_reports_words_name_nobody_who_failed()
    {
        var mail = OwnMessages.Plain("X-Original-Recipient: list@partner.test\nX-Mailer: Relay 4\nSubject: Your order\n\nThis message could not be delivered to damion@customer.test: 550 user unknown.\n",
            "Return-Path: <>\nFrom: MAILER-DAEMON@relay.test\nTo: support@marketfield.test\nSubject: Delivery failed");

        mail.Bounced.Select(b => b.Address).ShouldBe(["damion@customer.test"]);
    }

    [Fact]
    public void One_failed_recipient_is_one_address_however_often_it_is_named()
    {
        foreach (var group in Groups) Report(group).Bounced.ShouldHaveSingleItem(group).Address.ShouldBe(First, group);
    }

    [Fact]
    public void What_people_write_of_failed_deliveries_is_no_report()
    {
        foreach (var (from, subject, text) in People)
        {
            foreach (var path in new[] { "", "Return-Path: <>\n" }) OwnMessages.Plain(text, $"{path}From: {from}\nTo: support@marketfield.test\nSubject: {subject}").IsBounce.ShouldBeFalse(path + text);
        }
    }

    [Theory]
    [InlineData("Content-Type: multipart/report; report-type=feedback-report; boundary=b", "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nOriginal-Rcpt-To: <damion@customer.test>\n", "")]
    [InlineData("Content-Type: multipart/report; report-type=feedback-report; boundary=b", "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\n", "")]
    [InlineData("Content-Type: multipart/mixed; boundary=b", "Content-Type: text/plain\n\nx\n", "X-HmXmrOriginalRecipient: damion@customer.test\n")]
    public void A_complaint_names_who_complained(string type, string part, string field)
    {
        var to = field.Length > 0 || part.Contains("Original", StringComparison.Ordinal) ? "undisclosed@marketfield.test" : "damion@customer.test";
        var mail = MailParser.Parse(Encoding.ASCII.GetBytes($"From: staff@provider.test\nTo: support@marketfield.test\nSubject: complaint\nMIME-Version: 1.0\n{type}\n\n--b\n{part}\n--b\nContent-Type: message/rfc822\n\n{field}From: support@marketfield.test\nTo: {to}\nSubject: Listing removed\n\nx\n--b--\n"));

        (mail.IsFeedbackReport, mail.IsBounce).ShouldBe((true, false));
        mail.Bounced.ShouldHaveSingleItem().Address.ShouldBe("damion@customer.test");
    }

    const string First = "damion@customer.test", Second = "full@other-customer.test";

    static IEnumerable<(string Kind, ParsedMail Mail)> Messages()
    {
        foreach (var (kind, from, subject, text) in Prose)
        {
            yield return (kind, OwnMessages.Plain(Filled(text), $"Return-Path: <>\nFrom: {from}\nTo: support@marketfield.test\nSubject: {subject}"));
        }

        foreach (var group in Groups) yield return ("report " + group, Report(group));
    }

    static string Filled(string form) => form.Replace("{0}", First, StringComparison.Ordinal).Replace("{1}", Second, StringComparison.Ordinal);

    static ParsedMail Report(string group) => MailParser.Parse(Encoding.ASCII.GetBytes($"""
        Return-Path: <>
        From: MAILER-DAEMON@relay.test
        To: support@marketfield.test
        Subject: Undelivered Mail Returned to Sender
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b
        Content-Type: text/plain

        It could not be delivered.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; relay.test

        {Filled(group)}
        --b
        Content-Type: message/rfc822

        {Filled(Returned)}
        --b--

        """));
}
