namespace SupportDesk.Mail.Parsing;

/// <summary>
/// What was understood of one message. Nothing here is believed yet: addresses are as written, tokens are only candidates, and who
/// really sent it is the verdict's question. Every text is free of NUL, lone surrogates and other control characters.
/// </summary>
public sealed record ParsedMail
{
    /// <summary>Why the message could not be understood, as a sentence for an agent; null when it was. The rest is then as far as it came.</summary>
    public string? Unreadable { get; init; }

    /// <summary>The writer: the first usable address of From, else of Sender. Null when there is none.</summary>
    public WrittenAddress? From { get; init; }

    /// <summary>Every address that claims to be the writer. More than one, or a group, proves nobody (threat T04d).</summary>
    public IReadOnlyList<WrittenAddress> Authors { get; init; } = [];

    public IReadOnlyList<WrittenAddress> ReplyTo { get; init; } = [];

    /// <summary>X-Original-From: whom a mailing group took out of From. Anybody can write it, as they can From.</summary>
    public IReadOnlyList<WrittenAddress> OriginalFrom { get; init; } = [];

    public IReadOnlyList<WrittenAddress> To { get; init; } = [];
    public IReadOnlyList<WrittenAddress> Cc { get; init; } = [];

    /// <summary>One line of at most 255 characters; empty when there is none.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The Date header, in UTC. Only to be displayed: anyone can write any date.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Without angle brackets; <see cref="MessageIds.Key"/> makes the form to compare.</summary>
    public string? MessageId { get; init; }

    public IReadOnlyList<string> InReplyTo { get; init; } = [];
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>The new words, without quoted history and signature, as plain text with LF line ends.</summary>
    public string NewText { get; init; } = "";

    /// <summary>The new words as our small subset of HTML (<see cref="PostHtml"/>). Pictures of this mail stand as <c>attachment:N</c>; <see cref="HtmlWith"/> gives them addresses.</summary>
    public string NewHtml { get; init; } = "";

    public string Signature { get; init; } = "";

    /// <summary>The signature in the subset of <see cref="PostHtml"/>.</summary>
    public string SignatureHtml { get; init; } = "";

    /// <summary>The folded history: everything cut out that is not the signature, in its order.</summary>
    public string QuotedText { get; init; } = "";

    /// <summary>The folded history in the subset of <see cref="PostHtml"/>.</summary>
    public string QuotedHtml { get; init; } = "";

    /// <summary>The plain form of the text, where it holds words that the formatted one does not; else null.</summary>
    public string? PlainForm { get; init; }

    /// <summary>The whole decoded text before anything was folded.</summary>
    public string WholeText { get; init; } = "";

    /// <summary>The HTML part as it was sent, unsanitised, for "as it was sent"; null where the mail has none or it was too deep or too large to be shown.</summary>
    public string? OriginalHtml { get; init; }

    /// <summary>The documents of which <see cref="OriginalHtml"/> consists, one for each formatted part; none where the page shows the plain text.</summary>
    internal IReadOnlyList<string> HtmlPieces { get; init; } = [];

    public IReadOnlyList<MailFile> Files { get; init; } = [];

    /// <summary>Written by a machine in answer to a mail, or to nobody in particular: an out-of-office, a receipt, a robot (RFC 3834).</summary>
    public bool IsAutoReply { get; init; }

    /// <summary>A report that a mail could not be delivered, or not yet, told by its form or by two independent signs.</summary>
    public bool IsBounce { get; init; }

    /// <summary>It may be a machine's report or a person's mail about one: too little tells them apart.</summary>
    public bool IsUnclearReport { get; init; }

    /// <summary>A delivery report that says "still trying": the address keeps its standing.</summary>
    public bool IsDelayNotice { get; init; }

    /// <summary>The addresses that a report names: those that failed, or whose owners complained about spam. Of an unclear report they are a guess.</summary>
    public IReadOnlyList<FailedAddress> Bounced { get; init; } = [];

    /// <summary>What it says about being answered by machines.</summary>
    public AnswerMarks Marks { get; init; } = AnswerMarks.None;

