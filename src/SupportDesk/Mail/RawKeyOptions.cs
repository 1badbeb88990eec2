using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;

namespace SupportDesk.Mail;

/// <summary>One entry of <c>Mail:RawKeys</c>: whoever holds the key may hand in raw messages for one mailbox.</summary>
public sealed class RawKeyOptions : IValidatableObject
{
    private const int ShortestKey = 20;

    /// <summary>The key itself; better given by environment (<c>Mail__RawKeys__0__Key</c>) than written into a file.</summary>
    public string Key { get; set; } = "";

    /// <summary>Or the SHA-256 of its UTF-8 bytes in hex, where even the configuration shall not know it.</summary>
    public string KeySha256 { get; set; } = "";

    /// <summary>The name of the mailbox its messages come to.</summary>
    [Required(ErrorMessage = "expected the name of a mailbox.")]
    public string Mailbox { get; set; } = "";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if ((Key.Length > 0) == (KeySha256.Length > 0))
            yield return new("expected either Key or KeySha256.", [nameof(Mailbox)]);
        else if (Key.Length is > 0 and < ShortestKey)
            yield return new($"expected a key of at least {ShortestKey} characters.", [nameof(Mailbox)]);
        else if (KeySha256.Length > 0 && (KeySha256.Length != 64 || !KeySha256.All(char.IsAsciiHexDigit)))
            yield return new("expected a SHA-256 of 64 hex digits.", [nameof(KeySha256)]);
    }

    /// <summary>Whether it is this key; takes the same time whatever differs.</summary>
    public bool Fits(string key)
    {
        var wanted = Key.Length > 0 ? SHA256.HashData(Encoding.UTF8.GetBytes(Key)) : Convert.FromHexString(KeySha256);
        return CryptographicOperations.FixedTimeEquals(wanted, SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }
}
