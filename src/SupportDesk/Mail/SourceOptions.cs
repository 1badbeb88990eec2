using System.ComponentModel.DataAnnotations;

namespace SupportDesk.Mail;

/// <summary>What a mailbox that is watched for the first time does with the mail that lies there already.</summary>
public enum MailStart
{
    /// <summary>Leaves it untouched: only what arrives from now on is taken in.</summary>
    Now,

    /// <summary>Leaves untouched what arrived before <see cref="SourceOptions.StartDate"/>; the rest is taken in, and answered, like new mail.</summary>
    Date,

    /// <summary>Takes it in as history: closed tickets that staff find again. Nothing is answered or announced, and no clock runs.</summary>
    Archive,

    /// <summary>Takes it in, and answers it, like new mail.</summary>
    All,
}

/// <summary>How a connection to a mail server is secured; there is no falling back to less.</summary>
public enum MailSecurity { None, StartTls, Tls }

/// <summary>What every place has that a mailbox is read from.</summary>
public abstract class SourceOptions : IValidatableObject
{
    /// <summary>Now, Date, Archive or All; counts only the first time the mailbox is watched.</summary>
    public MailStart Start { get; set; } = MailStart.Now;

    /// <summary>With <c>"Start": "Date"</c>: the first day, in UTC, whose mail is taken in, e.g. <c>2026-01-31</c>.</summary>
    public DateOnly? StartDate { get; set; }

    /// <summary>Seconds between looks where nothing tells of new mail by itself.</summary>
    [Range(1, 3600, ErrorMessage = "expected seconds from 1 to 3600.")]
    public int PollSeconds { get; set; } = 30;

    public virtual IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Start == MailStart.Date && StartDate is null)
            yield return new("expected a day like 2026-01-31, since Start is Date.", [nameof(StartDate)]);
        if (Start != MailStart.Date && StartDate is not null)
            yield return new($"expected nothing, since Start is {Start}; a day goes with \"Start\": \"Date\".", [nameof(StartDate)]);
    }
}
