namespace SupportDesk.Mail.Parsing;

/// <summary>How one message is read: how much of it is looked at (what is over is kept raw and named on the ticket, threat T17), and in which letters.</summary>
public sealed record ParseLimits
{
    public static ParseLimits Default { get; } = new();

    /// <summary>The charset in which a person wants texts read that are no UTF-8, or whose letters are in doubt; null leaves it to the message.</summary>
    public string? ReadAs { get; init; }

    /// <summary>Bytes of the raw message.</summary>
    public long Size { get; init; } = 40 * 1024 * 1024;

    /// <summary>MIME parts, leaves and containers together.</summary>
    public int Parts { get; init; } = 1_000;

    /// <summary>Containers inside each other.</summary>
    public int Depth { get; init; } = 40;

    /// <summary>Header fields of the message and of each part.</summary>
    public int Headers { get; init; } = 2_000;

    /// <summary>Bytes of all header fields of the message or of one part.</summary>
    public int HeaderBytes { get; init; } = 1024 * 1024;

    /// <summary>Bytes of one header field; the rest of it is left out.</summary>
    public int FieldBytes { get; init; } = 32 * 1024;

    /// <summary>Attachments kept.</summary>
    public int Files { get; init; } = 200;

    /// <summary>Characters of text or HTML that are read for new words; the rest is left out.</summary>
    public int TextLength { get; init; } = 2_000_000;

    /// <summary>Addresses read in one header.</summary>
    public int Addresses { get; init; } = 500;

    /// <summary>Elements inside each other in an HTML part; deeper ones are shown as text only.</summary>
    public int HtmlDepth { get; init; } = 256;

    /// <summary>Elements of an HTML part; more are shown as text only.</summary>
    public int HtmlElements { get; init; } = 20_000;
}
