using System.ComponentModel.DataAnnotations;

namespace SupportDesk.Jobs;

/// <summary>Section <c>Jobs</c> of appsettings.json.</summary>
public sealed class JobOptions
{
    /// <summary>
    /// Seconds of real time for which a worker holds what it works on, a mailbox included; it renews this itself each quarter, so that it says how soon
    /// another takes over after a crash. Beside SQLite nobody else can hold anything, and a new start takes over at once.
    /// </summary>
    [Range(2, 3600, ErrorMessage = "expected seconds from 2 to 3600.")]
    public int LeaseSeconds { get; set; } = 30;

    /// <summary>Seconds of real time between two looks at what is due.</summary>
    [Range(1, 300, ErrorMessage = "expected seconds from 1 to 300.")]
    public int HeartbeatSeconds { get; set; } = 5;

    public TimeSpan Lease => TimeSpan.FromSeconds(LeaseSeconds);
}
