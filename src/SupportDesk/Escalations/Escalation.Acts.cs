using System.Globalization;
using SupportDesk.Calendars;
using SupportDesk.Chains;
using SupportDesk.Events;

namespace SupportDesk.Escalations;

/// <summary>What people at a level do. Somebody from above who acts takes the case up to their level first.</summary>
public sealed partial class Escalation
{
    private static readonly PromisedTime MostForAnswer = new(10, PromiseUnit.Days, Plain: false);

    /// <summary>Notes that somebody at the level has had the dossier in view. Only the first at each level leaves a receipt.</summary>
    /// <returns>Whether it was the first.</returns>
    public bool Open(Standing standing, Actor by, DateTimeOffset at)
    {
        if (State != EscalationState.Climbing || Climb.OpenedAt is not null || standing.LevelOf(by.PersonId, Climb.Level) != Climb.Level)
            return false;

        if (Climb.DeliveredAt is null)
            Deliver(standing, AtLevel(by), at);
        Climb.Opened(at);
        Leave(ReceiptKind.Opened, EventKind.Opened, AtLevel(by), at);
        return true;
    }

    /// <summary>Says that the case is in hand; the time to decide runs from now.</summary>
    public void Acknowledge(Standing standing, Actor by, DateTimeOffset at)
    {
        var level = MayAct(Powers.None, standing, by);
        if (level == Climb.Level && Climb.AcknowledgedAt is not null)
            throw new DeskException($"{Called} was acknowledged already.");

        var actor = Stand(level, standing, by, at);
        Climb.Acknowledge(at);
        Leave(ReceiptKind.Acknowledged, EventKind.Acknowledged, actor, at);
    }

    /// <summary>Puts a question back to a supporter, or to all; the level keeps the case while it waits. The level's clock stops only as often as the chain allows.</summary>
    public Question Ask(Asking asking, Standing standing, Actor by, DateTimeOffset at)
    {
        MustSay(asking.Text, "Write the question.");
        var level = MayAct(Powers.Ask, standing, by);
        var within = asking.Within ?? Climb.Chain.Times.Answer;
        var due = Climb.Chain.CalendarOf(level).Due(at, within);
        if (due > LatestAnswer(level, at))
            throw new DeskException("Give at most ten working days for the answer.");

        var actor = Stand(level, standing, by, at);
        Climb.AwaitAnswer(within, at);
        var question = Question.Of(Id, Climb.Level, asking with { Text = Words.Clean(asking.Text) }, by.PersonId, at, due);
        added.Add(question);
        Leave(ReceiptKind.Asked, EventKind.Asked, actor, at, ("question", question.Id), ("supporter", asking.SupporterId));
        return question;
    }

    /// <summary>Takes in a supporter's answer; where the level's clock had stopped for it, it goes on.</summary>
    /// <param name="postId">The answer's post in the supporter's own ticket.</param>
    /// <param name="passageId">The passage it became, where the question says so.</param>
    public Answer TakeAnswer(Question question, Guid supporterId, Guid postId, Guid? passageId, Actor by, DateTimeOffset at)
    {
        if (question.EscalationId != Id)
            throw new DeskException("That question belongs to another case.");
        if (question.SupporterId is { } asked && asked != supporterId)
            throw new DeskException("That question was put to somebody else.");
        MustClimb();

        var answer = Answer.Of(question.Id, supporterId, postId, passageId, at);
        added.Add(answer);
        if (Climb.WaitsFor == WaitsFor.Answer && question.Level == Climb.Level)
            Climb.AwaitDecision(at);
        Leave(ReceiptKind.Answered, EventKind.Answered, by with { Capacity = Capacity.Supporter }, at, ("question", question.Id), ("supporter", supporterId));
        return answer;
    }

    /// <summary>Returns the case to the agents because something is missing; the level keeps it.</summary>
    public void Return(string missing, Standing standing, Actor by, DateTimeOffset at)
    {
        MustSay(missing, "Say what is missing.");
        var actor = Stand(MayAct(Powers.Ask, standing, by), standing, by, at);

        Climb.AwaitAgent(at);
        added.Add(LevelNote.Of(Id, Climb.Level, Words.Clean(missing), by.PersonId, at));
        Leave(ReceiptKind.Returned, EventKind.Returned, actor, at);
    }

