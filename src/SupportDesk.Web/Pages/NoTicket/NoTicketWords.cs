using System.Globalization;
using SupportDesk.Mail.Incoming;

namespace SupportDesk.Web.Pages.NoTicket;

/// <summary>The page's words for mail that made no ticket.</summary>
internal static class NoTicketWords
{
    public const string Path = "/mail/no-ticket";

    public static readonly (NoTicketKind Kind, string Filter, string One)[] Kinds =
    [
        (NoTicketKind.Report, "Delivery reports", "Delivery report"),
        (NoTicketKind.Program, "Programs’ answers", "A program’s answer"),
        (NoTicketKind.Copy, "Copies", "Copy"),
        (NoTicketKind.OwnMail, "Our own mail", "Our own mail"),
        (NoTicketKind.Case, "About cases", "About a case"),
        (NoTicketKind.Other, "Other", "Other"),
    ];

    public static string One(NoTicketKind kind) => Kinds.First(k => k.Kind == kind).One;

    public static string Day(DateOnly day, DateOnly today) =>
        day == today ? "Today" : day == today.AddDays(-1) ? "Yesterday" : day.ToString("dddd, d MMM", CultureInfo.InvariantCulture);
}
