using System.ComponentModel.DataAnnotations;
using SupportDesk.Mail.Authenticity;
using SupportDesk.People;

namespace SupportDesk.Mail;

/// <summary>Section <c>Mail</c> of appsettings.json.</summary>
public sealed class MailOptions : IValidatableObject
{
    /// <summary>The addresses of the desk. The first one sends what belongs to no ticket.</summary>
    public List<MailboxOptions> Mailboxes { get; set; } = [];

    /// <summary>The server that takes what leaves; without a host the mail room is the recipient.</summary>
    public OutgoingOptions Outgoing { get; set; } = new();

    /// <summary>The keys with which raw messages may be handed in over HTTP.</summary>
    public List<RawKeyOptions> RawKeys { get; set; } = [];

    /// <summary>The desk's own check of signatures.</summary>
    public SignatureOptions Signatures { get; set; } = new();

    /// <summary>How much one address may make the desk answer by itself.</summary>
    public BreakerOptions Breaker { get; set; } = new();

    /// <summary>Acknowledgements within an hour to senders whom nothing proves, over all addresses; 0: none.</summary>
    [Range(0, 100_000, ErrorMessage = "expected a number from 0 to 100000.")]
    public int UnprovedAcknowledgementsPerHour { get; set; } = 100;

    /// <summary>Days for which the raw form of an incoming mail is kept.</summary>
    [Range(1, 36500)]
    public int KeepRawDays { get; set; } = 365;

    /// <summary>The settings of a mailbox by its name, or null where it came from elsewhere.</summary>
    public MailboxOptions? Named(string name) => Mailboxes.Find(m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase));

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var twice in Mailboxes.CountBy(m => m.Name, StringComparer.OrdinalIgnoreCase).Where(n => n.Value > 1))
            yield return new($"Two mailboxes are named “{twice.Key}”; expected a name of its own for each.");
        foreach (var twice in Mailboxes.Select(m => MailAddress.Fold(m.Address)).OfType<string>().CountBy(a => a).Where(n => n.Value > 1))
            yield return new($"Two mailboxes have the address “{twice.Key}”; expected one for each address.");
        foreach (var key in RawKeys.Where(k => Mailboxes.Count > 0 && Named(k.Mailbox) is null))
            yield return new($"A key of RawKeys names the mailbox “{key.Mailbox}”; expected one of {string.Join(", ", Mailboxes.Select(m => m.Name))}.");
    }
}

/// <summary>How history is added to a reply that leaves.</summary>
public enum Quoting { None, Last, All }

/// <summary>One entry of <c>Mail:Mailboxes</c>.</summary>
public sealed class MailboxOptions : IValidatableObject
{
    /// <summary>By which administration and other settings call it, e.g. <c>support</c>.</summary>
    [Required(ErrorMessage = "expected a name, e.g. support."), StringLength(60, ErrorMessage = "expected at most 60 characters.")]
    public string Name { get; set; } = "";

    /// <summary>Where people write to, e.g. <c>support@example.org</c>.</summary>
    public string Address { get; set; } = "";

    /// <summary>How a person's own reply address is shaped, e.g. <c>support+{token}@example.org</c>; empty: the address with <c>+{token}</c> before the @.</summary>
    public string ReplyTo { get; set; } = "";

    /// <summary>The name in From.</summary>
    [StringLength(80, ErrorMessage = "expected at most 80 characters.")]
    public string SenderName { get; set; } = "Support";

    /// <summary>The team whose queue its tickets come to; founded at start where there is none of that name. Empty: none.</summary>
    [StringLength(60, ErrorMessage = "expected at most 60 characters.")]
    public string Team { get; set; } = "";

    /// <summary>The language of people whose own is not known (BCP 47).</summary>
    [RegularExpression("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", ErrorMessage = "expected a language like en or pt-BR.")]
    public string Language { get; set; } = "en";

    /// <summary>The time zone (IANA) of people whose own is not known. Empty: <see cref="SiteOptions.TimeZone"/>.</summary>
    public string TimeZone { get; set; } = "";

    /// <summary>Whether a new ticket is acknowledged by mail.</summary>
    public bool Acknowledge { get; set; } = true;

    /// <summary>What of the history a reply quotes: None, Last (the post it answers) or All.</summary>
    public Quoting Quote { get; set; } = Quoting.Last;

    /// <summary>Whose word is taken for where a mail came from.</summary>
    public TrustOptions Trust { get; set; } = new();

    /// <summary>The server it is fetched from; without it and without <see cref="Maildir"/>, mail comes in by HTTP or the mail room only.</summary>
    public ImapOptions? Imap { get; set; }

    /// <summary>The folder it is fetched from, in place of a server.</summary>
    public MaildirOptions? Maildir { get; set; }

    /// <summary>Where it is read from; null where mail comes in by other doors.</summary>
    public SourceOptions? Source => Maildir is null ? Imap : Maildir;

    /// <summary>The shape of reply addresses, with the default filled in.</summary>
    public string ReplyShape => ReplyTo.Length > 0 ? ReplyTo : string.Concat(Address.AsSpan(0, Address.LastIndexOf('@')), "+{token}", Address.AsSpan(Address.LastIndexOf('@')));

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MailAddress.Fold(Address) is null)
            yield return new("expected a mail address like support@example.org.", [nameof(Address)]);
        else if (ReplyTo.Length > 0 && (!ReplyTo.Contains("{token}", StringComparison.Ordinal) || MailAddress.Fold(ReplyTo.Replace("{token}", "token", StringComparison.Ordinal)) is null))
            yield return new("expected an address with {token} in it, like support+{token}@example.org.", [nameof(ReplyTo)]);
        foreach (var wrong in Trust.FormSenders.Where(a => MailAddress.Fold(a) is null))
            yield return new($"Trust:FormSenders holds “{Words.Cut(Words.OneLine(wrong), 80)}”; expected a mail address like forms@example.org.", [nameof(Trust)]);
        if (TimeZone.Length > 0 && TimeZones.Find(TimeZone) is null)
            yield return new(TimeZones.Expected, [nameof(TimeZone)]);
        if (Imap is not null && Maildir is not null)
            yield return new("expected one place to read from, Imap or Maildir; both are given.", [nameof(Maildir)]);
    }
}
