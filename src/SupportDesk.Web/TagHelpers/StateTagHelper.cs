using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SupportDesk.Web.TagHelpers;

/// <summary>A state as a dot and a word; the colour follows from the word, so an enum's name or its words may be given.</summary>
public sealed class StateTagHelper : TagHelper
{
    public required string Of { get; set; }

    /// <summary>Words to show where they differ from the state's own.</summary>
    public string? Words { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass("state", Markup.Kebab(Of));
        // Razor hands over a null as no words at all, and a mark without words says nothing.
        output.Content.SetContent(string.IsNullOrEmpty(Words) ? Markup.Words(Of) : Words);
    }
}
