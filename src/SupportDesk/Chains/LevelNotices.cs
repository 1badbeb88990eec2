namespace SupportDesk.Chains;

/// <summary>What became of the notices to those who hold a level now, since the case came there.</summary>
/// <param name="Accepted">A mail server accepted one, and it has not come back.</param>
/// <param name="ReminderAccepted">A mail server accepted the reminder that was owed last.</param>
/// <param name="NextTryAt">When one that is neither accepted nor refused is tried next.</param>
/// <param name="AllRefused">For each of them it was refused for good, came back, or their address refuses.</param>
public sealed record LevelNotices(bool Accepted, bool ReminderAccepted, DateTimeOffset? NextTryAt, bool AllRefused)
{
    /// <summary>Nobody has looked: nothing follows from it.</summary>
    public static LevelNotices Unknown { get; } = new(false, false, null, false);
}
