using System.Text;
using SupportDesk.Mail.Authenticity;
using SupportDesk.Mail.Parsing;
using SupportDesk.Threads;

namespace SupportDesk.Tests.Mail;

/// <summary>Names are compared whole, label by label: no beginning, end or look of one is it (threat T40).</summary>
[Trait("threat", "T40")]
public sealed class AlignmentTests
{
    static readonly HashSet<string> Friends = ["sender.service.test"];

    [Theory]
    [InlineData("example.test", true)]
    [InlineData("EXAMPLE.test.", true)]
    [InlineData("attacker-example.test", false)]
    [InlineData("example.test.evil.test", false)]
    [InlineData("ample.test", false)]
    [InlineData("exаmple.test", false)]
    [InlineData("xn--exmple-4nf.test", false)]
    [InlineData(".test", false)]
    [InlineData("", false)]
    [InlineData(".", false)]
    [InlineData("sender.service.test", true)]
    [InlineData("evil-sender.service.test", false)]
    [InlineData("service.test", false)]
    public void T40_A_signers_name_is_compared_whole(string signer, bool agrees) => Alignment.Agrees(signer, "example.test", Friends).ShouldBe(agrees);

    [Fact]
    public void T40_No_writer_agrees_with_nobody() => Alignment.Agrees("example.test", "", Friends).ShouldBeFalse();

    [Theory]
    [InlineData("mx.marketfield.test", Verdict.Proved)]
    [InlineData("MX.Marketfield.test", Verdict.Proved)]
    [InlineData("evil-mx.marketfield.test", Verdict.Unproved)]
    [InlineData("mx.marketfield.test.evil.test", Verdict.Unproved)]
    [InlineData("marketfield.test", Verdict.Unproved)]
    public void T40_A_servers_name_is_compared_whole(string server, Verdict verdict)
    {
        var mail = MailParser.Parse(Encoding.ASCII.GetBytes($"Authentication-Results: {server}; dmarc=pass header.from=customer.test\nReceived: from a by mx.marketfield.test with ESMTPS\nFrom: damion@customer.test\n\nText\n"));

        (Boundary.Judge(mail, new TrustOptions { AuthServIds = ["mx.marketfield.test"] }, new HashSet<string>())?.Verdict ?? Verdict.Unproved).ShouldBe(verdict);
    }
}
