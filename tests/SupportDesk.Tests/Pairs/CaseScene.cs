using SupportDesk.Calendars;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.People;
using SupportDesk.Policies;
using SupportDesk.Tests.Escalations;
using SupportDesk.Tests.Races;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Pairs;

/// <summary>How a case stands when a pair begins. It has one supporter, Damion; where it is crowded, Muhammed too.</summary>
enum CaseStage { Consenting, Answered, Climbing, OwnOwner, Crowded, Asked, Returned, Waiting, Decided, Reopened }

/// <summary>
/// A case with a policy of its own, and an owner of its own in the stage of that name; else Ines owns it. Tess leads the team at its first
/// level, the owner holds the second, Victor the third. In every stage Aldo's and Bojan's tickets wait to be passed up; Ines came after the
/// decision where there is one.
/// </summary>
sealed class CaseScene
{
    static int made;

    /// <summary>What all scenes share: no pair is tried beside another.</summary>
    public sealed record Shared(Chain Chain, (Step Face, Step Camera) Steps, Ticket Damions, Ticket Muhammeds, Ticket Aldos, Ticket Bojans,
        Ticket Iness);

    readonly CaseDesk desk;
    readonly Shared shared;
    readonly string name = $"pair-{Interlocked.Increment(ref made)}";
    readonly List<object> rows = [];
    Action? reopen;

    CaseScene(CaseDesk desk, Shared shared) => (this.desk, this.shared) = (desk, shared);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public CaseDesk Desk => desk;
    public DateTimeOffset Now => desk.Now;
    public Guid Owner { get; private set; }
    public Guid PolicyId { get; private set; }
    public Guid ChainId => shared.Chain.Id;
    public Guid QuestionId { get; private set; }
    public Guid CaseId { get; private set; }

    /// <summary>Victor's decision by mail, in the stage where it waits for him to confirm it.</summary>
    public Guid UnconfirmedId { get; private set; }

    public bool HasOwnOwner { get; private set; }
    public Shared Tickets => shared;

    /// <summary>Makes what all scenes of a desk share.</summary>
    public static async Task<Shared> ShareAsync(CaseDesk desk)
    {
        var chain = Chain.Named("pairs", false, desk.Now);
        chain.Change(
            [
                Complaint.Rung("Team lead", Powers.Forward | Powers.Ask),
                Complaint.Rung("Head") with { Who = [Seat.PolicyOwner] },
                Complaint.Rung("Senior VP") with { Who = [Seat.Person("victor@marketfield.test")] },
            ],
            Complaint.Chain.Times, [WorkingCalendar.Always], Complaint.System, desk.Now);
        var steps = (Face: Step.Named("Show a face", desk.Now), Camera: Step.Named("Own a camera", desk.Now));
        await desk.DoAsync(db =>
        {
            db.AddRange(chain, steps.Face, steps.Camera);
            return Task.CompletedTask;
        });
        return new(
            chain, steps, await desk.TicketAsync("damion"), await desk.TicketAsync("muhammed"), await desk.TicketAsync("aldo"),
                await desk.TicketAsync("bojan"),
            await desk.TicketAsync("ines"));
    }

    /// <summary>Makes scenes in two saves: nobody comes after a decision to a case that the same save opens again.</summary>
    public static async Task<IReadOnlyList<CaseScene>> MakeAsync(CaseDesk desk, Shared shared, IReadOnlyList<CaseStage> stages)
    {
        var scenes = stages.Select(stage => new CaseScene(desk, shared).Fill(stage)).ToList();
        await using var db = desk.Database.Open();
        foreach (var scene in scenes)
        {
            db.AddRange(scene.rows);
            if (scene.QuestionId != Guid.Empty)
                await PairMail.AddAddressAsync(desk, db, ReplyPurpose.Question, scene.QuestionId, "damion");
        }

        await db.CommitAsync(Act.Job, Stop);
        foreach (var scene in scenes)
            scene.reopen?.Invoke();
        await db.CommitAsync(Act.Job, Stop);
        return scenes;
    }