    /// <summary>An agent brings what was missing; where the level's clock had stopped for it, it goes on.</summary>
    public void Bring(string found, Actor by, DateTimeOffset at)
    {
        MustSay(found, "Say what you bring.");
        MustClimb();
        if (Climb.WaitsFor != WaitsFor.Agent)
            throw new DeskException($"{Called} does not wait for an agent.");

        added.Add(LevelNote.Of(Id, Climb.Level, Words.Clean(found), by.PersonId, at));
        Climb.AwaitDecision(at);
        Leave(ReceiptKind.Answered, EventKind.Answered, by, at);
    }

    /// <summary>Passes the case to the next level.</summary>
    /// <param name="note">For those above; they and the agents see it. May be empty.</param>
    public void Forward(string? note, Standing standing, Actor by, DateTimeOffset at)
    {
        var level = MayAct(Powers.Forward, standing, by);
        if (level == Climb.Chain.Top)
            throw new DeskException($"{Called} can't go further: nobody is above {Climb.Chain.At(level).Name}.");

        var actor = Stand(level, standing, by, at);
        var from = (Climb.Level, Climb.LevelName);
        if (!string.IsNullOrWhiteSpace(note))
            added.Add(LevelNote.Of(Id, Climb.Level, Words.Clean(note), by.PersonId, at));
        Climb.Enter(Climb.Level + 1, ReceiptCount, standing, at);
        LeaveAt(from, ReceiptKind.Forwarded, EventKind.Forwarded, actor, at, [("to", Climb.Level), .. Counts(standing)]);
    }

    /// <summary>Decides. It can't be edited afterwards: a correction is a reopening.</summary>
    public Decision Decide(Ruling ruling, Standing standing, Actor by, DateTimeOffset at)
    {
        if (!Ruling.SaysEnough(ruling.Statement))
            throw new DeskException("A decision needs a public statement of at least one sentence.");
        var level = MayAct(Powers.Decide, standing, by);
        MustNameDayAhead(ruling.EffectiveOn, level, at);
        var actor = Stand(level, standing, by, at);
        var effective = ruling.EffectiveOn is { } day ? Climb.Chain.CalendarOf(Climb.Level).StartOf(day) : (DateTimeOffset?)null;

        var decision = Decision.Of(Id, ++DecisionCount, ruling with { Statement = Words.Clean(ruling.Statement) }, Climb.Level, by.PersonId, at);
        added.Add(decision);
        (State, DecidedAt) = (EscalationState.Decided, at);
        Climb.End(effective > at ? effective : null);
        Leave(ReceiptKind.Decided, EventKind.Decided, actor, at, [("decision", decision.No), ("outcome", decision.Outcome), .. Counts(standing)]);
        return decision;
    }

    /// <summary>The decision as it would leave is looked at before it is made, and refused alike.</summary>
    /// <returns>The level that would decide, and whether the decision would be in effect at once where it names a day.</returns>
    /// <exception cref="DeskException">They can't decide it, or the day is over.</exception>
    public (int Level, bool IsInEffect) PreviewDecision(Ruling ruling, Standing standing, Guid person, DateTimeOffset at)
    {
        var level = MayAct(Powers.Decide, standing, new(person, Capacity.Level, Via.Web));
        MustNameDayAhead(ruling.EffectiveOn, level, at);
        return (level, ruling.EffectiveOn is { } day && Climb.Chain.CalendarOf(level).StartOf(day) <= at);
    }

    private void MustNameDayAhead(DateOnly? day, int level, DateTimeOffset at)
    {
        if (day is { } named && IsOver(named, level, at))
            throw new DeskException($"{named.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)} is over, and a decision can’t take effect in the past. Choose today or a later day, or name none.");
    }

    private bool IsOver(DateOnly day, int level, DateTimeOffset at) => day < Climb.Chain.CalendarOf(level).DateOf(at);

