using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SupportDesk.Escalations;

/// <summary>
/// What a receipt's <see cref="Receipt.Details"/> stand for: a salt, the canonical details and who acted. Beside the receipt, so that an
/// erasure can empty it while the chain of hashes still verifies; the salt keeps emptied details from being guessed.
/// </summary>
public sealed class ReceiptDetails
{
    private ReceiptDetails() { }

    public Guid EscalationId { get; private init; }

    public int No { get; private init; }

    /// <summary>16 random bytes; empty once erased.</summary>
    public byte[] Salt { get; private set; } = [];

    /// <summary>A flat canonical JSON object of ids, numbers and enum values; empty once erased.</summary>
    public string Json { get; private set; } = "";

    /// <summary>Who acted; null once erased.</summary>
    public Guid? ActorId { get; private set; }

    public DateTimeOffset? ErasedAt { get; private set; }

    internal static ReceiptDetails Of(Guid escalation, int no, IEnumerable<KeyValuePair<string, object>> details, Guid actor, byte[] salt) => new()
    {
        EscalationId = escalation,
        No = no,
        Salt = salt,
        Json = CanonicalJson.Write([.. details, new("actor", actor.ToString("D"))]),
        ActorId = actor,
    };

    /// <summary>The numbers among canonical details, by name; none where they were erased.</summary>
    public static IReadOnlyDictionary<string, int> NumbersOf(string json)
    {
        using var details = JsonDocument.Parse(json.Length == 0 ? "{}" : json);
        return details.RootElement.EnumerateObject().Where(m => m.Value.ValueKind == JsonValueKind.Number).ToDictionary(m => m.Name, m => m.Value.GetInt32());
    }

    internal static byte[] NewSalt() => RandomNumberGenerator.GetBytes(16);

    /// <summary>SHA-256 over the salt followed by the UTF-8 bytes of the details, lower-case hex.</summary>
    public string ComputeHash() => Convert.ToHexStringLower(SHA256.HashData([.. Salt, .. Encoding.UTF8.GetBytes(Json)]));

    /// <summary>Empties salt, details and actor; the receipt keeps their hash.</summary>
    public void Erase(DateTimeOffset at)
    {
        Salt = [];
        Json = "";
        ActorId = null;
        ErasedAt = at;
    }
}
