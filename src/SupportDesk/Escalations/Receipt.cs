using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SupportDesk.Escalations;

/// <summary>What a receipt is for. Its word in the hash is the name in lower case with spaces: <c>taken up</c>, <c>timed out</c>.</summary>
public enum ReceiptKind
{
    Raised, Delivered, Opened, Acknowledged, Asked, Answered, Returned, Forwarded, Skipped, TakenUp,
    Reminded, TimedOut, Withdrawn, Merged, Moved, Decided, Told, Reopened, Effective,

    /// <summary>No notice reached anybody who held the level.</summary>
    Undeliverable,
}

/// <summary>
/// One step of an escalation, linked to the one before by its hash (docs/receipts.md). It holds no words and no names, is inserted once
/// and never changed. Its hash is SHA-256 over the canonical JSON (RFC 8785) of
/// <c>{v, escalation, no, kind, at, level, levelName, by, details, previous}</c>.
/// </summary>
public sealed class Receipt
{
    /// <summary>The form of the hashed object.</summary>
    internal const int Form = 1;

    private Receipt() { }

    public Guid EscalationId { get; private init; }

    /// <summary>1 for the first, then without a gap.</summary>
    public int No { get; private init; }

    public ReceiptKind Kind { get; private init; }

    /// <summary>UTC, whole milliseconds.</summary>
    public DateTimeOffset At { get; private init; }

    /// <summary>The level where the case stood when this happened, from 1; 0 before the first.</summary>
    public int Level { get; private init; }

    /// <summary>That level's name then; empty before the first.</summary>
    public string LevelName { get; private init; } = "";

    /// <summary>In what capacity it was done: <c>level 2</c>, <c>agent</c>, <c>administrator</c>, <c>supporter</c>, <c>system</c>.</summary>
    public string By { get; private init; } = "";

    /// <summary>SHA-256 over the salt and the canonical details, lower-case hex; the details themselves may have been erased.</summary>
    public string Details { get; private init; } = "";

    /// <summary>The hash of the receipt before; for the first, SHA-256 of the escalation's id.</summary>
    public string Previous { get; private init; } = "";

    public string Hash { get; private init; } = "";

    /// <summary>The kind's word in the hashed object and on pages.</summary>
    public string Word => WordFor(Kind);

    internal static Receipt Of(Guid escalation, int no, ReceiptKind kind, DateTimeOffset at, (int No, string Name) level, string by, string details, string previous)
    {
        var unhashed = new Receipt { EscalationId = escalation, No = no, Kind = kind, At = at, Level = level.No, LevelName = level.Name, By = by, Details = details, Previous = previous };
        return new Receipt
        {
            EscalationId = escalation,
            No = no,
            Kind = kind,
            At = at,
            Level = level.No,
            LevelName = level.Name,
            By = by,
            Details = details,
            Previous = previous,
            Hash = unhashed.ComputeHash(),
        };
    }

    /// <summary>What the first receipt of an escalation names as the one before: SHA-256 of its id, written in lower case with hyphens.</summary>
    public static string Beginning(Guid escalation) => Sha256(escalation.ToString("D"));

    /// <summary>The hash that this receipt's contents give, lower-case hex.</summary>
    public string ComputeHash() => Sha256(Canonical());

    /// <summary><see cref="At"/> as it is hashed.</summary>
    public string Moment => At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The text that is hashed.</summary>
    public string Canonical() => CanonicalJson.Write(
    [
        new("v", Form),
        new("escalation", EscalationId.ToString("D")),
        new("no", No),
        new("kind", Word),
        new("at", Moment),
        new("level", Level),
        new("levelName", LevelName),
        new("by", By),
        new("details", Details),
        new("previous", Previous),
    ]);

    private static string WordFor(ReceiptKind kind) => kind switch
    {
        ReceiptKind.TakenUp => "taken up",
        ReceiptKind.TimedOut => "timed out",
        ReceiptKind.Undeliverable => "could not be delivered",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
