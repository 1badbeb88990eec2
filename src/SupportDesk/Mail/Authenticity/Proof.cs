using SupportDesk.Threads;

namespace SupportDesk.Mail.Authenticity;

/// <summary>What was found out about where a mail came from.</summary>
/// <param name="Signer">The domain whose signature held, folded, whether or not it agrees with the writer's: whom staff may decide to trust.</param>
public sealed record Proof(Verdict Verdict, string? Signer = null)
{
    public static readonly Proof None = new(Verdict.Unproved);
}
