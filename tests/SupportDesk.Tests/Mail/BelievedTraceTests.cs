using System.Text;
using CsCheck;
using SupportDesk.Mail.Authenticity;
using SupportDesk.Mail.Parsing;
using SupportDesk.Threads;

namespace SupportDesk.Tests.Mail;

/// <summary>How far down the lines that servers wrote on a mail are believed, and that nobody who writes one of them gains by it.</summary>
public sealed class BelievedTraceTests
{
    const string Passed = "Authentication-Results: mx.marketfield.test; dmarc=pass header.from=customer.test";
    const string Ours = "Received: from mail.customer.test by mx.marketfield.test with ESMTPS";
    const string Theirs = "Received: from laptop by mail.customer.test with ESMTPSA";
    const string Delivered = "Received: from mx.marketfield.test by imap.marketfield.test with LMTP id 7 (envelope-from <damion@customer.test>) for <support@marketfield.test>";

    static readonly TrustOptions Trust = new() { AuthServIds = ["mx.marketfield.test"] };

    [Theory]
    [InlineData(Delivered)]
    [InlineData("Received: from mx.marketfield.test ([127.0.0.1]) by imap.marketfield.test with LMTP id 7")]
    [InlineData("Received: from mx.marketfield.test (localhost [127.0.0.1]) by imap.marketfield.test (Cyrus 3.6) with LMTPA; Mon, 30 Nov 2026 10:00:00 +0000")]
    [InlineData("Received: from mx.marketfield.test ([unix socket]) by imap.marketfield.test with LMTPS id 7")]
    [InlineData("Received: from MX.marketfield.test ([IPv6:::1]) by imap.marketfield.test with UTF8LMTP id 7")]
    public void The_delivery_into_the_mailbox_on_the_same_machine_is_ours(string delivery) => Judge(delivery, Passed, Ours, Theirs).ShouldBe(Verdict.Proved);

    [Theory]
    [InlineData("Received: from mx.attacker.test by imap.marketfield.test with LMTP id 7")]
    [InlineData("Received: from mx.marketfield.test ([203.0.113.9]) by imap.marketfield.test with LMTP id 7")]
    [InlineData("Received: from mx.marketfield.test ([172.17.0.1]) by imap.marketfield.test with LMTP id 7")]
    [InlineData("Received: from mx.marketfield.test (mx.attacker.test [203.0.113.9]) by imap.marketfield.test with LMTP id 7")]
    [InlineData("Received: from mx.marketfield.test by imap.marketfield.test with ESMTP id 7")]
    [InlineData("Received: from mx.marketfield.test by imap.marketfield.test id 7 (with LMTP)")]
    [InlineData("Received: from mx.marketfield.test by imap.marketfield.test")]
    [InlineData("Received: by imap.marketfield.test with LMTP id 7")]
    public void Any_other_delivery_under_a_foreign_name_is_not(string delivery) => Judge(delivery, Passed, Ours, Theirs).ShouldBe(Verdict.Unproved);

    [Fact]
    public void A_delivery_that_came_along_with_the_mail_is_not_ours() => Judge(Ours, Delivered, Passed).ShouldBe(Verdict.Unproved);

    [Fact]
    public void Only_one_delivery_is_stepped_over() => Judge(Delivered, Delivered, Passed, Ours).ShouldBe(Verdict.Unproved);

    [Theory]
    [InlineData("x by mx.marketfield.test")]
    [InlineData("mx.marketfield.test by mx.marketfield.test with LMTP")]
    [InlineData("x by mx.marketfield.test;")]
    [InlineData("x by mx.marketfield.test (")]
    [InlineData("x by mx.marketfield.test \"")]
    [InlineData("x by mx.marketfield.test <")]
    public void A_host_in_the_senders_own_words_is_not_the_one_that_wrote_the_line(string hello) =>
        Judge($"Received: from {hello} (unknown [203.0.113.9]) by mx.backup.test (Postfix) with ESMTP id 7 (envelope-from <a@b.test>)", Passed).ShouldBe(Verdict.Unproved);

    [Fact]
    public void A_line_too_long_to_be_kept_whole_names_no_host() =>
        Judge($"Received: from x by mx.marketfield.test {new string('a', 3000)} (unknown [203.0.113.9]) by mx.backup.test (Postfix) with ESMTP id 7", Passed).ShouldBe(Verdict.Unproved);

