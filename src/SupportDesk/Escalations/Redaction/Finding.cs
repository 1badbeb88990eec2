namespace SupportDesk.Escalations.Redaction;

/// <summary>What tells who wrote a passage.</summary>
public enum FindingKind { Name, Initials, MailAddress, Telephone, Number, Handle, Signature, FileName, PostalAddress, WebAddress }

/// <summary>A stretch of a text that tells who wrote it, in UTF-16 units.</summary>
/// <param name="IsUnsure">It may also be a common word or somebody else: a person should look.</param>
public readonly record struct Finding(int Start, int Length, FindingKind Kind, bool IsUnsure = false)
{
    public int End => Start + Length;

    /// <summary>Contact details are left out even where the person agreed to be named.</summary>
    public bool IsContact => Kind is FindingKind.MailAddress or FindingKind.Telephone or FindingKind.PostalAddress or FindingKind.Number;
}

/// <summary>What the desk knows of the person whose words are redacted.</summary>
/// <param name="Names">The display name, the names as written in posts, the names of merged rows.</param>
/// <param name="Addresses">Every mail address of theirs.</param>
/// <param name="Signatures">The signatures of their posts, as the gateway cut them off.</param>
/// <param name="Files">The names of files they sent.</param>
public sealed record KnownPerson(IReadOnlyList<string> Names, IReadOnlyList<string> Addresses, IReadOnlyList<string> Signatures, IReadOnlyList<string> Files)
{
    public static KnownPerson Named(string name, params string[] addresses) => new([name], addresses, [], []);
}
