using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SupportDesk.Web.TagHelpers;

/// <summary>Time left until a due moment, by the desk's clock: <c>1d 4h</c>, or <c>−2h</c> in red when it is over. A dash without one.</summary>
public sealed class TimeLeftTagHelper(DeskClock clock) : TagHelper
{
    public DateTimeOffset? At { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagMode = TagMode.StartTagAndEndTag;
        if (At is not { } at)
        {
            output.TagName = "span";
            output.AddClass("left", "none");
            output.Content.SetHtmlContent("<span aria-hidden=\"true\">—</span><span class=\"heard\">no time set</span>");
            return;
        }
        var left = at - clock.Now;
        output.TagName = "time";
        output.AddClass("left", left < TimeSpan.Zero ? "late" : null);
        output.Attributes.SetAttribute("datetime", TimeAgoTagHelper.Iso(at));
        output.Attributes.SetAttribute("title", "Due " + TimeAgoTagHelper.Full(at));
        output.Attributes.SetAttribute("data-left", "");
        output.Content.SetContent(Short(left));
    }

    /// <summary>The two largest units while there are days, else one: 3d 2h, 3d, 5h, 38m. A minus (U+2212) when it is over.</summary>
    internal static string Short(TimeSpan left)
    {
        var whole = left.Duration();
        var words = whole.TotalDays >= 1 ? whole.Hours == 0 ? $"{whole.Days}d" : $"{whole.Days}d {whole.Hours}h"
            : whole.TotalHours >= 1 ? $"{whole.Hours}h"
            : $"{whole.Minutes}m";
        return (left < TimeSpan.Zero ? "−" : "") + words.ToString(CultureInfo.InvariantCulture);
    }
}
