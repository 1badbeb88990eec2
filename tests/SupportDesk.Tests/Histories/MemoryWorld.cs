using SupportDesk.Chains;
using SupportDesk.Escalations;

namespace SupportDesk.Tests.Histories;

/// <summary>
/// Cases in memory with everything around them: who holds which level, what the mail servers did, the clock, the desk's outages. Each step is done by the
/// verbs that pages and jobs call; what it left is compared with what the guarantees of product.md say.
/// </summary>
sealed partial class MemoryWorld
{
    const int MostCases = 3;
    readonly DoingTable table;
    readonly List<MemoryCase> cases = [];
    readonly List<string> told = [];
    readonly HistoryPlan plan;

    public MemoryWorld(HistoryPlan plan, DoingTable table)
    {
        (this.plan, this.table, now) = (plan, table, plan.Begin);
        table.Begin();
        Raise();
    }

    /// <summary>A fault of the desk for a test to plant: what is done to a case and to what it left, after a verb and before the checks.</summary>
    public Action<Doing, MemoryCase>? Fault { get; init; }

    /// <summary>A fault of whoever tells a verb who holds the levels.</summary>
    public Func<Doing, Standing, Guid, Standing> Misleads { get; init; } = (_, standing, _) => standing;

    /// <summary>What was done so far, for a failure.</summary>
    public string Told => string.Join("; ", told);

    public void Do(Step step)
    {
        foreach (var at in cases)
            at.StandingBefore = StandingOf(at);
        var mayBeRefused = step.Pick % 9 == 0;
        var doable = Doable.SelectMany(d => Enumerable.Repeat(d, Can(d) ? HistoryPlan.OftenAs(d) : mayBeRefused && d <= Doing.Confirm ? 1 : 0)).ToArray();
        var doing = doable[step.Pick / 9 % doable.Length];
        told.Add($"{doing} {step.Who} {step.Amount}");
        now = now.AddSeconds(1);
        var before = cases.ConvertAll(See);
        try
        {
            Do(doing, step);
            table.Done(doing);
        }
        catch (DeskException)
        {
            table.Refused(doing);
            foreach (var (seen, at) in before.Zip(cases))
                seen.ShouldBeUnchanged(See(at));
        }

        foreach (var at in cases)
            Fault?.Invoke(doing, at);
        foreach (var (seen, at) in before.Zip(cases))
            Check(doing, seen, at);
    }

    /// <summary>The chains of receipts verify at the end.</summary>
    public void Verify()
    {
        foreach (var at in cases)
            at.Case.Broken.ShouldBeNull("guarantee 3: the chain of receipts");
    }

    static readonly Doing[] Doable = [.. Enum.GetValues<Doing>().Where(d => d is not Doing.DieBeforeCommit and not Doing.DieAfterCommit)];

    /// <summary>Acts of the alphabet that need a database.</summary>
    public static Doing[] Without => [Doing.DieBeforeCommit, Doing.DieAfterCommit];

    // What would be refused for certain is drawn only now and then.
    bool Can(Doing doing) => doing switch
    {
        Doing.RaiseAnother => cases.Count < MostCases,
        Doing.Join or Doing.JoinInWriting => cases.Exists(c => c.IsOpen && c.Supporters.Count < 6),
        Doing.ComeAfter => cases.Exists(c => c.State == EscalationState.Decided && c.Supporters.Count < 8),
        Doing.Rejoin => cases.Exists(c => c.IsOpen && c.Supporters.Exists(s => s.CountedAt is null)),
        Doing.AllowName or Doing.AllowWords or Doing.AllowCount or Doing.Leave => cases.Exists(c => c.Behind.Any()),
        Doing.Open => cases.Exists(c => c.Climbs && c.Row.Climb.OpenedAt is null),
        Doing.Acknowledge => cases.Exists(c => c.Climbs && c.Row.Climb.AcknowledgedAt is null),
        Doing.Forward => cases.Exists(c => c.Climbs && !c.Row.Climb.IsAtTop),
        Doing.Ask or Doing.AskOne or Doing.Return or Doing.Decide or Doing.DecideForLater or Doing.DecideByMail => cases.Exists(c => c.Climbs),
        Doing.Answer => cases.Exists(c => c.Climbs && c.Questions.Count > 0),
        Doing.Bring => cases.Exists(c => c.Row.Climb.WaitsFor == WaitsFor.Agent),
        Doing.Confirm => cases.Exists(c => c.Climbs && c.Unconfirmed is not null),
        Doing.Reopen => cases.Exists(c => c.State == EscalationState.Decided),
        Doing.ComeBack => away.Count > 0,
        Doing.Reactivate => inactive.Count > 0,
        Doing.AcceptMail or Doing.LeaveMailWaiting => !IsServerDown,
        Doing.AcceptAddress => refusing.Count > 0,
        Doing.BounceMail => !IsServerDown && cases.Exists(c => c.Climbs && c.Mails.ContainsValue(Fate.Accepted)),
        Doing.ServerFails => !IsServerDown,
        Doing.ServerAnswers => IsServerDown,
        Doing.PassTheDueMoment => cases.Exists(c => c.Row.Climb.DueAt is not null),
        _ => true,
    };

    // The case that an act is on: one on which it can be done, if there is one.
    MemoryCase Choose(int amount, Func<MemoryCase, bool> fits)
    {
        var fitting = cases.Where(fits).ToList();
        return fitting.Count > 0 ? fitting[amount % fitting.Count] : cases[amount % cases.Count];
    }

    static Seen See(MemoryCase at) => new(at.Row, at.Case.Take().Receipts.Count);
}