    // Whatever the sender says of itself, to a foreign server of any make that is the last on the way, its forged result is not believed.
    [Fact, Trait("threat", "T04c")]
    public void T04c_No_words_of_the_senders_make_a_foreign_servers_line_ours()
    {
        var word = Gen.OneOfConst("by", "BY", "mx.marketfield.test", "imap.marketfield.test", "with", "LMTP", "from", "(", ")", "[127.0.0.1]", "([unix socket])", ";", "\"", "<", ">", "x", "=?utf-8?q?by?=", "\\", "\t", "​by");
        var hello = Gen.Select(word.Array[0, 12], Gen.OneOfConst(" ", "", "\t")).Select((words, between) => string.Join(between, words));
        var server = Gen.OneOfConst<Func<string, string, string>>(
            (said, envelope) => $"from {said} (unknown [203.0.113.9])\n\tby mx.backup.test (Postfix) with ESMTP id 7\n\tfor <support@marketfield.test>; Mon, 30 Nov 2026 10:00:00 +0000",
            (said, envelope) => $"from {said} ([203.0.113.9])\n\tby imap.backup.test with LMTP\n\tid 7\n\t(envelope-from <{envelope}>)\n\tfor <support@marketfield.test>",
            (said, envelope) => $"from [203.0.113.9] (helo={said})\n\tby mx.backup.test with esmtp (Exim 4.96)\n\t(envelope-from <{envelope}>)\n\tid 7",
            (said, envelope) => $"from unknown (HELO {said}) (203.0.113.9)\n\tby mx.backup.test with SMTP; 30 Nov 2026 10:00:00 -0000");

        Gen.Select(server, hello, hello).Sample((write, said, envelope) => Judge($"Received: {write(said, envelope)}", Delivered, Ours, Passed) != Verdict.Proved, iter: 20_000);
    }

    [Fact]
    public void The_reason_names_the_line_that_stands_above_the_result()
    {
        var top = Reason("Received: from mx.marketfield.test ([10.0.0.2]) by imap.marketfield.test with LMTP id 7", Passed, Ours);
        var lower = Reason(Ours, "Received: from x by mail.attacker.test with SMTP", Passed);

        top.ShouldStartWith("The Authentication-Results of mx.marketfield.test are not believed: above them stands the Received line of imap.marketfield.test");
        top.ShouldContain("If imap.marketfield.test is a server of yours, an administrator names it in Trust:Hosts.");
        lower.ShouldContain("mail.attacker.test");
        lower.ShouldNotContain("Trust:Hosts", customMessage: "that would invite to trust whoever wrote the line");
    }

    [Fact]
    public void The_reason_says_what_is_missing()
    {
        Reason(Ours, Theirs).ShouldStartWith("The receiving server (mx.marketfield.test) wrote no Authentication-Results on it.");
        Reason(Passed.Replace("mx.marketfield", "mx.elsewhere", StringComparison.Ordinal), Ours).ShouldStartWith("Its Authentication-Results are signed by mx.elsewhere.test, which Trust:AuthServIds does not name.");
        ProofReasons.Silence(Parse(Passed).Trace, new()).ShouldStartWith("This mailbox trusts no receiving server’s word");
    }

    [Theory]
    [InlineData("dmarc=pass header.from=customer.test", "mx.marketfield.test says that customer.test sent it (dmarc=pass).")]
    [InlineData("dkim=pass header.d=customer.test", "mx.marketfield.test says that customer.test signed it (dkim=pass).")]
    [InlineData("dmarc=fail header.from=customer.test", "mx.marketfield.test says that customer.test did not send it (dmarc=fail).")]
    [InlineData("spf=softfail; dmarc=none", "mx.marketfield.test found no proof for customer.test: spf=softfail, dmarc=none.")]
    [InlineData("dkim=pass header.d=mailer.test; dmarc=none", "mx.marketfield.test found no proof for customer.test: dkim=pass, dmarc=none. mailer.test signed it, which does not speak for that domain.")]
    [InlineData("none", "mx.marketfield.test checked nothing on it.")]
    public void What_a_believed_result_says_is_the_reason(string result, string reason) =>
        Boundary.Judge(Parse($"Authentication-Results: mx.marketfield.test; {result}", Ours), Trust, new HashSet<string>())!.Reason.ShouldBe(reason);

    static string Reason(params string[] headers) => ProofReasons.Silence(Parse(headers).Trace, Trust);

    static Verdict Judge(params string[] headers) => Boundary.Judge(Parse(headers), Trust, new HashSet<string>())?.Verdict ?? Verdict.Unproved;

    static ParsedMail Parse(params string[] headers) =>
        MailParser.Parse(Encoding.UTF8.GetBytes($"{string.Join('\n', headers)}\nFrom: damion@customer.test\nSubject: Hello\n\nText\n"));
}
