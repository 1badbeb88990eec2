using System.Text;
using SupportDesk.Mail.Authenticity;
using SupportDesk.Mail.Parsing;
using SupportDesk.Threads;

namespace SupportDesk.Tests.Mail;

public sealed class BoundaryTests
{
    const string Passed = "Authentication-Results: mx.marketfield.test; dmarc=pass header.from=customer.test";
    const string Ours = "Received: from mail.customer.test by mx.marketfield.test with ESMTPS";
    const string Theirs = "Received: from laptop by mail.customer.test with ESMTPSA";

    static readonly TrustOptions Trust = new() { AuthServIds = ["mx.marketfield.test"] };

    [Fact]
    public void The_receiving_servers_pass_proves() => Judge(Passed, Ours, Theirs).ShouldBe(Verdict.Proved);

    [Fact]
    public void A_field_below_its_own_received_field_is_believed_too() => Judge(Ours, Passed, Theirs).ShouldBe(Verdict.Proved);

    [Fact]
    public void A_field_that_came_along_with_the_mail_is_not_believed() => Judge(Ours, Theirs, Passed).ShouldBe(Verdict.Unproved);

    [Fact]
    public void A_name_that_is_not_trusted_proves_nothing() => Judge(Passed.Replace("mx.marketfield", "mx.attacker", StringComparison.Ordinal), Ours).ShouldBe(Verdict.Unproved);

    [Fact]
    public void Nothing_said_is_nothing_proved() => Judge(Ours, Theirs).ShouldBe(Verdict.Unproved);

    [Fact]
    public void Of_two_the_worst_counts() => Judge(Passed, "Authentication-Results: mx.marketfield.test; dmarc=fail header.from=customer.test", Ours).ShouldBe(Verdict.Failed);

    [Fact]
    public void A_pass_of_another_domain_proves_nothing() => Judge(Passed.Replace("customer", "attacker", StringComparison.Ordinal), Ours).ShouldBe(Verdict.Unproved);

    [Theory]
    [InlineData("header.d=customer.test", Verdict.Proved)]
    [InlineData("header.d=attacker.test", Verdict.Unproved)]
    [InlineData("header.d=test", Verdict.Unproved)]
    [InlineData("header.d=mail.customer.test", Verdict.Unproved)]
    public void A_signature_must_agree_with_the_sender(string signer, Verdict verdict) =>
        Judge($"Authentication-Results: mx.marketfield.test; dmarc=none; dkim=pass {signer}", Ours).ShouldBe(verdict);

    [Theory]
    [InlineData("From: damion@customer.test\nFrom: ines@marketfield.test")]
    [InlineData("From: damion@customer.test, ines@marketfield.test")]
    public void Two_writers_prove_nobody(string from) => Judge(from, Passed, Ours).ShouldBe(Verdict.Unproved);

    [Fact]
    public void An_address_in_the_name_is_not_the_sender()
    {
        var verdict = Judge("From: \"damion@customer.test\" <evil@attacker.test>", Passed, Ours);

        verdict.ShouldBe(Verdict.Unproved);
    }

    static Verdict Judge(params string[] headers)
    {
        var from = headers[0].StartsWith("From:", StringComparison.Ordinal) ? "" : "From: damion@customer.test\n";
        return Boundary.Judge(MailParser.Parse(Encoding.UTF8.GetBytes($"{string.Join('\n', headers)}\n{from}Subject: Hello\n\nText\n")), Trust, new HashSet<string>())?.Verdict ?? Verdict.Unproved;
    }
}
