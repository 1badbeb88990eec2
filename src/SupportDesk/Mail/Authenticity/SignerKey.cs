using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;

namespace SupportDesk.Mail.Authenticity;

/// <summary>The one public key of a signature, already found (RFC 6376 3.6.1); MimeKit's verifier asks it.</summary>
internal sealed class SignerKey : DkimPublicKeyLocatorBase
{
    private readonly AsymmetricKeyParameter key;

    private SignerKey(AsymmetricKeyParameter key) => this.key = key;

    /// <summary>The key of the only key record among the texts; null where there is none, more than one, or it is revoked, only being tried (t=y), or meant for something else.</summary>
    public static SignerKey? Among(IReadOnlyList<string> texts, SignatureTags signature)
    {
        var records = texts.Select(text => (Text: text, Tags: SignatureTags.Split(text))).Where(r => r.Tags?.ContainsKey("p") == true).ToList();
        if (records is not [var (text, tags)] || !Serves(tags!, signature))
            return null;

        try
        {
            return GetPublicKey(text) is { } key ? new SignerKey(key) : null;
        }
        catch (Exception malformed) when (malformed is ParseException or FormatException or ArgumentException or InvalidCastException or IOException or CryptoException)
        {
            return null;
        }
    }

    public override AsymmetricKeyParameter LocatePublicKey(string methods, string domain, string selector, CancellationToken cancellationToken = default) => key;

    public override Task<AsymmetricKeyParameter> LocatePublicKeyAsync(string methods, string domain, string selector, CancellationToken cancellationToken = default) => Task.FromResult(key);

    private static bool Serves(Dictionary<string, string> tags, SignatureTags signature)
    {
        var flags = tags.GetValueOrDefault("t", "").Split(':');
        return tags["p"].Length > 0 && tags.GetValueOrDefault("v", "DKIM1") == "DKIM1" && !flags.Contains("y")
            && (!flags.Contains("s") || signature.Identity == signature.Signer)
            && tags.GetValueOrDefault("h", "sha256").Split(':').Contains("sha256")
            && tags.GetValueOrDefault("s", "*").Split(':').Any(service => service is "*" or "email");
    }
}
