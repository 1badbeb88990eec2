using Microsoft.AspNetCore.Razor.TagHelpers;
using SupportDesk.Web.Assets;

namespace SupportDesk.Web.TagHelpers;

/// <summary>The level where something passed up stands, by the level's name, in violet. Renders nothing without a level.</summary>
public sealed class ClimbsTagHelper(AssetPaths assets) : TagHelper
{
    public string? Level { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (string.IsNullOrEmpty(Level))
        {
            output.SuppressOutput();
            return;
        }
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass("climbs");
        output.Content.AppendHtml($"<svg class=\"icon\" aria-hidden=\"true\"><use href=\"{assets.Icon("arrow-up")}\"></use></svg><span class=\"heard\">Passed up, stands at </span>");
        output.Content.Append(Level);
    }
}
