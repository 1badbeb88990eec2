using System.Text;
using CsCheck;
using SupportDesk.Mail.Authenticity;
using SupportDesk.Mail.Parsing;
using SupportDesk.Threads;

namespace SupportDesk.Tests.Mail;

/// <summary>Authentication-Results as filters really write them: a field each, with comments, odd values, and beside a forged one.</summary>
public sealed class ResultFieldsTests
{
    const string Us = "mx.marketfield.test";
    const string Ours = $"Received: from mail.customer.test by {Us} with ESMTPS";
    const string Delivered = $"Received: from {Us} ([127.0.0.1]) by imap.marketfield.test with LMTP id 7";
    const string Amavis = $"Received: from {Us} ([127.0.0.1]) by localhost (filter.marketfield.test [127.0.0.1]) (amavisd-new, port 10024) with ESMTP id 8";
    const string Back = $"Received: from localhost (localhost [127.0.0.1]) by {Us} (Postfix) with ESMTP id 9";

    static readonly HashSet<string> NoFriends = [];

    // As OpenDKIM, OpenDMARC and policyd-spf do, each with a field of its own, in any order.
    [Theory]
    [InlineData("spf=pass smtp.mailfrom=customer.test", "dkim=pass (2048-bit key) header.d=customer.test", "dmarc=pass (p=none dis=none) header.from=customer.test", Verdict.Proved)]
    [InlineData("spf=pass smtp.mailfrom=customer.test", "dkim=pass header.d=customer.test", "iprev=pass", Verdict.Proved)]
    [InlineData("spf=pass smtp.mailfrom=customer.test", "dkim=pass header.d=mailer.test", "dmarc=pass header.from=customer.test", Verdict.Proved)]
    [InlineData("spf=pass smtp.mailfrom=customer.test", "arc=pass (i=1)", "auth=pass smtp.auth=damion", Verdict.Unproved)]
    [InlineData("spf=fail smtp.mailfrom=customer.test", "dkim=none", "dmarc=fail header.from=customer.test", Verdict.Failed)]
    [InlineData("spf=fail smtp.mailfrom=customer.test", "dkim=pass header.d=customer.test", "dmarc=fail header.from=customer.test", Verdict.Failed)]
    public void What_several_filters_say_counts_together(string one, string two, string three, Verdict verdict)
    {
        string[] fields = [Field(one), Field(two), Field(three)];
        foreach (var order in new[] { new[] { 0, 1, 2 }, [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0] })
            Judge([.. order.Select(n => fields[n]), Ours]).ShouldBe(verdict, string.Join(' ', order));
        Judge(fields[0], Ours, fields[1], fields[2]).ShouldBe(verdict, "below the receiving server's own line");
    }

    // Where the receiving server let it through, beside its own.
    [Theory]
    [InlineData("dmarc=pass header.from=customer.test", "dmarc=none header.from=customer.test")]
    [InlineData("dmarc=pass header.from=customer.test", "dmarc=pass header.from=attacker.test")]
    [InlineData("dkim=pass header.d=customer.test", "dkim=none; dmarc=none")]
    [InlineData("dkim=pass header.d=customer.test", "dkim=pass header.d=attacker.test")]
    [InlineData("dkim=pass header.d=friend.test", "dkim=pass header.d=attacker.test; dmarc=none")]
    [InlineData("dmarc=pass header.from=customer.test", "spf=pass; dmarc=pass header.from=customer.test; dmarc=none")]
    public void A_forged_result_loses_against_the_servers_own_on_the_same_method(string forged, string own)
    {
        HashSet<string> friends = ["friend.test"];

        Boundary.Judge(Parse(Field(own), Ours, Field(forged)), Trust(), friends)!.Verdict.ShouldBe(Verdict.Unproved);
        Boundary.Judge(Parse(Field(forged), Field(own), Ours), Trust(), friends)!.Verdict.ShouldBe(Verdict.Unproved);
    }

