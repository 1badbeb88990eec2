namespace SupportDesk.Mail.Authenticity;

/// <summary>The signers that staff said to trust, by the writer's domain; both folded.</summary>
public sealed class TrustedSigners(ILookup<string, string> signers)
{
    public static readonly TrustedSigners None = new(Array.Empty<string>().ToLookup(s => s));

    public IReadOnlySet<string> For(string domain) => signers[domain].ToHashSet(StringComparer.Ordinal);
}
