using System.ComponentModel.DataAnnotations;
using System.Net;

namespace SupportDesk.Mail.Authenticity;

/// <summary><c>Mail:Signatures</c>: the desk's own check of DKIM signatures, for mail about which the receiving server said nothing.</summary>
public sealed class SignatureOptions : IValidatableObject
{
    /// <summary>Whether signatures are checked; it asks the DNS for the signer's key.</summary>
    public bool Check { get; set; } = true;

    /// <summary>The name servers that are asked, as addresses with or without a port; empty: the machine's own.</summary>
    public string[] NameServers { get; set; } = [];

    /// <summary>Seconds after which a name server that does not answer is given up; the mail is then not proved.</summary>
    [Range(1, 10, ErrorMessage = "expected seconds from 1 to 10.")]
    public int TimeoutSeconds { get; set; } = 2;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var server in NameServers.Where(s => !IPEndPoint.TryParse(s, out _)))
            yield return new($"“{server}” is not an address; expected one like 192.0.2.53 or 192.0.2.53:5353.", [nameof(NameServers)]);
    }
}
