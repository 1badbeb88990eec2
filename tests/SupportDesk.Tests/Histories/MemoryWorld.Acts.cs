using SupportDesk.Chains;
using SupportDesk.Escalations;
using SupportDesk.Events;
using static SupportDesk.Tests.Escalations.Complaint;

namespace SupportDesk.Tests.Histories;

/// <summary>Each act by the verbs that pages and jobs call.</summary>
sealed partial class MemoryWorld
{
    int people = 100, versions = 1;
    bool moreHolidays;

    void Do(Doing doing, Step step)
    {
        if (doing <= Doing.Leave)
            DoBehind(doing, step.Amount);
        else if (doing <= Doing.Confirm)
            DoAtLevel(doing, step);
        else if (doing <= Doing.EditCalendar)
            DoToStaff(doing, Staff[step.Who % Staff.Length], step.Amount);
        else if (doing <= Doing.ServerAnswers)
            DoToMail(doing, Staff[step.Who % Staff.Length], step.Amount);
        else
            DoToTime(doing, step.Amount);
    }

    void DoBehind(Doing doing, int amount)
    {
        switch (doing)
        {
            case Doing.RaiseAnother: Raise(); break;
            case Doing.Join: Join(Choose(amount, c => c.IsOpen), inWriting: false); break;
            case Doing.JoinInWriting: Join(Choose(amount, c => c.IsOpen), inWriting: true); break;
            case Doing.ComeAfter: ComeAfter(Choose(amount, c => c.State == EscalationState.Decided)); break;
            case Doing.Rejoin: Rejoin(Choose(amount, c => c.IsOpen && c.Supporters.Exists(s => s.CountedAt is null))); break;
            case Doing.Leave: Leave(Choose(amount, c => c.Behind.Any()), amount); break;
            default: Allow(Choose(amount, c => c.Behind.Any()), doing, amount); break;
        }
    }

    void Raise()
    {
        if (cases.Count == MostCases)
            throw new DeskException("Enough cases.");
        var at = new MemoryCase(plan.Frozen(versions, moreHolidays), now, cases.Count);
        cases.Add(at);
        Join(at, inWriting: false);
    }

    void Join(MemoryCase at, bool inWriting)
    {
        var supporter = Supporter.Join(at.Row.Id, Who(++people), null, null, inWriting ? Who(90) : null, By(Aldo, Capacity.Agent), now);
        at.Row.TakeIn(supporter);
        at.Supporters.Add(supporter);
        if (inWriting && at.State == EscalationState.Gathering)
            at.Row.BeginClimb(StandingOf(at), By(Aldo, Capacity.Agent), now);
    }

    void ComeAfter(MemoryCase at)
    {
        var supporter = Supporter.ComeAfter(at.Row.Id, Math.Max(at.Row.DecisionCount, 1), Who(++people), null, null, By(Aldo, Capacity.Agent), now);
        at.Row.TakeIn(supporter);
        at.Supporters.Add(supporter);
    }

    void Rejoin(MemoryCase at)
    {
        var supporter = at.Supporters.Find(s => s.CountedAt is null) ?? throw new DeskException("Nobody came after a decision.");
        if (!at.IsOpen)
            throw new DeskException("It has ended.");
        supporter.StandBehind(null, By(Aldo, Capacity.Agent), now);
        at.Row.TakeIn(supporter);
    }

    void Allow(MemoryCase at, Doing doing, int amount)
    {
        var supporter = SomeoneBehind(at, amount);
        var form = doing switch { Doing.AllowName => Consent.Named, Doing.AllowWords => Consent.Anonymous, _ => Consent.Private };
        supporter.Answer(form, "test", Supporter.QuestionVersion, fresh: amount % 3 > 0, By(supporter.PersonId, Capacity.Supporter), now);
        EndGathering(at);
    }

    void Leave(MemoryCase at, int amount)
    {
        var supporter = SomeoneBehind(at, amount);
        supporter.Withdraw(By(supporter.PersonId, Capacity.Supporter), now);
        at.Row.LetGo(supporter);
        if (!at.Behind.Any() && at.IsOpen)
            at.Row.Withdraw(By(supporter.PersonId, Capacity.Supporter), now);
        else
            EndGathering(at);
    }

    void EndGathering(MemoryCase at)
    {
        if (at.State == EscalationState.Gathering && at.Behind.Any() && at.Voices.Silent == 0)
            at.Row.BeginClimb(StandingOf(at), ByItself, now);
    }

