using SupportDesk.Threads;

namespace SupportDesk.Mail.Authenticity;

/// <summary>What was found out about where a mail came from.</summary>
/// <param name="Signer">The domain whose signature held, folded, whether or not it agrees with the writer's: whom staff may decide to trust.</param>
/// <param name="Reason">What led to the verdict, in sentences for staff; empty where nothing was looked at.</param>
public sealed record Proof(Verdict Verdict, string? Signer = null, string Reason = "")
{
    public static Proof Unproved(string reason) => new(Verdict.Unproved, null, reason);
}