    [Theory]
    [InlineData("mx.marketfield.test; dmarc=pass(p=REJECT) header.from=customer.test")]
    [InlineData("mx.marketfield.test 1; dmarc=pass header.from=customer.test")]
    [InlineData("(checked here; really) mx.marketfield.test (no; not there) 1 ; (so (deep)) dmarc = pass (p=none; sp=none) header.from = customer.test ;")]
    [InlineData("\"mx.marketfield.test\"; dmarc=pass header.from=customer.test")]
    [InlineData("MX.Marketfield.TEST; DMARC=Pass header.From=Customer.Test")]
    [InlineData("mx.marketfield.test; spf=pass smtp.remote-ip=2001:db8::1 smtp.mailfrom=customer.test; dmarc=pass header.from=customer.test")]
    [InlineData("mx.marketfield.test; iprev=pass (mail.customer.test) policy.iprev=\"2001:db8::1\"; dmarc=pass header.from=customer.test")]
    [InlineData("mx.marketfield.test; x-tls=pass smtp.version=TLSv1.3 smtp.cipher=TLS_AES_256_GCM_SHA384 smtp.bits=256/256; dmarc=pass header.from=customer.test")]
    [InlineData("mx.marketfield.test; dkim=pass header.i=@customer.test header.s=s1 header.b=Ab/c+d==")]
    [InlineData("mx.marketfield.test; dkim=pass (2048-bit key; unprotected) header.d=customer.test header.i=@customer.test header.a=rsa-sha256 header.s=20230601 header.b=\"n/T+=xQ7\"; dkim-atps=neutral")]
    [InlineData("mx.marketfield.test; dkim=fail reason=\"signature; did (not) verify\" header.d=list.test; dmarc=pass policy.published-domain-policy=none (p=none,d=none,d.eval=none) policy.policy-from=p header.from=customer.test")]
    [InlineData("mx.marketfield.test; what is this; ; spf = ; dmarc=pass header.from=customer.test")]
    [InlineData("mx.marketfield.test;\r\n\tspf=pass smtp.mailfrom=\"a; dmarc=fail\"@customer.test;\r\n\tdmarc=pass header.from=customer.test")]
    public void One_result_of_an_odd_form_does_not_hide_the_others(string field) => Judge($"Authentication-Results: {field}", Ours).ShouldBe(Verdict.Proved);

    // What stands in a field comes from the sender in parts: addresses and names.
    [Theory]
    [InlineData("spf=none smtp.mailfrom=a; dmarc=pass header.from=customer.test (; dmarc=fail header.from=customer.test")]
    [InlineData("spf=none smtp.mailfrom=\"a; dmarc=pass header.from=customer.test")]
    [InlineData("spf=none (a; dmarc=pass header.from=customer.test) smtp.mailfrom=x")]
    [InlineData("spf=none smtp.mailfrom=\"a; dmarc=pass header.from=customer.test\"@attacker.test")]
    [InlineData("spf=none smtp.mailfrom=a; dmarc=pass header.from=customer.test; dmarc=none")]
    [InlineData("dmarc=pass header.from=customer.test junk=[;")]
    [InlineData("dkim=pass header.d=customer.test.attacker.test")]
    [InlineData("dmarc=passed header.from=customer.test")]
    public void Words_of_the_senders_in_a_field_are_no_result(string result) => Judge(Field(result), Ours).ShouldNotBe(Verdict.Proved);

    [Fact]
    public void Whatever_stands_in_a_field_it_is_read_without_failure_and_a_fail_in_it_is_seen()
    {
        var odd = Gen.OneOfConst("(", ")", "\"", "\\", ";", "=", " ", "x", "dkim", "pass", "none", "[", "2001:db8::1", "/", "ü", "\t", "a@b");
        Gen.Select(odd.Array[0, 14], odd.Array[0, 14]).Sample((before, after) =>
            Judge(Field($"{string.Concat(before)}; dmarc=fail header.from=customer.test; {string.Concat(after)}")) != Verdict.Proved, iter: 1_000);
    }

