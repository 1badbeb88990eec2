using Microsoft.EntityFrameworkCore;
using SupportDesk.People;
using SupportDesk.Tests.Escalations;
using SupportDesk.Tests.Guarantees;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Pairs;

/// <summary>What holds after every pair: asked of the whole database at once, since each pair had a scene of its own.</summary>
static class PairInvariants
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The guarantees of product.md.</summary>
    public static Task CasesHoldAsync(CaseDesk desk, IReadOnlyList<(string Pair, CaseScene Scene)> tried)
    {
        var scenes = tried.ToDictionary(t => t.Scene.PolicyId);
        var raised = tried.Select(t => t.Scene.CaseId).ToHashSet();
        return new CaseChecks(desk)
        {
            NameOf = policy => scenes[policy].Pair,
            ChainOf = id => raised.Contains(id) ? 1 : null,
            HighestLevelOf = (policy, person) =>
                person == desk["tess"] ? 1 : person == scenes[policy].Scene.Owner || person == desk["bojan"] ? 2 : 3,
        }.HoldAsync();
    }

    public static async Task TicketsHoldAsync(CaseDesk desk, IReadOnlyList<(string Pair, TicketScene Scene)> tried)
    {
        await using var db = desk.Database.Open();
        var tickets = await db.Tickets.AsNoTracking().Include(t => t.Thread).ToDictionaryAsync(t => t.Id, Stop);
        var posts = (await db.Posts.AsNoTracking().ToListAsync(Stop)).ToLookup(p => p.ThreadId);
        foreach (var (pair, scene) in tried)
        {
            var ticket = tickets[scene.Ticket.Id];
            posts[ticket.ThreadId].Count().ShouldBe(ticket.Thread.PostCount, $"{pair}: posts");
            posts[ticket.ThreadId].Max(p => p.Position).ShouldBeLessThan(ticket.Thread.NextPosition, $"{pair}: positions");
            ticket.IsLive.ShouldBe(ticket.Status is TicketStatus.New or TicketStatus.Open or TicketStatus.Pending or TicketStatus.OnHold,
                $"{pair}: live");
            (ticket.DueAt is null).ShouldBe(ticket.DueFor == TicketDue.Nothing, $"{pair}: due");
            if (ticket.Status == TicketStatus.Solved)
                ticket.Outcome.ShouldNotBeNull($"{pair}: solved without an outcome");
        }
    }

    public static async Task PeopleHoldAsync(CaseDesk desk)
    {
        await using var db = desk.Database.Open();
        (await db.Users.CountAsync(u => u.DeactivatedAt == null
            && db.AccountRoles.Any(r => r.AccountId == u.Id && r.Role == Role.Administrator), Stop)).ShouldBeGreaterThan(0);
        (await db.MailAddresses.GroupBy(a => a.AddressKey).CountAsync(g => g.Count() > 1, Stop)).ShouldBe(0);
    }
}
