using System.ComponentModel.DataAnnotations;

namespace SupportDesk.Tickets;

/// <summary>Section <c>Tickets</c> of appsettings.json.</summary>
public sealed class TicketOptions
{
    /// <summary>Days after which a Pending ticket without an answer counts as solved with outcome NoAnswer.</summary>
    [Range(1, 365)]
    public int PendingDays { get; set; } = 14;

    /// <summary>Days after which a solved ticket closes; a reply after that opens a new, linked one.</summary>
    [Range(1, 365)]
    public int SolvedDays { get; set; } = 7;

    /// <summary>Whether a ticket that nobody has goes to the staff member who answers it. Undoing the reply gives it back.</summary>
    public bool AssignOnReply { get; set; } = true;

    /// <summary>Words that are written often, offered in the composer.</summary>
    public List<Macro> Macros { get; set; } = [];
}