    /// <summary>A mailing list's or bulk sender's mail: whoever wrote it, no machine answers it.</summary>
    public bool IsBulk => Marks.IsBulk;

    /// <summary>A complaint about spam in the abuse report format (RFC 5965).</summary>
    public bool IsFeedbackReport { get; init; }

    /// <summary>An upstream filter called it spam.</summary>
    public bool IsMarkedSpam { get; init; }

    /// <summary>A machine wrote it.</summary>
    public bool IsAutomatic => IsAutoReply || IsBounce || IsFeedbackReport;

    /// <summary>The original mail's author where somebody forwarded it (its text stays whole in <see cref="NewText"/>).</summary>
    public WrittenAddress? ForwardedFrom { get; init; }

    /// <summary>What stands in <see cref="NewText"/> above the mail that was passed on; empty without one.</summary>
    public string ForwardedAbove { get; init; } = "";

    /// <summary>The words of the mail that was passed on, without its head; empty without one.</summary>
    public string ForwardedText { get; init; } = "";

    /// <summary>What was left out, and why: one sentence each, for the ticket.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>Why letters of the text may be wrong, as a sentence for an agent; null where nothing speaks for it.</summary>
    public string? LetterDoubt { get; init; }

    /// <summary>What a reader must know of it beside its words: one sentence each, for the ticket.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The events of its calendars.</summary>
    public IReadOnlyList<Invitation> Invitations { get; init; } = [];

    /// <summary>Where our signed reply token may stand: addresses it was sent to, then Message-IDs answered to, newest first, as written.</summary>
    public IReadOnlyList<string> TokenCandidates { get; init; } = [];

    /// <summary>The first candidate that has the form of a reply token, in lower case; not verified. Null where none has.</summary>
    public string? Token => TokenCandidates.Select(TokenForm.In).FirstOrDefault(t => t is not null);

    /// <summary>Received and Authentication-Results headers, topmost first, for the verdict.</summary>
    public IReadOnlyList<TraceHeader> Trace { get; init; } = [];

    /// <summary><see cref="NewHtml"/> with the addresses under which the desk serves this mail's pictures.</summary>
    /// <param name="addressOf">From the index in <see cref="Files"/> to an address of ours, or null: the picture is left out.</param>
    public string HtmlWith(Func<int, string?> addressOf) => PostHtml.PlacePictures(NewHtml, addressOf);
}

/// <param name="Address">As written, trimmed; may be any text that stood there, so look for one @ before writing to it.</param>
/// <param name="Name">Decoded display name, one line; null where there is none.</param>
public sealed record WrittenAddress(string Address, string? Name)
{
    public override string ToString() => Name is null ? Address : $"{Name} <{Address}>";
}

/// <param name="Hard">True: the address is refused for good (5.x.x). False: it may work later (4.x.x, mailbox full). Null: not said.</param>
public sealed record FailedAddress(string Address, bool? Hard, string? Status = null, string? Reason = null);

/// <summary>A header a server on the way added.</summary>
/// <param name="IsReceived">A Received field; else an Authentication-Results field.</param>
public sealed record TraceHeader(bool IsReceived, string Value)
{
    /// <summary>Characters that are kept of a Received field; whether a value of nearly this length is whole is not known.</summary>
    public const int Longest = 2000;

    /// <summary>Characters that are kept of an Authentication-Results field: results on many signatures stand in one.</summary>
    public const int LongestResults = 16_000;
}

/// <summary>An attachment, an inline picture or a nested mail.</summary>
/// <param name="Name">Cleaned: no path, no control or direction characters, never empty, at most 200 characters.</param>
/// <param name="Type">As declared ("image/png"), lower case; "application/octet-stream" where it is nonsense. Never sent to a browser as it is.</param>
/// <param name="ContentId">Without angle brackets.</param>
/// <param name="IsInline">Shown in the text (by Content-ID, or disposition inline).</param>
public sealed record MailFile(string Name, string Type, ReadOnlyMemory<byte> Content, string? ContentId, bool IsInline)
{
    public long Size => Content.Length;

    public bool IsPicture => Type.StartsWith("image/", StringComparison.Ordinal);
}