    /// <summary>Lets a decided case climb again; it gets a further, numbered decision.</summary>
    public void Reopen(Decision decision, string reason, Standing standing, Actor by, DateTimeOffset at)
    {
        MustSay(reason, "Say why it is opened again.");
        if (State != EscalationState.Decided || decision.EscalationId != Id || decision.No != DecisionCount)
            throw new DeskException($"{Called} has no decision that could be reopened.");
        var level = standing.LevelOf(by.PersonId, decision.Level) ?? throw new DeskException($"Only {Climb.Chain.At(decision.Level).Name} or someone above can reopen this decision.");

        decision.Reopen(Words.Clean(reason), at);
        (State, DecidedAt) = (EscalationState.Climbing, null);
        Climb.Enter(level, ReceiptCount, standing, at);
        Leave(ReceiptKind.Reopened, EventKind.EscalationReopened, AtLevel(by), at, ("decision", decision.No));
        Open(standing, by, at);
    }

    /// <summary>Adds a note for those at this level and above.</summary>
    /// <param name="besideCommand">It came below a command by mail, whose answer says that it is kept.</param>
    public void Note(string text, Standing standing, Actor by, DateTimeOffset at, bool besideCommand = false)
    {
        MustSay(text, "There is nothing in the note yet.");
        if (standing.LevelOf(by.PersonId, 1) is null)
            throw new DeskException("Only those who stand on this chain add notes.");

        added.Add(LevelNote.Of(Id, Climb.Level, Words.Clean(text), by.PersonId, at));
        Record(EventKind.LevelNoted, by, at, ("beside", besideCommand ? 1 : null));
    }

    /// <summary>Ends the case because its last supporter left.</summary>
    public void Withdraw(Actor by, DateTimeOffset at)
    {
        if (State is not (EscalationState.Gathering or EscalationState.Climbing))
            throw new DeskException($"{Called} has ended already.");

        State = EscalationState.Withdrawn;
        Leave(ReceiptKind.Withdrawn, EventKind.Withdrawn, by, at, ("awaited", Climb.WaitsFor == WaitsFor.Agent ? Climb.WaitsFor : null));
        Climb.End();
    }

    /// <summary>As which level somebody can do something now. Only the level where it stands or one above acts (rule 4); who stands at several acts at the lowest that has the power.</summary>
    /// <exception cref="DeskException">They stand below it or nowhere, none of their levels has that power, or the case does not climb.</exception>
    public int MayAct(Powers power, Standing standing, Actor by)
    {
        MustClimb();
        var lowest = standing.LevelOf(by.PersonId, Climb.Level) ?? throw new DeskException($"Only {Climb.LevelName} or someone above can do this.");
        if (LevelWith(power, standing, by.PersonId) is { } level)
            return level;
        if (power == Powers.Forward && lowest == Climb.Chain.Top)
            throw new DeskException($"{Called} can't go further: nobody is above {Climb.Chain.At(lowest).Name}.");
        throw new DeskException($"{Climb.Chain.At(lowest).Name} can't do this: {(power == Powers.Decide ? "forward it to who decides" : "the chain does not give that power here")}.");
    }

    // From above, the act takes the case there.
    private Actor Stand(int level, Standing standing, Actor by, DateTimeOffset at)
    {
        if (level > Climb.Level)
        {
            var from = (Climb.Level, Climb.LevelName);
            Climb.Enter(level, ReceiptCount, standing, at);
            LeaveAt(from, ReceiptKind.TakenUp, EventKind.TakenUp, AtLevel(by), at, [("to", level)]);
        }

        Open(standing, by, at);
        Climb.GiveBack(standing.Outages, at);
        return AtLevel(by);
    }

    // A longer one would hide the case behind a question.
    private DateTimeOffset LatestAnswer(int level, DateTimeOffset at)
    {
        var calendar = Climb.Chain.CalendarOf(level);
        var (usual, most) = (calendar.Due(at, Climb.Chain.Times.Answer), calendar.Due(at, MostForAnswer));
        return usual > most ? usual : most;
    }

    private static Actor AtLevel(Actor by) => by with { Capacity = Capacity.Level };

    private void MustClimb()
    {
        if (State != EscalationState.Climbing)
            throw new DeskException(State == EscalationState.Gathering ? $"{Called} still gathers consent." : $"{Called} has ended already.");
    }

    private static void MustSay(string text, string otherwise)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new DeskException(otherwise);
    }
}
