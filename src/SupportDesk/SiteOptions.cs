using System.ComponentModel.DataAnnotations;
using System.Net;

namespace SupportDesk;

/// <summary>Section <c>Site</c> of appsettings.json.</summary>
public sealed class SiteOptions : IValidatableObject
{
    /// <summary>Where people reach the desk: links in mails begin with it, never with what a request claims.</summary>
    public Uri PublicUrl { get; set; } = new("http://localhost:5080");

    /// <summary>IP addresses of our own reverse proxies: of them alone is X-Forwarded-For and X-Forwarded-Proto believed. Empty: of nobody.</summary>
    public List<string> Proxies { get; } = [];

    /// <summary>The time zone (IANA) of people whose own is not known, where their mailbox names none.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>An address below <see cref="PublicUrl"/>.</summary>
    /// <param name="path">Begins with a slash.</param>
    public string At(string path) => string.Concat(PublicUrl.AbsoluteUri.TrimEnd('/'), path);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!PublicUrl.IsAbsoluteUri || PublicUrl.Scheme is not ("http" or "https"))
            yield return new("expected an address like https://desk.example.org.", [nameof(PublicUrl)]);
        if (TimeZones.Find(TimeZone) is null)
            yield return new(TimeZones.Expected, [nameof(TimeZone)]);
        foreach (var proxy in Proxies.Where(p => !IPAddress.TryParse(p, out _)))
            yield return new($"“{proxy}” is not an IP address; expected one like 127.0.0.1.", [nameof(Proxies)]);
    }
}
