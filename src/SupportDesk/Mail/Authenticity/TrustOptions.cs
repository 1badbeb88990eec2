namespace SupportDesk.Mail.Authenticity;

/// <summary>Whose word a mailbox takes for where a mail came from: part of its settings.</summary>
public sealed class TrustOptions
{
    /// <summary>
    /// The names under which the mailbox's own receiving server signs its Authentication-Results (RFC 8601 2.5). That server must remove
    /// foreign fields in its name (section 5 there). Empty: no field is believed, and no mail is proved by one.
    /// </summary>
    public string[] AuthServIds { get; set; } = [];

    /// <summary>Further hosts of ours through which mail passes after the receiving server: their Received fields are stepped over.</summary>
    public string[] Hosts { get; set; } = [];

    /// <summary>
    /// Senders (From) of contact forms and of groups that rewrite From, our own addresses among them: whom such a mail names in X-Original-From or Reply-To is its requester
    /// and is acknowledged, though never proved.
    /// </summary>
    public string[] FormSenders { get; set; } = [];

    /// <summary>
    /// Labels of the field in such a mail's text that holds the address of whoever filled in the form, such as <c>E-mail</c>: read where the mail has no Reply-To
    /// of theirs.
    /// </summary>
    public string[] FormFields { get; set; } = [];
}
