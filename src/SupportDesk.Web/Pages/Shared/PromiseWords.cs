using SupportDesk.Calendars;

namespace SupportDesk.Web.Pages.Shared;

/// <summary>Promised times for people: <c>2d</c> gives <c>2 working days</c>.</summary>
internal static class PromiseWords
{
    public static string Of(PromisedTime time)
    {
        var unit = $"{time.Unit}".ToLowerInvariant();
        return $"{time.Amount} {(time.Plain ? "" : "working ")}{(time.Amount == 1 ? unit[..^1] : unit)}";
    }

    public static string Of(string written) => Of(PromisedTime.Parse(written));
}
