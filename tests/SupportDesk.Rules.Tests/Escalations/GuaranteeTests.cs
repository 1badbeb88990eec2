using CsCheck;
using SupportDesk.Chains;
using SupportDesk.Escalations;
using SupportDesk.Jobs;
using SupportDesk.Mail;
using static SupportDesk.Tests.Escalations.Complaint;

namespace SupportDesk.Tests.Escalations;

/// <summary>
/// The guarantees of product.md as invariants on random histories: acts, jumps of the clock, absences, consents, people who leave,
/// mail that is accepted, waits or is refused, times in which the desk or its mail server was off.
/// </summary>
public sealed class GuaranteeTests
{
    static readonly Guid[] Staff = [Tess, Ines, Victor, Ada];

    static readonly Gen<(int Act, int Who, int Amount)[]> Histories =
        Gen.Select(Gen.Int[0, 16], Gen.Int[0, 3], Gen.Int[0, 400]).Array[1, 60];

    [Fact]
    public void They_hold_in_any_history() => Histories.Sample(history =>
    {
        var play = new Play();
        foreach (var (act, who, amount) in history)
            play.Step(act, Staff[who], amount);
        play.Verify();
    }, iter: HistoryCount.Or(1000));

    sealed class Play
    {
        readonly Complaint @case = new(Frozen(Rung("Team lead", Powers.Forward | Powers.Ask), Rung("Head", then: OnTimeOut.Forward), Rung("Senior VP", Powers.Ask | Powers.Decide)));
        readonly HashSet<Guid> away = [];
        readonly string frozen;
        readonly List<SendingOutage> outages = [];
        int voices = 2;
        Post mail = Post.Accepted;
        DeskGap? gap;

        enum Post { Accepted, Waits, Refused }

        public Play() => frozen = @case.Row.Climb.Chain.Json;

        public void Verify() => @case.Broken.ShouldBeNull("guarantee 3");

        Escalation Row => @case.Row;

        public void Step(int act, Guid who, int amount)
        {
            Resolve();
            var (level, state, version, decisions) = (Row.Climb.Level, Row.State, Row.Version, Row.DecisionCount);
            var (overdue, wasDue) = (Row.Climb.OverdueSince, Row.Climb.DueAt);
            var stands = @case.Standing.LevelOf(who, Math.Max(level, 1)) is not null;
            var receipts = @case.Receipts.Count;
            @case.Now = @case.Now.AddSeconds(1);
            try
            {
                Act(act, who, amount);
            }
            catch (DeskException)
            {
                Row.Version.ShouldBe(version, "a refusal changes nothing");
                Row.Climb.Level.ShouldBe(level);
            }

            @case.Take();
            if (act is >= 2 and <= 8 && @case.Receipts.Count > receipts)
                (stands || act == 8 && state == EscalationState.Decided).ShouldBeTrue("guarantee 4: only from this level or above");
            Hold(level, decisions);
            HoldReceipts(receipts, act, wasDue);
            if (overdue is not null && !@case.Receipts.Skip(receipts).Any(EndsLateness))
                Row.Climb.OverdueSince.ShouldBe(overdue, "only a hop or a decision ends overdue");
        }

        void Act(int act, Guid who, int amount)
        {
            var (now, by) = (@case.Now, By(who));
            switch (act)
            {
                case 0: Row.BeginClimb(@case.Standing, Complaint.System, now); break;
                case 1 or 9 or 10: Sweep(TimeSpan.FromHours(amount)); break;
                case 2: Row.Open(@case.Standing, by, now); break;
                case 3: Row.Acknowledge(@case.Standing, by, now); break;
                case 4: Row.Ask(new Asking("Would a badge do?"), @case.Standing, by, now); break;
                case 5: Row.Return("Which picture?", @case.Standing, by, now); break;
                case 6: Row.Forward(null, @case.Standing, by, now); break;
                case 7: Row.Decide(new Ruling((DecisionOutcome)(amount % 4), "A badge will do.", amount % 2 == 0 ? DateOnly.FromDateTime(now.AddDays(amount % 30).UtcDateTime) : null), @case.Standing, by, now); break;
                case 8: Row.Reopen(@case.Others.OfType<Decision>().LastOrDefault() ?? throw new DeskException("none"), "It leaks.", @case.Standing, by, now); break;
                case 14: mail = (Post)(amount % 3); break;
                case 15: Off(amount); break;
                case 16: Outage(amount); break;
                case 11: _ = away.Add(who) || away.Remove(who); break;
                case 12: voices = amount % 5 == 0 ? Leave() : voices + 1; break;
                default: Answer(amount); break;
            }
        }

        // The desk does not run for some hours; then it sweeps.
        void Off(int hours)
        {
            gap = new DeskGap(@case.Now, @case.Now.AddHours(hours));
            Sweep(TimeSpan.FromHours(hours));
        }

        // Our own mail server does not answer for some hours; nothing moves meanwhile.
        void Outage(int hours)
        {
            var outage = new SendingOutage(outages.Count + 1, @case.Now, "connection refused");
            outage.End(@case.Now.AddHours(hours));
            outages.Add(outage);
            Sweep(TimeSpan.FromHours(hours));
        }

