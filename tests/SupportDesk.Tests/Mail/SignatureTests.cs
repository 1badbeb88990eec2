using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MimeKit;
using MimeKit.Cryptography;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Mail.Authenticity;
using SupportDesk.Mail.Incoming;
using SupportDesk.Mail.Parsing;
using SupportDesk.Threads;

namespace SupportDesk.Tests.Mail;

/// <summary>The desk's own check of signatures, for mail about which its receiving server says nothing.</summary>
[Trait("threat", "T04")]
public sealed class SignatureTests
{
    const string Header = "From: damion@customer.test\r\nTo: support@marketfield.test\r\nSubject: My shop is banned";
    const string Body = "It says I forged my tax papers.\r\n";
    const string Domain = "customer.test";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("customer.test", "damion@customer.test", Verdict.Proved)]
    [InlineData("customer.test", "damion@mail.customer.test", Verdict.Proved)]
    [InlineData("mail.customer.test", "damion@customer.test", Verdict.Unproved)]
    [InlineData("attacker.test", "damion@customer.test", Verdict.Unproved)]
    [InlineData("attacker-customer.test", "damion@customer.test", Verdict.Unproved)]
    [InlineData("tomer.test", "damion@customer.test", Verdict.Unproved)]
    [InlineData("test", "damion@customer.test", Verdict.Unproved)]
    public async Task A_signature_proves_where_its_signer_agrees_with_the_writer(string signer, string from, Verdict verdict)
    {
        var mail = SignedMail.Sign(Letter(from), signer);

        var proof = await JudgeAsync(mail, SignedMail.Dns(signer));

        (proof.Verdict, proof.Signer).ShouldBe((verdict, signer));
    }

    [Theory]
    [InlineData("tax papers", "bank papers")]
    [InlineData("My shop", "My bank")]
    public async Task A_changed_word_breaks_it(string was, string becomes)
    {
        var mail = Encoding.ASCII.GetString(SignedMail.Sign(Letter(), Domain)).Replace(was, becomes, StringComparison.Ordinal);

        (await JudgeAsync(Encoding.ASCII.GetBytes(mail), SignedMail.Dns(Domain))).Verdict.ShouldBe(Verdict.Unproved);
    }

    [Fact]
    public async Task By_hand_it_holds_too() =>
        (await JudgeAsync(SignedMail.SignByHand(Header, Body, Domain, "x=9999999999; "), SignedMail.Dns(Domain))).Verdict.ShouldBe(Verdict.Proved);

    [Fact]
    [Trait("threat", "T04e")]
    public async Task T04e_A_signature_of_part_of_the_body_is_none() =>
        await IsNoneAsync([.. SignedMail.SignByHand(Header, Body, Domain, length: Body.Length), .. "Send the money here.\r\n"u8]);

    [Fact]
    [Trait("threat", "T04e")]
    public async Task T04e_A_signature_without_the_writer_is_none() =>
        await IsNoneAsync(Prepended("From: damion@customer.test\r\n", SignedMail.SignByHand(Header[(Header.IndexOf('\n', StringComparison.Ordinal) + 1)..], Body, Domain)));

    [Fact]
    [Trait("threat", "T04e")]
    public async Task T04e_A_signature_without_the_subject_is_none() =>
        await IsNoneAsync(Prepended("Subject: Pay here\r\n", SignedMail.SignByHand(Header[..Header.LastIndexOf("\r\n", StringComparison.Ordinal)], Body, Domain)));

    [Fact]
    [Trait("threat", "T04e")]
    public async Task T04e_A_signature_that_has_run_out_is_none() => await IsNoneAsync(SignedMail.SignByHand(Header, Body, Domain, "x=1500000000; "));

    [Theory]
    [InlineData("Subject: Pay here\r\n")]
    [InlineData("To: everybody@elsewhere.test\r\n")]
    [Trait("threat", "T04e")]
    public async Task T04e_A_field_that_was_added_to_a_signed_one_makes_it_none(string added) => await IsNoneAsync(Prepended(added, SignedMail.SignByHand(Header, Body, Domain)));

    [Fact]
    [Trait("threat", "T04e")]
    public async Task T04e_SHA_1_is_none() => await IsNoneAsync(SignedMail.Sign(Letter(), Domain, algorithm: DkimSignatureAlgorithm.RsaSha1));

    [Fact]
    [Trait("threat", "T04e")]
    public async Task T04e_A_key_below_1024_bits_is_none() => await IsNoneAsync(SignedMail.Sign(Letter(), Domain, shortKey: true), SignedMail.Dns(Domain, shortKey: true));

    [Theory]
    [InlineData("t=y; ")]
    [InlineData("t=s:y; ")]
    [InlineData("h=sha1; ")]
    [InlineData("s=tlsrpt; ")]
    [Trait("threat", "T04e")]
    public async Task T04e_A_key_that_is_only_tried_or_meant_for_something_else_is_none(string tags) => await IsNoneAsync(SignedMail.Sign(Letter(), Domain), SignedMail.Dns(Domain, tags));

    [Theory]
    [InlineData("v=DKIM1; p=")]
    [InlineData("v=DKIM1; p=nonsense")]
    [InlineData("v=spf1 -all")]
    [InlineData("v=DKIM1; k=rsa; p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAN")]
    public async Task A_revoked_or_broken_key_is_none(string record) =>
        await IsNoneAsync(SignedMail.Sign(Letter(), Domain), new TxtTable { ["desk._domainkey.customer.test"] = [record] });

    [Theory]
    [InlineData("DKIM-Signature: nonsense\r\n")]
    [InlineData("DKIM-Signature: v=1; a=rsa-sha256; d=customer.test; s=desk; h=From:Subject; bh=%%; b=%%\r\n")]
    [InlineData("DKIM-Signature: v=1; a=rsa-sha256; c=odd/odd; d=customer.test; s=desk; h=From:Subject; bh=AAAA; b=AAAA\r\n")]
    public async Task A_malformed_signature_is_none(string field) => await IsNoneAsync(Encoding.ASCII.GetBytes($"{field}{Header}\r\n\r\n{Body}"));

    [Fact]
    public async Task No_more_than_five_keys_are_asked_for()
    {
        var dns = new TxtTable();
        var fields = string.Concat(Enumerable.Range(0, 50).Select(n => $"DKIM-Signature: v=1; a=rsa-sha256; d=d{n}.test; s=desk; h=From:Subject; bh=AAAA; b=AAAA\r\n"));

        await JudgeAsync(Encoding.ASCII.GetBytes($"{fields}{Header}\r\n\r\n{Body}"), dns);

        dns.Asked.ShouldBe(5);
    }

    [Theory]
    [InlineData("damion@customer.test, victor@customer.test")]
    [InlineData("All of us: damion@customer.test;")]
    [InlineData("\"victor@marketfield.test\" <damion@customer.test>")]
    [InlineData("\"victor＠marketfield.test\" <damion@customer.test>")]
    [InlineData("\"tset.dleifkram\u202e rotciv\" <damion@customer.test>")]
    [InlineData("damion@customer.test\r\nFrom: victor@customer.test")]
    [Trait("threat", "T04d")]
    public async Task T04d_A_writer_that_can_be_read_in_two_ways_is_not_proved(string from)
    {
        var said = $"Authentication-Results: mx.marketfield.test; dmarc=pass header.from=customer.test; dkim=pass header.d=customer.test\r\nReceived: from a by mx.marketfield.test with ESMTPS\r\nFrom: {from}\r\nSubject: Hello\r\n\r\nText\r\n";

        var proof = await JudgeAsync(Encoding.UTF8.GetBytes(said), new TxtTable(), new TrustOptions { AuthServIds = ["mx.marketfield.test"] });

        proof.Verdict.ShouldBe(Verdict.Unproved);
    }

    [Theory]
    [InlineData("damion@customer.test")]
    [InlineData("\"Damion (at work), damion@customer.test\" <damion@customer.test>")]
    [InlineData("=?utf-8?q?Dami=C3=B3n?= <damion@customer.test>")]
    public async Task A_plain_writer_is_proved_by_what_the_boundary_says(string from)
    {
        var said = $"Authentication-Results: mx.marketfield.test; dmarc=pass header.from=customer.test\r\nReceived: from a by mx.marketfield.test with ESMTPS\r\nFrom: {from}\r\nSubject: Hello\r\n\r\nText\r\n";

        var proof = await JudgeAsync(Encoding.UTF8.GetBytes(said), new TxtTable(), new TrustOptions { AuthServIds = ["mx.marketfield.test"] });

        proof.Verdict.ShouldBe(Verdict.Proved);
    }

    [Fact]
    public async Task What_the_boundary_says_is_believed_before_the_signature()
    {
        byte[] mail = [.. "Authentication-Results: mx.marketfield.test; dmarc=fail header.from=customer.test\r\nReceived: from a by mx.marketfield.test with ESMTPS\r\n"u8, .. SignedMail.SignByHand(Header, Body, Domain)];

        var proof = await JudgeAsync(mail, SignedMail.Dns(Domain), new TrustOptions { AuthServIds = ["mx.marketfield.test"] });

        proof.Verdict.ShouldBe(Verdict.Failed);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_signed_mail_is_proved_when_it_is_taken_in(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine, services => services.AddSingleton<ITxtRecords>(SignedMail.Dns(Domain)));

        await desk.Intake.TakeAsync(new RawMail(desk.MailboxId, SignedMail.Sign(Letter(), Domain)), Stop);
        await desk.Intake.TakeAsync(new RawMail(desk.MailboxId, Encoding.ASCII.GetBytes($"{Header}\r\n\r\n{Body}")), Stop);

        (await desk.ReadAsync(db => db.IncomingMail.OrderBy(m => m.Id).Select(m => m.Verdict).ToListAsync(Stop))).ShouldBe([Verdict.Proved, Verdict.Unproved]);
    }

    static MimeMessage Letter(string from = "damion@customer.test") => MailDesk.Letter(from, "My shop is banned", "It says I forged my tax papers.");

    static byte[] Prepended(string field, byte[] mail) => [.. Encoding.ASCII.GetBytes(field), .. mail];

    static async Task IsNoneAsync(byte[] mail, TxtTable? dns = null)
    {
        var proof = await JudgeAsync(mail, dns ?? SignedMail.Dns(Domain));

        (proof.Verdict, proof.Signer).ShouldBe((Verdict.Unproved, null));
        proof.Reason.ShouldNotBeEmpty();
    }

    static Task<Proof> JudgeAsync(byte[] mail, TxtTable dns, TrustOptions? trust = null) =>
        new SenderCheck(new SignatureCheck(dns, new DeskClock(TimeProvider.System), Options.Create(new MailOptions())))
            .JudgeAsync(new RawMail(Guid.Empty, mail), MailParser.Parse(mail), trust ?? new(), TrustedSigners.None, Stop);
}
