using System.Reflection;
using CsCheck;
using SupportDesk.Chains;
using SupportDesk.Escalations;

namespace SupportDesk.Tests.Histories;

/// <summary>The guarantees of product.md as invariants of random histories in memory (docs/reliability.md has the long run).</summary>
public sealed class MemoryHistoryTests(ITestOutputHelper output)
{
    [Fact]
    public void The_guarantees_hold_in_any_history()
    {
        var table = new DoingTable(MemoryWorld.Without);
        HistoryPlan.Histories.Sample(h => Play(h, new(h.Plan, table)), iter: HistoryCount.Or(400));

        output.WriteLine($"{table}");
        table.ActsEach.ShouldBeGreaterThanOrEqualTo(30);
        if (table.Histories >= 200)
            table.Rare.ShouldBeEmpty("each act is done often enough");
    }

    /// <summary>Kept mutations: the property must fail where a verb does less than it owes, or one is told wrong who holds a level.</summary>
    [Theory]
    [InlineData("a hop leaves no receipt", "a hop left no receipt")]
    [InlineData("a level below reopens", "guarantee 4: reopened by somebody below")]
    [InlineData("acknowledging starts no clock", "acknowledging starts the clock to decide")]
    [InlineData("an answer ends no wait", "an answer ends the wait")]
    public void It_notices(string fault, string message)
    {
        var table = new DoingTable();
        var failure = Record.Exception(() => HistoryPlan.Histories.Sample(
            h => Play(h, new(h.Plan, table) { Fault = Faults.GetValueOrDefault(fault), Misleads = fault == "a level below reopens" ? Promote : Truth }),
            iter: 1000, threads: 1));

        failure.ShouldNotBeNull($"no history noticed that {fault}");
        failure.ToString().ShouldContain(message);
    }

    static readonly Dictionary<string, Action<Doing, MemoryCase>> Faults = new()
    {
        ["a hop leaves no receipt"] = (doing, at) =>
        {
            if (doing != Doing.Forward || at.Case.Take().Receipts is not [.., { Kind: ReceiptKind.Forwarded } last])
                return;
            at.Case.Receipts.Remove(last);
            Set(at.Row, nameof(Escalation.ReceiptCount), at.Row.ReceiptCount - 1);
            Set(at.Row, nameof(Escalation.HeadHash), last.Previous);
        },
        ["acknowledging starts no clock"] = (doing, at) =>
        {
            if (doing == Doing.Acknowledge && at is { Climbs: true, Row.Climb: { WaitsFor: WaitsFor.Decision, DeliveredAt: { } delivered, OverdueSince: null } climb })
                Set(climb, nameof(Climb.PromisedAt), climb.Chain.CalendarOf(climb.Level).Due(delivered, climb.Chain.At(climb.Level).Acknowledge));
        },
        ["an answer ends no wait"] = (doing, at) =>
        {
            if (doing == Doing.Answer && at is { Climbs: true, Row.Climb.WaitsFor: WaitsFor.Decision })
                Set(at.Row.Climb, nameof(Climb.WaitsFor), WaitsFor.Answer);
        },
    };

    static Standing Truth(Doing doing, Standing standing, Guid who) => standing;

    // Whoever reopens is told to hold the top as well.
    static Standing Promote(Doing doing, Standing standing, Guid who) =>
        doing == Doing.Reopen ? standing with { Levels = [.. standing.Levels.Select(l => l.Append(who).ToHashSet())] } : standing;

    static void Play((HistoryPlan Plan, Step[] Steps) history, MemoryWorld world)
    {
        try
        {
            foreach (var step in history.Steps)
                world.Do(step);
            world.Verify();
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{failure.Message}\nafter {world.Told}", failure);
        }
    }

    static void Set(object row, string property, object? value) =>
        row.GetType().GetProperty(property, BindingFlags.Instance | BindingFlags.Public)!.SetMethod!.Invoke(row, [value]);
}