    [Fact]
    public void A_field_with_many_signatures_is_read_to_its_end()
    {
        var many = string.Join("; ", Enumerable.Range(0, 60).Select(n => $"dkim=pass header.d=esp{n}.test header.s=selector{n} header.b=abcdefgh"));

        Judge(Field($"{many}; dmarc=fail header.from=customer.test"), Ours).ShouldBe(Verdict.Failed);
        Judge(Field($"{many}; dmarc=pass header.from=customer.test"), Ours).ShouldBe(Verdict.Proved);
    }

    // Dovecot's line, the filter that hands the mail back, and the receiving server twice.
    [Theory]
    [InlineData(false, Verdict.Unproved)]
    [InlineData(true, Verdict.Proved)]
    public void Behind_a_filter_that_hands_the_mail_back_the_result_is_believed_once_it_is_named(bool named, Verdict verdict)
    {
        string[] headers = [Delivered, Back, Amavis, Ours, Field("dmarc=pass header.from=customer.test")];

        Judge(Trust(named ? ["localhost"] : []), headers).ShouldBe(verdict);
        if (!named)
            ProofReasons.Silence(Parse(headers).Trace, Trust()).ShouldContain("the Received line of localhost,");
    }

    [Fact]
    public void Googles_own_delivery_needs_no_entry()
    {
        const string inside = "Received: by 2002:a05:6402:1d4a:b0:56e:2f7b:8a2c with SMTP id dm10csp123456edb; Mon, 30 Nov 2026 02:00:00 -0800 (PST)";
        const string edge = "Received: from mail.customer.test (mail.customer.test. [203.0.113.9]) by mx.google.com with ESMTPS id 4fb4d7f45d1cf-x";
        const string passed = "Authentication-Results: mx.google.com; dkim=pass header.i=@customer.test header.s=s1 header.b=Ab12; spf=pass (google.com: best guess) smtp.mailfrom=damion@customer.test; dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=customer.test";
        var google = new TrustOptions { AuthServIds = ["mx.google.com"] };

        Judge(google, inside, edge, passed).ShouldBe(Verdict.Proved);
        Judge(google, inside, passed, edge).ShouldBe(Verdict.Proved);
        Judge(google, inside, inside, edge, passed).ShouldBe(Verdict.Unproved);
        Judge(google, edge, "Received: from x by mail.attacker.test with SMTP", inside, passed).ShouldBe(Verdict.Unproved);
        Judge(google, inside.Replace("by 2002:a05", "from x by 2002:a05", StringComparison.Ordinal), passed).ShouldBe(Verdict.Unproved);
        Judge(Trust(), inside, Ours, Field("dmarc=pass header.from=customer.test")).ShouldBe(Verdict.Unproved);
    }

    [Fact]
    public void A_field_without_a_servers_name_is_said_to_be_one()
    {
        const string unnamed = "Authentication-Results: spf=pass (sender IP is 203.0.113.9) smtp.mailfrom=customer.test; dkim=pass (signature was verified) header.d=customer.test;dmarc=pass action=none header.from=customer.test;compauth=pass reason=100";

        Boundary.Judge(Parse(unnamed, Ours), Trust(), NoFriends).ShouldBeNull();
        ProofReasons.Silence(Parse(unnamed, Ours).Trace, Trust()).ShouldStartWith("Its Authentication-Results name no server that wrote them");
    }

    static string Field(string result) => $"Authentication-Results: {Us}; {result}";

    static TrustOptions Trust(params string[] hosts) => new() { AuthServIds = [Us], Hosts = hosts };

    static Verdict Judge(params string[] headers) => Judge(Trust(), headers);

    static Verdict Judge(TrustOptions trust, params string[] headers) => Boundary.Judge(Parse(headers), trust, NoFriends)?.Verdict ?? Verdict.Unproved;

    static ParsedMail Parse(params string[] headers) =>
        MailParser.Parse(Encoding.UTF8.GetBytes($"{string.Join("\r\n", headers)}\r\nFrom: damion@customer.test\r\nSubject: Hello\r\n\r\nText\r\n"));
}
