using System.Security.Claims;

namespace SupportDesk.Web.Rail;

/// <summary>Which views the person at the desk sees at the left.</summary>
public sealed class RailViews
{
    public Task<RailModel> ForAsync(ClaimsPrincipal person, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(new RailModel(person.Identity?.Name, Groups));
    }

    private static readonly IReadOnlyList<RailGroup> Groups =
    [
        new(null,
        [
            new("Home", "/", Keys: "g h"), new("Mine", "/tickets?view=mine", Keys: "g m"), new("Unassigned", "/tickets?view=unassigned", Keys: "g u"),
            new("My team", "/tickets?view=team", Keys: "g t"), new("All open", "/tickets?view=open"), new("Overdue", "/tickets?view=overdue", Keys: "g o"),
            new("Solved", "/tickets?view=solved"), new("Spam", "/tickets?view=spam"),
        ]),
        new("Up the chain", [new("Escalations", "/escalations", Keys: "g e"), new("Policies", "/policies", Keys: "g p")]),
        new("Desk", [new("Moderation", "/moderation", Keys: "g d"), new("Administration", "/admin", Keys: "g a")]),
    ];
}
