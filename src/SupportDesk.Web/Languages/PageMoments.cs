using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using SupportDesk.Mail;
using SupportDesk.Web.TagHelpers;

namespace SupportDesk.Web.Languages;

/// <summary>
/// How a page for requesters says moments: as mails do (<see cref="Moments"/>), in the zone that the person chose, else in the browser's
/// (times.js) with the mailbox's as the text of the server.
/// </summary>
public sealed record PageMoments(DateTimeOffset Now, ReaderZone Reader)
{
    /// <summary>A moment, in the language of the request.</summary>
    public IHtmlContent Show(DateTimeOffset at)
    {
        var time = new TagBuilder("time").With(Moments.Say(at, Now, Reader.Zone, CultureInfo.CurrentCulture));
        time.Attributes["datetime"] = TimeAgoTagHelper.Iso(at);
        if (!Reader.IsChosen)
            time.Attributes["data-moment"] = "";
        return time;
    }

    /// <summary>A day of the calendar, in the language of the request.</summary>
    public string Show(DateOnly day) => Moments.SayDay(day, Now, Reader.Zone, CultureInfo.CurrentCulture);

    /// <summary>A sentence with moments in it.</summary>
    /// <param name="sentence">As the resource file has it, with {0} and {1}.</param>
    /// <param name="parts">Moments from <see cref="Show(DateTimeOffset)"/>, and text, which is encoded.</param>
    public static IHtmlContent Sentence(LocalizedString sentence, params object?[] parts) => new HtmlContentBuilder().AppendFormat(sentence.Value, parts);
}
