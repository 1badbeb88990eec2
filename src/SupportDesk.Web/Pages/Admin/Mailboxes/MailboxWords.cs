using SupportDesk.Mail;

namespace SupportDesk.Web.Pages.Admin.Mailboxes;

/// <summary>A mailbox's state in a word.</summary>
public static class MailboxWords
{
    public static string Path(string name) => $"/admin/mailboxes/{Uri.EscapeDataString(name)}";

    public static string State(MailboxNow box, IReadOnlyList<string> troubles) => !box.IsFetched ? "Disabled" : troubles.Count > 0 ? "Failed" : box.Watch.Waiting > 0 ? "Waiting" : "Healthy";

    public static string Says(MailboxNow box, IReadOnlyList<string> troubles) =>
        !box.IsFetched ? "Not fetched" : troubles.Count > 0 ? "Needs a look" : box.Watch.Waiting > 0 ? "Catching up" : "Works";

    public static string NoContact(MailboxNow box) => box.IsFetched ? "None yet" : "Not fetched: mail comes by the mail room or the API";

    /// <summary>How far behind it is.</summary>
    public static string Lag(MailboxNow box) => box.Watch.Waiting switch
    {
        0 => "Up to date",
        1 => "One mail waits",
        var many => $"{many} mails wait",
    };

    public static string Security(MailSecurity security) => security switch { MailSecurity.Tls => "TLS", MailSecurity.StartTls => "STARTTLS", _ => "not secured" };

    public static string Size(long bytes) => bytes < 10 * 1024 ? $"{bytes} bytes" : bytes < 10 * 1024 * 1024 ? $"{bytes / 1024} KB" : $"{bytes / 1024 / 1024} MB";

    public static string Start(SourceOptions source) => source.Start switch
    {
        MailStart.Now => "Only what arrives from now on",
        MailStart.Date => $"What arrived since {source.StartDate:d MMMM yyyy}",
        MailStart.Archive => "What lay there before is history, the rest is new mail",
        _ => "Everything is new mail",
    };
}
