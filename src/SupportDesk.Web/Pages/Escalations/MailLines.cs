using SupportDesk.Escalations;
using SupportDesk.Mail;

namespace SupportDesk.Web.Pages.Escalations;

/// <summary>Mails of a case as sentences.</summary>
internal static class MailLines
{
    public static string Of(MailKind kind) => kind switch
    {
        MailKind.Delivery => "The case",
        MailKind.LevelReminder => "A reminder",
        MailKind.Overdue => "That the level below is late",
        MailKind.Answer => "An answer",
        MailKind.Returned => "That something is missing",
        MailKind.CaseDecided => "That it is decided",
        MailKind.CaseWithdrawn => "That it was withdrawn",
        MailKind.Confirmation => "The exact words, to be confirmed",
        MailKind.Understood => "What their mail did",
        MailKind.ConsentQuestion => "The question for consent",
        MailKind.PassedOn => "The word that it was passed on",
        MailKind.ConsentReminder => "The reminder to answer",
        MailKind.FreshLink => "A fresh link",
        MailKind.Step => "News of a step",
        MailKind.Question => "A question",
        MailKind.Decision => "The decision",
        _ => TagHelpers.Markup.Words($"{kind}"),
    };

    public static string Of(StaffMail mail) => mail.Fate switch
    {
        MailFate.Accepted => "accepted by their mail server",
        MailFate.Bundled => "left together with others",
        MailFate.CalledOff => "called off",
        MailFate.Refused => "could not be delivered",
        MailFate.Bounced => "came back",
        _ => "has not left yet",
    };

    public static string Of(SupporterMails mails) => string.Join(", ", new (int Count, string Words)[]
    {
        (mails.Accepted, "accepted"), (mails.Waiting, "not left yet"), (mails.CalledOff, "called off"), (mails.Refused, "could not be delivered"), (mails.Bounced, "came back"),
    }.Where(part => part.Count > 0).Select(part => $"{part.Count} {part.Words}"));
}
