using SupportDesk.Calendars;
using SupportDesk.Chains;
using SupportDesk.Escalations;

namespace SupportDesk.Tests.Histories;

/// <summary>What holds after each step: the guarantees of product.md, and what each verb owes to the clock.</summary>
sealed partial class MemoryWorld
{
    void Check(Doing doing, Seen seen, MemoryCase at)
    {
        var made = at.Case.Take().Receipts.Skip(seen.Receipts).ToList();
        HoldPosition(doing, at);
        HoldReceipts(at, made);
        HoldActors(doing, at, made);
        HoldClock(doing, seen, at, made);
        HoldPeople(at);
    }

    void HoldPosition(Doing doing, MemoryCase at)
    {
        var climb = at.Row.Climb;
        climb.IsOpen.ShouldBe(at.IsOpen);
        climb.Chain.Json.ShouldBe(at.Chain, "guarantee 7: a chain that was edited changes no case on its way");
        if (at.IsOpen)
            climb.DueAt.ShouldNotBeNull("guarantee 2: something is due");
        if (!at.Climbs)
            return;

        climb.Level.ShouldBeInRange(1, climb.Chain.Top);
        if (doing < Doing.AcceptMail || doing == Doing.LoseJob || IsServerDown)
            return;

        // A sweep has just come to rest.
        StandingOf(at).AnyoneAt(climb.Level).ShouldBeTrue("guarantee 1: somebody can act at its level");
        climb.DueAt!.Value.ShouldBeGreaterThan(now, "guarantee 2: what is due was done");
        if (climb is { OverdueSince: null, PromisedAt: { } promised })
            promised.ShouldBeGreaterThan(now, "guarantee 2: no time runs out in silence");
    }

    // Guarantee 3: the receipts alone say where the case is, and were made one for each hop.
    static void HoldReceipts(MemoryCase at, List<Receipt> made)
    {
        at.Case.Receipts.Count.ShouldBe(at.Row.ReceiptCount, "guarantee 3: receipts");
        foreach (var receipt in made)
        {
            if (at.LevelByReceipts == 0 && receipt.Level == 1)
                at.LevelByReceipts = 1;
            if (receipt.Kind == ReceiptKind.Reopened)
                at.LevelByReceipts = receipt.Level;
            receipt.Level.ShouldBe(at.LevelByReceipts, $"guarantee 3: {receipt.Word} at a level where its receipts have not led the case");
            if (receipt.Kind is ReceiptKind.Forwarded or ReceiptKind.Skipped or ReceiptKind.TakenUp or ReceiptKind.TimedOut or ReceiptKind.Undeliverable)
                at.LevelByReceipts = ReceiptDetails.NumbersOf(at.Case.Details[receipt.No - 1].Json)["to"];
        }

        if (at.Climbs)
            at.Row.Climb.Level.ShouldBe(Math.Max(at.LevelByReceipts, 1), "guarantee 3: a hop left no receipt");
        at.Case.Receipts.Count(r => r.Kind == ReceiptKind.Decided).ShouldBe(at.Row.DecisionCount, "guarantee 5: decisions are numbered");
    }

    // Guarantee 4: only the level where the case is, or one above, acts; only who decided, or one above, reopens.
    static void HoldActors(Doing doing, MemoryCase at, List<Receipt> made)
    {
        var standing = at.StandingBefore;
        foreach (var receipt in made.Where(r => r.By.StartsWith("level", StringComparison.Ordinal)))
        {
            var actor = at.Case.Details[receipt.No - 1].ActorId!.Value;
            var highest = Enumerable.Range(1, standing.Top).LastOrDefault(level => standing.At(level).Contains(actor));
            highest.ShouldBeGreaterThanOrEqualTo(receipt.Kind == ReceiptKind.Reopened ? at.Decision!.Level : receipt.Level, $"guarantee 4: {receipt.Word} by somebody below");
        }

        if (doing > Doing.Confirm)
            made.ShouldNotContain(r => r.By.StartsWith("level", StringComparison.Ordinal), "guarantee 4: nobody did anything");
    }

