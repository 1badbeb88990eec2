using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SupportDesk.Web.TagHelpers;

/// <summary>The whole case's own clock, which no level can stop: <c>36d 2h in all</c>.</summary>
public sealed class CaseAgeTagHelper(DeskClock clock) : TagHelper
{
    public DateTimeOffset Since { get; set; }

    /// <summary>When the case was decided; null while it is on its way.</summary>
    public DateTimeOffset? Until { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", TimeAgoTagHelper.Iso(Since));
        output.Attributes.SetAttribute("title", "Raised " + TimeAgoTagHelper.Full(Since));
        output.Content.SetContent(TimeLeftTagHelper.Short((Until ?? clock.Now) - Since) + " in all");
    }
}
