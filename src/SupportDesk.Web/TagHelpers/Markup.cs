using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SupportDesk.Web.TagHelpers;

internal static class Markup
{
    /// <summary>Puts the part's own class before those written in the page.</summary>
    public static void AddClass(this TagHelperOutput output, params string?[] names)
    {
        var written = output.Attributes["class"]?.Value?.ToString();
        output.Attributes.SetAttribute("class", string.Join(' ', names.Append(written).Where(name => !string.IsNullOrEmpty(name))));
    }

    /// <summary>A picture with a label speaks it; without one it is hidden from those who listen.</summary>
    public static void Speak(this TagHelperOutput output, string? label)
    {
        if (label is null)
        {
            output.Attributes.SetAttribute("aria-hidden", "true");
            return;
        }
        output.Attributes.SetAttribute("role", "img");
        output.Attributes.SetAttribute("aria-label", label);
    }

    public static TagBuilder With(this TagBuilder tag, string text)
    {
        tag.InnerHtml.Append(text);
        return tag;
    }

    /// <summary><c>OnHold</c> gives <c>on-hold</c>; words with spaces likewise.</summary>
    public static string Kebab(string word) =>
        string.Concat(word.Select((letter, at) => letter == ' ' ? "-"
            : char.IsUpper(letter) && at > 0 && char.IsLower(word[at - 1]) ? "-" + char.ToLowerInvariant(letter)
            : char.ToLowerInvariant(letter).ToString()));

    /// <summary><c>OnHold</c> gives <c>On hold</c>.</summary>
    public static string Words(string word)
    {
        var spaced = Kebab(word).Replace('-', ' ');
        return spaced.Length == 0 ? spaced : char.ToUpperInvariant(spaced[0]) + spaced[1..];
    }
}
