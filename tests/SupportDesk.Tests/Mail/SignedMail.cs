using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Security;
using SupportDesk.Mail.Authenticity;

namespace SupportDesk.Tests.Mail;

/// <summary>The DNS of a test: key records by name.</summary>
sealed class TxtTable : ITxtRecords
{
    readonly Dictionary<string, string[]> records = [];

    public int Asked { get; private set; }

    public string[] this[string name]
    {
        set => records[name] = value;
    }

    public Task<IReadOnlyList<string>> FindAsync(string name, CancellationToken cancel)
    {
        Asked++;
        return Task.FromResult<IReadOnlyList<string>>(records.GetValueOrDefault(name) ?? []);
    }
}

/// <summary>Signs messages as a domain's server does (RFC 6376), and badly where a test asks for it.</summary>
static class SignedMail
{
    static readonly Lazy<RSA> Key = new(() => RSA.Create(2048));
    static readonly Lazy<RSA> Short = new(() => RSA.Create(768));

    /// <summary>The record under which the key of this run stands.</summary>
    public static string Record(string more = "", bool shortKey = false) => $"v=DKIM1; k=rsa; {more}p={Convert.ToBase64String((shortKey ? Short : Key).Value.ExportSubjectPublicKeyInfo())}";

    public static TxtTable Dns(string domain, string more = "", bool shortKey = false) => new() { [$"desk._domainkey.{domain}"] = [Record(more, shortKey)] };

    /// <summary>Signed by MimeKit's own signer.</summary>
    public static byte[] Sign(MimeMessage mail, string domain, string[]? fields = null, DkimSignatureAlgorithm algorithm = DkimSignatureAlgorithm.RsaSha256, bool shortKey = false)
    {
        var pair = DotNetUtilities.GetRsaKeyPair((shortKey ? Short : Key).Value);
        var signer = new DkimSigner(pair.Private, domain, "desk", algorithm) { HeaderCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed, BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed };
        mail.Prepare(EncodingConstraint.SevenBit);
        signer.Sign(mail, fields ?? ["From", "To", "Subject", "Date"]);
        using var bytes = new MemoryStream();
        mail.WriteTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Signed by hand, with tags that no sound signer writes: simple canonicalisation (RFC 6376 3.4) of the header as it stands and of the first part of the body.</summary>
    /// <param name="tags">Further tags, for instance <c>x=1;</c>.</param>
    /// <param name="length">How much of the body is signed (l=); null: all.</param>
    public static byte[] SignByHand(string header, string body, string domain, string tags = "", int? length = null)
    {
        var signed = header.Split("\r\n").Select(line => line.Split(':')[0]).ToArray();
        var part = Encoding.ASCII.GetBytes(body)[..(length ?? body.Length)];
        var field = $"DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d={domain}; s=desk; {tags}{(length is { } l ? string.Create(CultureInfo.InvariantCulture, $"l={l}; ") : "")}h={string.Join(':', signed)}; bh={Convert.ToBase64String(SHA256.HashData(part))}; b=";
        var words = string.Concat(header.Split("\r\n").Select(line => line + "\r\n")) + field;
        var signature = Key.Value.SignData(Encoding.ASCII.GetBytes(words), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return Encoding.ASCII.GetBytes($"{field}{Convert.ToBase64String(signature)}\r\n{header}\r\n\r\n{body}");
    }
}
