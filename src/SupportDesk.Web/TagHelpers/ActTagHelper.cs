using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SupportDesk.Web.TagHelpers;

/// <summary>
/// Gives every form that posts its act id, so that a form sent twice is done once, and the antiforgery token, which Razor leaves out
/// where the form names its address.
/// </summary>
[HtmlTargetElement("form", Attributes = "method")]
public sealed class ActTagHelper(DeskClock clock, IHtmlGenerator html) : TagHelper
{
    /// <summary>The field's name.</summary>
    public const string Field = "act";

    public string? Method { get; set; }

    /// <summary>After Razor's own form helper, before the one that forgets whether a token is there.</summary>
    public override int Order => -950;

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Attributes.SetAttribute("method", Method);
        if (!string.Equals(Method, "post", StringComparison.OrdinalIgnoreCase))
            return;
        output.PostContent.AppendHtml($"<input type=\"hidden\" name=\"{Field}\" value=\"{Guid.CreateVersion7(clock.RealNow)}\">");
        if (html.GenerateAntiforgery(ViewContext) is { } token)
            output.PostContent.AppendHtml(token);
    }
}
