using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using SupportDesk.Web.Drafts;

namespace SupportDesk.Web.TagHelpers;

/// <summary>Makes a form keep its draft: it names the draft and its kind, and leaves room for what drafts.js says.</summary>
[HtmlTargetElement("form", Attributes = "keeps-draft")]
public sealed class DraftTagHelper : TagHelper
{
    /// <summary>The form's draft; without it that of the page.</summary>
    public DraftForm? Draft { get; set; }

    /// <summary>For people without an account: the draft stays in their browser, under this name.</summary>
    public string? DraftHere { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Attributes.RemoveAll("keeps-draft");
        // The browser would fill in by itself, after a reload, what stood in another form's place.
        output.Attributes.SetAttribute("autocomplete", "off");
        if (DraftHere is { } name)
            output.Attributes.SetAttribute("data-draft-here", name);
        else if ((Draft ?? DraftForm.Of(ViewContext.HttpContext)) is { } draft)
            Name(draft, output);
        output.PostContent.AppendHtml(
            """
            <p class="draft-says small faint"><span data-draft-says role="status"></span> <button class="link" type="button" data-draft-discard hidden>Discard draft</button></p>
            <noscript><p class="draft-says small faint">Without JavaScript, drafts are not kept: send before you leave this page.</p></noscript>
            """);
    }

    private static void Name(DraftForm draft, TagHelperOutput output)
    {
        output.Attributes.SetAttribute("data-draft", $"{draft.Place.Kind} {draft.Place.Subject}");
        output.Attributes.SetAttribute("data-draft-person", $"{draft.PersonId}");
        foreach (var (name, value) in new[] { (DraftForm.IdField, $"{draft.Id}"), (DraftForm.KindField, $"{draft.Place.Kind}"), (DraftForm.VersionField, draft.Version.ToString(CultureInfo.InvariantCulture)) })
            output.PostContent.AppendHtml($"<input type=\"hidden\" name=\"{name}\" value=\"{value}\">");
        if (draft.Others.Count > 0)
            output.PostContent.AppendHtml(Others(draft.Others));
    }

    private static string Others(IReadOnlyList<OtherDraft> others)
    {
        var html = new StringBuilder("<details class=\"other-drafts\" open><summary>Typed here in another window</summary>");
        foreach (var other in others)
        {
            var words = WebUtility.HtmlEncode(other.Words);
            html.Append(CultureInfo.InvariantCulture, $"<div><p class=\"said plain\">{words}</p><p class=\"row\" data-scripted hidden><button class=\"button small\" type=\"button\" data-draft-open=\"{other.Id}\">Open this draft</button><button class=\"link small\" type=\"button\" data-draft-end=\"{other.Id}\">Discard</button></p></div>");
        }

        return html.Append("</details>").ToString();
    }
}
