using System.ComponentModel.DataAnnotations;

namespace SupportDesk.Mail;

/// <summary><c>Mail:Breaker</c>: how much one address may make the desk answer by itself. What is over is recorded like any mail, and the ticket says that nobody was told.</summary>
public sealed class BreakerOptions
{
    /// <summary>Acknowledgements to one address within an hour: two, so that a loop ends with its fifth mail.</summary>
    [Range(1, 100, ErrorMessage = "expected a number from 1 to 100.")]
    public int AcknowledgementsAnHour { get; set; } = 2;

    /// <summary>Acknowledgements to one address within a day, for what answers slowly.</summary>
    [Range(1, 1000, ErrorMessage = "expected a number from 1 to 1000.")]
    public int AcknowledgementsADay { get; set; } = 6;

    /// <summary>Notices to an assignee about one ticket, and answers of theirs by mail to it, within ten minutes.</summary>
    [Range(1, 100, ErrorMessage = "expected a number from 1 to 100.")]
    public int NoticesInTenMinutes { get; set; } = 3;

    /// <summary>Mails of one sender within an hour after which nothing is answered and nobody is told by mail.</summary>
    [Range(1, 10_000, ErrorMessage = "expected a number from 1 to 10000.")]
    public int MailsAnHour { get; set; } = 30;

    /// <summary>Invalid reply tokens of one sender within an hour after which theirs are not looked at: guessing costs more than it finds.</summary>
    [Range(1, 1000, ErrorMessage = "expected a number from 1 to 1000.")]
    public int BadTokensAnHour { get; set; } = 10;
}
