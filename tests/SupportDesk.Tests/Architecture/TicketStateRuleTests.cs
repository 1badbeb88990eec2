using ArchUnitNET.Domain.Extensions;
using ArchUnitNET.Loader;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Architecture;

/// <summary>One method sets where a ticket stands, and one sets what its thread says: else some verb forgets a part of it.</summary>
public sealed class TicketStateRuleTests
{
    static readonly ArchUnitNET.Domain.Architecture Desk = new ArchLoader().LoadAssemblies(typeof(Ticket).Assembly).Build();

    public static TheoryData<string, string> Setters => new(
        from set in new (string Method, string[] Members)[]
        {
            ("Become", [nameof(Ticket.Status), nameof(Ticket.IsLive), nameof(Ticket.Outcome), nameof(Ticket.SolvedAt), nameof(Ticket.ClosedAt), nameof(Ticket.SnoozedUntil), nameof(Ticket.DueAt), nameof(Ticket.DueFor)]),
            ("FollowThread", [nameof(Ticket.LastWords), nameof(Ticket.FirstReplyAt)]),
            ("Become FollowThread", [nameof(Ticket.LastActivityAt)]),
        }
        from member in set.Members
        select (member, set.Method));

    [Theory, MemberData(nameof(Setters))]
    public void Only_one_method_sets_each_member(string member, string methods)
    {
        var ticket = Desk.Classes.Single(c => c.FullName == typeof(Ticket).FullName);

        var callers = ticket.GetMethodMembers().Where(m => m.GetCalledMethods().Any(called => called.DeclaringType.Equals(ticket) && called.Name.StartsWith($"set_{member}(", StringComparison.Ordinal)))
            .Select(m => m.Name.Split('(')[0]).Distinct().Order();

        callers.ShouldBe(methods.Split(' ').Order());
    }

    [Fact]
    public void Nothing_but_a_ticket_makes_its_state_from_columns() =>
        Sources.Under("src").Saying(@"\.SetProperty\(\w+ => \w+\.(Status|IsLive|SnoozedUntil|DueFor|FirstReplyAt|LastWords|ClosedAt|SolvedAt)\b").ShouldBeEmpty();
}
