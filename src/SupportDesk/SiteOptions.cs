using System.ComponentModel.DataAnnotations;

namespace SupportDesk;

/// <summary>Section <c>Site</c> of appsettings.json.</summary>
public sealed class SiteOptions : IValidatableObject
{
    /// <summary>Where people reach the desk: links in mails begin with it, never with what a request claims.</summary>
    public Uri PublicUrl { get; set; } = new("http://localhost:5080");

    /// <summary>An address below <see cref="PublicUrl"/>.</summary>
    /// <param name="path">Begins with a slash.</param>
    public string At(string path) => string.Concat(PublicUrl.AbsoluteUri.TrimEnd('/'), path);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!PublicUrl.IsAbsoluteUri || PublicUrl.Scheme is not ("http" or "https"))
            yield return new("expected an address like https://desk.example.org.", [nameof(PublicUrl)]);
    }
}