        void Answer(int amount)
        {
            if (amount % 2 == 0)
                Row.Bring("The passport one.", By(Aldo), @case.Now);
            else if (@case.Others.OfType<Question>().LastOrDefault() is { } question)
                Row.TakeAnswer(question, Who(50), Who(amount), null, By(Damion), @case.Now);
        }

        int Leave()
        {
            if (voices == 1 && Row.State is EscalationState.Gathering or EscalationState.Climbing)
                Row.Withdraw(By(Damion), @case.Now);
            return Math.Max(voices - 1, 1);
        }

        // Each call is one save of the sweep: one hop, one receipt, never past a level where somebody is.
        void Sweep(TimeSpan time)
        {
            @case.Now += time;
            Resolve();
            for (var calls = 0; ; calls++)
            {
                calls.ShouldBeLessThan(1000, "the sweep comes to rest");
                var (level, count, given, empty) = (Row.Climb.Level, Row.ReceiptCount, Row.Climb.OutageNo, Row.Climb.Level > 0 && !@case.Standing.AnyoneAt(Row.Climb.Level));
                if (!Row.TimePassed(@case.Standing, Complaint.System, @case.Now))
                    break;

                (Row.Climb.Level - level).ShouldBeInRange(0, 1);
                (Row.ReceiptCount - count).ShouldBeInRange(level > 0 && Row.Climb.Level > level ? 1 : 0, 1, "guarantee 3");
                if (empty && given == Row.Climb.OutageNo && Row.State == EscalationState.Climbing && level < Row.Climb.Chain.Top)
                    Row.Climb.Level.ShouldBe(level + 1);
            }

            if (Row.State == EscalationState.Climbing)
            {
                @case.Standing.AnyoneAt(Row.Climb.Level).ShouldBeTrue("guarantee 1");
                if (Row.Climb is { OverdueSince: null, PromisedAt: { } promised })
                    promised.ShouldBeGreaterThan(@case.Now, "guarantee 2: nothing times out silently");
            }
        }

        void Resolve()
        {
            IReadOnlySet<Guid> There(Guid who) => away.Contains(who) ? Set() : Set(who);
            @case.Standing = new([There(Tess), There(Ines), There(Victor)], Set(Ada), new Voices(voices, 0, 0, 0))
            {
                Gap = gap,
                Outages = outages,
                Notices = mail switch
                {
                    Post.Accepted => AllAccepted,
                    Post.Refused => AllRefused,
                    _ => LevelNotices.Unknown with { NextTryAt = @case.Now.AddHours(2) },
                },
            };
        }

        static bool EndsLateness(Receipt receipt) => receipt.Kind is ReceiptKind.Forwarded or ReceiptKind.Skipped or ReceiptKind.Undeliverable or ReceiptKind.TakenUp
            or ReceiptKind.TimedOut or ReceiptKind.Decided or ReceiptKind.Withdrawn;

        // A receipt says only what happened: nothing is done at a level that was not reached, and the mail's answers alone make it delivered or reminded.
        void HoldReceipts(int before, int act, DateTimeOffset? wasDue)
        {
            var made = @case.Receipts.Skip(before).ToList();
            if (mail != Post.Accepted && act != 14)
                made.ShouldNotContain(r => r.By == "system" && (r.Kind == ReceiptKind.Delivered || r.Kind == ReceiptKind.Reminded));
            if (act == 15 && gap is { } off && wasDue > off.From)
                made.ShouldNotContain(r => r.Kind == ReceiptKind.TimedOut, "what fell due while the desk was off gets its reminder first");
            foreach (var receipt in made.Where(r => r.Kind is ReceiptKind.Opened or ReceiptKind.Acknowledged or ReceiptKind.Asked or ReceiptKind.Returned or ReceiptKind.Reminded or ReceiptKind.TimedOut))
                @case.Receipts.Take(receipt.No - 1).ShouldContain(r => r.Level == receipt.Level && (r.Kind == ReceiptKind.Delivered || (r.Kind == ReceiptKind.Undeliverable && r.Level == 3)));
            Row.Climb.ClockStops.ShouldBeLessThanOrEqualTo(Row.Climb.Chain.MaxQuestions);
        }

        void Hold(int levelBefore, int decisionsBefore)
        {
            var climb = Row.Climb;
            var open = Row.State is EscalationState.Gathering or EscalationState.Climbing;
            climb.IsOpen.ShouldBe(open);
            if (Row.State == EscalationState.Climbing)
                climb.Level.ShouldBeInRange(1, 3, "guarantee 1");
            if (open)
                climb.DueAt.ShouldNotBeNull("guarantee 2");
            if (open && climb.DueFor == DueFor.OverdueReminder)
                climb.OverdueSince.ShouldNotBeNull("guarantee 2: overdue is public");
            if (Row.State != EscalationState.Decided || Row.DecisionCount > decisionsBefore)
                climb.Level.ShouldBeGreaterThanOrEqualTo(Row.State == EscalationState.Decided ? levelBefore : Math.Min(levelBefore, climb.Level));
            @case.Receipts.Select(r => r.No).ShouldBe(Enumerable.Range(1, Row.ReceiptCount), "guarantee 3");
            @case.Others.OfType<Decision>().Select(d => d.No).ShouldBe(Enumerable.Range(1, Row.DecisionCount), "guarantee 5");
            climb.Chain.Json.ShouldBe(frozen, "guarantee 7");
        }
    }
}