    void HoldClock(Doing doing, Seen seen, MemoryCase at, List<Receipt> made)
    {
        var climb = at.Row.Climb;
        if (seen.OverdueSince is not null && !made.Exists(EndsLateness))
            climb.OverdueSince.ShouldBe(seen.OverdueSince, "only a hop or a decision ends overdue");
        climb.ClockStops.ShouldBeLessThanOrEqualTo(climb.Chain.MaxQuestions, "a level's clock stops so often only");
        if (!at.Climbs)
            return;

        var (level, calendar) = (climb.Chain.At(climb.Level), climb.Chain.CalendarOf(climb.Level));
        if (doing == Doing.Acknowledge && made.Exists(r => r.Kind == ReceiptKind.Acknowledged))
        {
            (climb.AcknowledgedAt, climb.WaitsFor).ShouldBe((now, WaitsFor.Decision), "acknowledging begins the wait for a decision");
            if (climb.OverdueSince is null)
                climb.PromisedAt.ShouldBe(calendar.Due(now, level.Decide), "acknowledging starts the clock to decide");
        }

        var brings = doing == Doing.Bring && seen.WaitsFor == WaitsFor.Agent;
        var answers = doing == Doing.Answer && seen.WaitsFor == WaitsFor.Answer && at.Answered?.Level == seen.Level;
        if (made.Count > 0 && (brings || answers))
        {
            (climb.WaitsFor, climb.TimeLeftMs).ShouldBe((WaitsFor.Decision, null), "an answer ends the wait");
            if (seen.TimeLeftMs is { } left)
                climb.PromisedAt.ShouldBe(Resumed(calendar, level.Decide, left), "an answer gives back what was left of the level's time");
        }

        if (made.Exists(r => r.Kind is ReceiptKind.Asked or ReceiptKind.Returned) && doing is Doing.Ask or Doing.AskOne or Doing.Return)
            HoldStop(seen, climb, made);
        var arrived = seen.WaitsFor == WaitsFor.Delivery && seen.Level == climb.Level && made.Exists(r => r.Kind == ReceiptKind.Delivered);
        if (arrived && climb is { WaitsFor: WaitsFor.Acknowledgement, OverdueSince: null } && doing is Doing.Open or Doing.AcceptMail)
            climb.PromisedAt.ShouldBe(calendar.Due(climb.DeliveredAt!.Value, level.Acknowledge), "a level's time begins when it was reached");
    }

    // Where all of its time was left (a level that asked before it acknowledged), it begins anew.
    DateTimeOffset Resumed(WorkingCalendar calendar, PromisedTime all, long left) =>
        left < 0 ? calendar.Due(now, all) : all.Plain ? now.AddMilliseconds(left) : calendar.After(now, TimeSpan.FromMilliseconds(left));

    // The clock stands while somebody else is asked, but not without end, and not for what ran out before.
    void HoldStop(Seen seen, Climb climb, List<Receipt> made)
    {
        climb.WaitsFor.ShouldBe(made.Exists(r => r.Kind == ReceiptKind.Asked) ? WaitsFor.Answer : WaitsFor.Agent);
        var stopped = made.Exists(r => r.Kind == ReceiptKind.TakenUp) ? climb.ClockStops > 0 : climb.ClockStops > seen.ClockStops;
        if (stopped)
            (climb.TimeLeftMs is not null && climb.PromisedAt > now && climb.DueAt == climb.PromisedAt).ShouldBeTrue("a stopped clock goes on by itself");
        else if (seen.ClockStops < climb.Chain.MaxQuestions && seen.OverdueSince is null)
            (seen.PromisedAt <= now).ShouldBeTrue("a question stops the level's clock");
    }

    static void HoldPeople(MemoryCase at)
    {
        if (at.State == EscalationState.Withdrawn)
            at.Behind.ShouldBeEmpty("somebody stands behind a case that ended for want of people");
        if (at.IsOpen && at.Row.DecisionCount == 0)
            at.Behind.ShouldNotBeEmpty("a case goes on with nobody behind it");
        if (at.State == EscalationState.Gathering)
            at.Voices.Silent.ShouldBeGreaterThan(0, "a gathering waits for nobody");
        foreach (var supporter in at.Supporters.Where(s => s.CountedAt is not null))
            (supporter.LeftAfterDecision is null).ShouldBe(supporter.WithdrawnAt is null, "who left keeps the decisions that were made before");
    }

    // Asked at each save of the sweep.
    void CheckSwept(MemoryCase at, DateTimeOffset? promised, DateTimeOffset? wasDue, Standing standing, int receipts)
    {
        if (at.Case.Take().Receipts.Count == receipts)
            return;

        var made = at.Case.Receipts[^1];
        if (made.Kind == ReceiptKind.Delivered)
            standing.Notices.Accepted.ShouldBeTrue("delivered says that a server took the notice");
        if (made.Kind == ReceiptKind.Reminded)
            standing.Notices.ReminderAccepted.ShouldBeTrue("reminded says that a server took the reminder");
        if (made.Kind == ReceiptKind.Skipped)
            standing.AnyoneAt(made.Level).ShouldBeFalse("a level is passed by only while nobody is there");
        if (made.Kind == ReceiptKind.Undeliverable)
            standing.Notices.AllRefused.ShouldBeTrue("a level that can be reached is not passed by");
        if (made.Kind == ReceiptKind.Effective)
            at.Decision!.EffectiveOn.ShouldNotBeNull();
        if (made.Kind != ReceiptKind.TimedOut)
            return;

        (promised <= now).ShouldBeTrue("time runs out when it is over");
        at.Case.Receipts.ShouldContain(
            r => r.Level == made.Level && (r.Kind == ReceiptKind.Delivered || (r.Kind == ReceiptKind.Undeliverable && r.Level == 3)),
            "no time runs at a level that was not reached");
        if (gap is { } off)
            (wasDue > off.From && wasDue <= off.To).ShouldBeFalse("what fell due while the desk was off gets its reminder first");
    }

    static bool EndsLateness(Receipt receipt) => receipt.Kind is ReceiptKind.Forwarded or ReceiptKind.Skipped or ReceiptKind.Undeliverable or ReceiptKind.TakenUp
        or ReceiptKind.TimedOut or ReceiptKind.Decided or ReceiptKind.Withdrawn;
}
