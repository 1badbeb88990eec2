using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SupportDesk.Web.TagHelpers;

/// <summary>A moment: absolute from the server, relative in the browser (times.js), the exact one in the title. Renders nothing without a moment.</summary>
public sealed class TimeAgoTagHelper(DeskClock clock) : TagHelper
{
    public DateTimeOffset? At { get; set; }

    /// <summary>Keep the date, as in a list of receipts: only the title is turned to the reader's zone.</summary>
    public bool Exact { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (At is not { } at)
        {
            output.SuppressOutput();
            return;
        }
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", Iso(at));
        output.Attributes.SetAttribute("title", Full(at));
        output.Attributes.SetAttribute(Exact ? "data-exact" : "data-ago", "");
        output.Content.SetContent(Short(at, clock.Now));
    }

    internal static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    internal static string Full(DateTimeOffset at) => at.UtcDateTime.ToString("dddd, d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Day and time with its zone; the day and the year where it is another one. A browser says it in its own zone (times.js).</summary>
    internal static string Short(DateTimeOffset at, DateTimeOffset now) =>
        at.UtcDateTime.ToString(at.UtcDateTime.Year == now.UtcDateTime.Year ? "d MMM HH:mm 'UTC'" : "d MMM yyyy", CultureInfo.InvariantCulture);
}
