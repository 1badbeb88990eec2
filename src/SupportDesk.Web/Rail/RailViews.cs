using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Demo;

namespace SupportDesk.Web.Rail;

/// <summary>Which views the person at the desk sees at the left: those they may open.</summary>
public sealed class RailViews(CurrentUser user, DemoMode demo)
{
    public Task<RailModel> ForAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(new RailModel(user.Staff?.DisplayName, user.Staff is { } staff ? [.. Groups(staff).Where(group => group.Links.Count > 0)] : []));
    }

    private IEnumerable<RailGroup> Groups(StaffUser staff)
    {
        yield return new RailGroup(null, [new("Home", "/", Keys: "g h"), .. staff.May(Permission.Tickets) ? TicketViews : []]);
        yield return new RailGroup("Up the chain", [.. If(staff, Permission.Escalations, new("Escalations", "/escalations", Keys: "g e")), .. If(staff, Permission.Policies, new("Policies", "/policies", Keys: "g p"))]);
        yield return new RailGroup("Desk",
        [
            .. If(staff, Permission.Moderate, new("Moderation", "/moderation", Keys: "g d")),
            .. If(staff, Permission.Administer, new("Administration", "/admin", Keys: "g a")),
            .. demo.IsOn ? [new RailLink("Mail room", "/mailroom", Keys: "g r")] : Array.Empty<RailLink>(),
        ]);
    }

    private static RailLink[] TicketViews =>
    [
        new("Mine", "/tickets?view=mine", Keys: "g m"), new("Unassigned", "/tickets?view=unassigned", Keys: "g u"), new("My team", "/tickets?view=team", Keys: "g t"),
        new("All open", "/tickets?view=open"), new("Overdue", "/tickets?view=overdue", Keys: "g o"), new("Solved", "/tickets?view=solved"), new("Spam", "/tickets?view=spam"),
    ];

    private static RailLink[] If(StaffUser staff, Permission permission, RailLink link) => staff.May(permission) ? [link] : [];
}
