using SupportDesk.People;
using SupportDesk.Tickets;
using SupportDesk.Web.Access;
using SupportDesk.Web.Demo;

namespace SupportDesk.Web.Rail;

/// <summary>Which views the person at the desk sees at the left: those they may open.</summary>
public sealed class RailViews(CurrentUser user, DemoMode demo, Queue queue)
{
    public async Task<RailModel> ForAsync(CancellationToken cancel)
    {
        if (user.Staff is not { } staff)
            return new(null, demo.IsOn ? [new RailGroup(null, [new("Mail room", "/mailroom"), new("Sign in", "/sign-in")])] : []);

        var counts = staff.May(Permission.Tickets) ? await queue.CountsAsync(staff, cancel) : null;
        return new(staff.DisplayName, [.. Groups(staff, counts).Where(group => group.Links.Count > 0)]);
    }

    private IEnumerable<RailGroup> Groups(StaffUser staff, QueueCounts? counts)
    {
        yield return new RailGroup(null, [new("Home", "/", Keys: "g h"), new("Drafts", "/drafts"), .. counts is null ? [] : TicketViews(counts)]);
        yield return new RailGroup("Up the chain", [.. If(staff, Permission.Escalations, new("Escalations", "/escalations", Keys: "g e")), .. If(staff, Permission.Policies, new("Policies", "/policies", Keys: "g p"))]);
        yield return new RailGroup("Desk",
        [
            .. If(staff, Permission.DealOut, new("Moderation", "/moderation", Keys: "g d")),
            .. If(staff, Permission.Moderate, new("Held mail", "/held", counts is { Held: > 0 } ? counts.Held : null, "g l")),
            .. If(staff, Permission.Moderate, new("Mail that made no ticket", "/mail/no-ticket")),
            .. If(staff, Permission.Administer, new("Administration", "/admin", Keys: "g a")),
            .. demo.IsOn ? [new RailLink("Mail room", "/mailroom", Keys: "g r"), new RailLink("Be someone else", "/sign-in")] : Array.Empty<RailLink>(),
        ]);
    }

    // Solved ones wait for nobody: how many there are says nothing.
    private static IEnumerable<RailLink> TicketViews(QueueCounts counts) =>
        new (QueueView View, string? Keys)[]
        {
            (QueueView.Mine, "g m"), (QueueView.Unassigned, "g u"), (QueueView.Team, "g t"), (QueueView.Open, null), (QueueView.Overdue, "g o"), (QueueView.Snoozed, null), (QueueView.Solved, null),
            (QueueView.Spam, null),
        }.Select(v => new RailLink(v.View.Title(), $"/tickets?view={v.View.Key()}", v.View == QueueView.Solved || counts.Of(v.View) == 0 ? null : counts.Of(v.View), v.Keys));

    private static RailLink[] If(StaffUser staff, Permission permission, RailLink link) => staff.May(permission) ? [link] : [];
}
