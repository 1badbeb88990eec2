using Microsoft.AspNetCore.Razor.TagHelpers;
using SupportDesk.Web.Assets;

namespace SupportDesk.Web.TagHelpers;

/// <summary>A Lucide icon from the sprite. Without <c>label</c> it is decoration; with it, it speaks.</summary>
public sealed class IconTagHelper(AssetPaths assets) : TagHelper
{
    public required string Name { get; set; }

    public string? Label { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass("icon");
        output.Speak(Label);
        output.Content.SetHtmlContent($"<use href=\"{assets.Icon(Name)}\"></use>");
    }
}
