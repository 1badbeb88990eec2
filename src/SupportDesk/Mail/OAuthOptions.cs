using System.ComponentModel.DataAnnotations;

namespace SupportDesk.Mail;

/// <summary><c>OAuth</c> of <c>Imap</c> or of <c>Mail:Outgoing</c>: signs in with a token (XOAUTH2, or OAUTHBEARER by RFC 7628) in place of a password.</summary>
public sealed class OAuthOptions : IValidatableObject
{
    /// <summary>Where tokens are had (RFC 6749 3.2), e.g. <c>https://login.microsoftonline.com/TENANT/oauth2/v2.0/token</c>.</summary>
    public string TokenEndpoint { get; set; } = "";

    [Required(ErrorMessage = "expected the id of the desk’s registration at the token endpoint.")]
    public string ClientId { get; set; } = "";

    /// <summary>Better given by environment (<c>Mail__Mailboxes__0__Imap__OAuth__ClientSecret</c>) than written into a file.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>With one, tokens are had by it (RFC 6749 6); empty: by the client’s own credentials (4.4 there).</summary>
    public string RefreshToken { get; set; } = "";

    /// <summary>What is asked for, e.g. <c>https://outlook.office365.com/.default</c>; empty: what the endpoint gives by itself.</summary>
    public string Scope { get; set; } = "";

    /// <summary>The day on which the client’s secret, or the refresh token, ends; health announces it fourteen days ahead.</summary>
    public DateOnly? SecretEnds { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Uri.TryCreate(TokenEndpoint, UriKind.Absolute, out var address) || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
            yield return new("expected an address like https://login.example.org/token.", [nameof(TokenEndpoint)]);
        if (ClientSecret.Length == 0 && RefreshToken.Length == 0)
            yield return new("expected a secret, or a RefreshToken.", [nameof(ClientSecret)]);
    }
}
