using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SupportDesk.Web.TagHelpers;

/// <summary>Words that a person typed, with their paragraphs, lists and line breaks. Renders nothing without words.</summary>
public sealed class ParagraphsTagHelper : TagHelper
{
    public string? Of { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (string.IsNullOrWhiteSpace(Of))
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass("prose");
        output.Attributes.SetAttribute("dir", "auto");
        output.Content.SetHtmlContent(PlainText.ToHtml(Of));
    }
}