    static Supporter SomeoneBehind(MemoryCase at, int amount)
    {
        var behind = at.Behind.ToList();
        return behind.Count > 0 ? behind[amount / 4 % behind.Count] : throw new DeskException("Nobody stands behind it.");
    }

    void DoAtLevel(Doing doing, Step step)
    {
        var at = Choose(step.Amount, c => CanAt(doing, c));
        var standing = StandingOf(at);
        var who = WhoActs(at, standing, step);
        var (told, by, row) = (Misleads(doing, standing, who), By(who), at.Row);
        switch (doing)
        {
            case Doing.Open when row.Open(told, by, now): break;
            case Doing.Acknowledge: row.Acknowledge(told, by, now); break;
            case Doing.Ask: at.Questions.Add(row.Ask(new Asking("Would a badge do?"), told, by, now)); break;
            case Doing.AskOne:
                at.Questions.Add(row.Ask(new Asking("Which picture?", SomeoneBehind(at, step.Amount).Id, step.Amount % 2 == 0), told, by, now));
                break;
            case Doing.Answer: Answer(at, step.Amount); break;
            case Doing.Return: row.Return("The tax number.", told, by, now); break;
            case Doing.Bring: row.Bring("It is 12.", By(Aldo, Capacity.Agent), now); break;
            case Doing.Forward: row.Forward(step.Amount % 2 == 0 ? "Yours." : null, told, by, now); break;
            case Doing.Decide: at.Decision = row.Decide(new((DecisionOutcome)(step.Amount % 4), "A badge will do."), told, by, now); break;
            case Doing.DecideForLater:
                var day = DateOnly.FromDateTime(now.AddDays(1 + step.Amount % 9).UtcDateTime);
                at.Decision = row.Decide(new(DecisionOutcome.Accepted, "A badge will do.", day), told, by, now);
                break;
            case Doing.Reopen: row.Reopen(at.Decision ?? throw new DeskException("Nothing was decided."), "It leaks.", told, by, now); break;
            case Doing.Note: row.Note("Look at the badge.", told, by, now); break;
            case Doing.DecideByMail: at.Unconfirmed = row.AwaitConfirmation(LevelCommand.Read("/decide accepted\nA badge will do.")!, [], told, by, now); break;
            case Doing.Confirm: Confirm(at, told); break;
            default: throw new DeskException("It is open already.");
        }
    }

    void Answer(MemoryCase at, int amount)
    {
        if (at.Questions.Count == 0)
            throw new DeskException("Nothing was asked.");
        var question = at.Questions[^(1 + amount % Math.Min(at.Questions.Count, 2))];
        var supporter = at.Behind.FirstOrDefault(s => s.Id == question.SupporterId) ?? SomeoneBehind(at, amount);
        at.Answered = question;
        at.Row.TakeAnswer(question, supporter.Id, Who(95), null, By(supporter.PersonId, Capacity.Supporter), now);
    }

    void Confirm(MemoryCase at, Standing standing)
    {
        var (act, decisions) = (at.Unconfirmed ?? throw new DeskException("Nothing waits."), at.Row.DecisionCount);
        at.Unconfirmed = null;
        at.Row.Confirm(act, standing, By(act.PersonId), now);
        if (at.Row.DecisionCount > decisions)
            at.Decision = at.Case.Take().Others.OfType<Decision>().Last();
    }

    static bool CanAt(Doing doing, MemoryCase at) => doing switch
    {
        Doing.Reopen => at.State == EscalationState.Decided,
        Doing.Bring => at.Row.Climb.WaitsFor == WaitsFor.Agent,
        Doing.Answer => at.Climbs && at.Questions.Count > 0,
        Doing.Confirm => at.Climbs && at.Unconfirmed is not null,
        Doing.Open => at.Climbs && at.Row.Climb.OpenedAt is null,
        Doing.Acknowledge => at.Climbs && at.Row.Climb.AcknowledgedAt is null,
        Doing.Forward => at.Climbs && !at.Row.Climb.IsAtTop,
        _ => at.Climbs,
    };

    // Mostly somebody who may: at the case's level, now and then above; else anybody.
    static Guid WhoActs(MemoryCase at, Standing standing, Step step)
    {
        var level = Math.Max(at.Row.Climb.Level, 1);
        var some = (step.Who % 8) switch
        {
            < 5 => standing.At(level),
            5 => standing.At(Math.Min(level + 1, standing.Top)),
            6 => standing.At(standing.Top),
            _ => Staff.ToHashSet(),
        };
        return some.Count > 0 ? some.Order().ElementAt(step.Amount % some.Count) : Staff[step.Amount % Staff.Length];
    }
}