    public Actor Person(string who, Capacity capacity = Capacity.Level) => new(desk[who], capacity, Via.Web);

    public Actor OwnerActs => new(Owner, Capacity.Level, Via.Web);

    CaseScene Fill(CaseStage stage)
    {
        HasOwnOwner = stage == CaseStage.OwnOwner;
        FillPolicy(HasOwnOwner ? AddOwner() : desk["ines"]);
        var escalation = Add(Escalation.Raise(new NewCase(PolicyId, 1, name, desk.TeamId), shared.Chain.Newest,
            Person("aldo", Capacity.Agent), Now));
        CaseId = escalation.Id;
        var damion = Add(Join("damion", shared.Damions));
        damion.Pick(shared.Damions.Id, 1, "Call me, I am Jo Li.", Person("aldo", Capacity.Agent), Now, lookBy: Now.AddDays(1));
        if (stage == CaseStage.Crowded)
            Add(Join("muhammed", shared.Muhammeds));
        if (stage == CaseStage.Answered)
            damion.Answer(Consent.Named, "test", 1, fresh: true, Person("damion", Capacity.Supporter), Now);
        if (stage >= CaseStage.Climbing)
            Climb(escalation, stage);
        return this;
    }

    Guid AddOwner()
    {
        var owner = Add(SupportDesk.People.Person.Meet(name, "en", Complaint.System, Now));
        owner.AddAddress($"{name}@marketfield.test", Complaint.System, Now);
        owner.OpenAccount($"{name}@marketfield.test", Complaint.System, Now);
        owner.Grant(Role.PolicyOwner, Complaint.System, Now);
        return owner.Id;
    }

    void FillPolicy(Guid owner)
    {
        var policy = Add(Policy.Write(name, name, owner, ChainId, "Everybody shows a picture.", Complaint.System, Now));
        policy.Require(shared.Steps.Face, shared.Steps.Camera, Complaint.System, Now);
        (Owner, PolicyId) = (owner, policy.Id);
    }

    void Climb(Escalation escalation, CaseStage stage)
    {
        var standing = new Standing([Set(desk["tess"]), Set(Owner), Set(desk["victor"])], Set(desk["ada"]),
            new Voices(0, 0, 0, stage == CaseStage.Crowded ? 2 : 1));
        escalation.BeginClimb(standing, Complaint.System, Now);
        if (stage == CaseStage.Asked)
            QuestionId = escalation.Ask(new Asking("Would a badge do?"), standing, Person("tess"), Now).Id;
        if (stage == CaseStage.Returned)
            escalation.Return("Which picture?", standing, Person("tess"), Now);
        if (stage == CaseStage.Waiting)
            UnconfirmedId = escalation.AwaitConfirmation(LevelCommand.Read("/decide accepted\nA badge will do.")!, [], standing, Person("victor"), Now).Id;
        if (stage < CaseStage.Decided)
            return;

        var decision = escalation.Decide(new Ruling(DecisionOutcome.Accepted, "A badge will do.",
            DateOnly.FromDateTime(Now.AddDays(9).UtcDateTime)), standing, Person("victor"), Now);
        Add(Supporter.ComeAfter(escalation.Id, 1, desk["ines"], shared.Iness.Id, null, Person("aldo", Capacity.Agent), Now));
        if (stage == CaseStage.Reopened)
            reopen = () => escalation.Reopen(decision, "It leaks.", standing, Person("victor"), Now);
    }

    Supporter Join(string who, Ticket ticket) =>
        Supporter.Join(CaseId, desk[who], ticket.Id, null, null, Person("aldo", Capacity.Agent), Now);

    static HashSet<Guid> Set(Guid person) => [person];

    T Add<T>(T row)
        where T : notnull
    {
        rows.Add(row);
        return row;
    }
}
