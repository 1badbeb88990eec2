using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SupportDesk.Web.TagHelpers;

/// <summary>A person's initials in a disc: blue for requesters, green for staff. Say <c>alone</c> where no name stands beside it.</summary>
public sealed class FaceTagHelper : TagHelper
{
    public required string Name { get; set; }

    public bool Staff { get; set; }

    public bool Small { get; set; }

    public bool Alone { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass("face", Staff ? "staff" : null, Small ? "small" : null);
        output.Speak(Alone ? Name : null);
        if (Alone)
            output.Attributes.SetAttribute("title", Name);
        output.Content.SetContent(Initials(Name));
    }

    /// <summary>First letters of the first and the last word, or the first two letters of a single one. Letters only: an address gives its name's.</summary>
    internal static string Initials(string name)
    {
        var words = name.Split([' ', '.', '-', '_', '@'], StringSplitOptions.RemoveEmptyEntries).Where(word => char.IsLetterOrDigit(word, 0)).ToList();
        var letters = words.Count switch
        {
            0 => "?",
            1 => FirstOf(words[0], 2),
            _ => FirstOf(words[0], 1) + FirstOf(words[^1], 1),
        };
        return letters.ToUpperInvariant();
    }

    private static string FirstOf(string word, int count) =>
        new System.Globalization.StringInfo(word) is var text && text.LengthInTextElements > count ? text.SubstringByTextElements(0, count) : word;
}
