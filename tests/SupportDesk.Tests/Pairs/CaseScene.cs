using SupportDesk.Calendars;
using SupportDesk.Chains;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.People;
using SupportDesk.Policies;
using SupportDesk.Tests.Escalations;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Pairs;

/// <summary>How a case stands when a pair begins. It has one supporter, Damion; where it is crowded, Muhammed too.</summary>
enum CaseStage { Consenting, Answered, Climbing, Crowded, Asked, Returned, Decided, Reopened }

/// <summary>
/// A case with a policy, an owner and a chain of its own. Tess leads the team at its first level, the owner holds the second, Victor the third.
/// In every stage Aldo's and Bojan's tickets wait to be passed up; Ines came after the decision where there is one.
/// </summary>
sealed class CaseScene
{
    static int made;

    readonly CaseDesk desk;
    readonly string name = $"pair-{Interlocked.Increment(ref made)}";
    readonly List<object> rows = [];

    CaseScene(CaseDesk desk) => this.desk = desk;

    public CaseDesk Desk => desk;
    public DateTimeOffset Now => desk.Now;
    public Guid Owner { get; private set; }
    public Guid PolicyId { get; private set; }
    public Guid ChainId { get; private set; }
    public Guid CaseId { get; private set; }
    public Ticket Damions { get; private set; } = null!;
    public Ticket Muhammeds { get; private set; } = null!;
    public Ticket Aldos { get; private set; } = null!;
    public Ticket Bojans { get; private set; } = null!;
    public Ticket Iness { get; private set; } = null!;

    /// <summary>Makes scenes in one save.</summary>
    public static async Task<IReadOnlyList<CaseScene>> MakeAsync(CaseDesk desk, (Step Face, Step Camera) steps, IReadOnlyList<CaseStage> stages)
    {
        var scenes = stages.Select(stage => new CaseScene(desk).Fill(stage, steps)).ToList();
        await desk.DoAsync(db =>
        {
            foreach (var scene in scenes)
                db.AddRange(scene.rows);
            return Task.CompletedTask;
        });
        return scenes;
    }

    public Actor Person(string who, Capacity capacity = Capacity.Level) => new(desk[who], capacity, Via.Web);

    public Actor OwnerActs => new(Owner, Capacity.Level, Via.Web);

    CaseScene Fill(CaseStage stage, (Step Face, Step Camera) steps)
    {
        var chain = FillPolicy(steps);
        (Damions, Muhammeds, Aldos, Bojans, Iness) = (TicketOf("damion"), TicketOf("muhammed"), TicketOf("aldo"), TicketOf("bojan"), TicketOf("ines"));
        var escalation = Add(Escalation.Raise(new NewCase(PolicyId, 1, name, desk.TeamId), chain, Person("aldo", Capacity.Agent), Now));
        CaseId = escalation.Id;
        var damion = Add(Join("damion", Damions));
        if (stage == CaseStage.Crowded)
            Add(Join("muhammed", Muhammeds));
        if (stage == CaseStage.Answered)
            damion.Answer(Consent.Named, "test", 1, fresh: true, Person("damion", Capacity.Supporter), Now);
        if (stage >= CaseStage.Climbing)
            Climb(escalation, stage);
        return this;
    }

    FrozenChain FillPolicy((Step Face, Step Camera) steps)
    {
        var owner = Add(SupportDesk.People.Person.Meet(name, "en", Complaint.System, Now));
        owner.AddAddress($"{name}@marketfield.test", Complaint.System, Now);
        owner.OpenAccount($"{name}@marketfield.test", Complaint.System, Now);
        owner.Grant(Role.PolicyOwner, Complaint.System, Now);
        var chain = Add(SupportDesk.Chains.Chain.Named(name, false, Now));
        chain.Change(
            [Complaint.Rung("Team lead", Powers.Forward | Powers.Ask), Complaint.Rung("Head") with { Who = [Seat.PolicyOwner] }, Complaint.Rung("Senior VP") with { Who = [Seat.Person("victor@marketfield.test")] }],
            Complaint.Chain.Times, [WorkingCalendar.Always], Complaint.System, Now);
        var policy = Add(Policy.Write(name, name, owner.Id, chain.Id, "Everybody shows a picture.", Complaint.System, Now));
        policy.Require(steps.Face, steps.Camera, Complaint.System, Now);
        (Owner, ChainId, PolicyId) = (owner.Id, chain.Id, policy.Id);
        return chain.Newest;
    }

    void Climb(Escalation escalation, CaseStage stage)
    {
        var standing = new Standing([Set(desk["tess"]), Set(Owner), Set(desk["victor"])], Set(desk["ada"]), new Voices(0, 0, 0, stage == CaseStage.Crowded ? 2 : 1));
        escalation.BeginClimb(standing, Complaint.System, Now);
        if (stage == CaseStage.Asked)
            escalation.Ask(new Asking("Would a badge do?"), standing, Person("tess"), Now);
        if (stage == CaseStage.Returned)
            escalation.Return("Which picture?", standing, Person("tess"), Now);
        if (stage < CaseStage.Decided)
            return;

        var decision = escalation.Decide(new Ruling(DecisionOutcome.Accepted, "A badge will do.", DateOnly.FromDateTime(Now.AddDays(9).UtcDateTime)), standing, Person("victor"), Now);
        Add(Supporter.ComeAfter(escalation.Id, 1, desk["ines"], Iness.Id, null, Person("aldo", Capacity.Agent), Now));
        if (stage == CaseStage.Reopened)
            escalation.Reopen(decision, "It leaks.", standing, Person("victor"), Now);
    }

    Supporter Join(string who, Ticket ticket) => Supporter.Join(CaseId, desk[who], ticket.Id, null, null, Person("aldo", Capacity.Agent), Now);

    Ticket TicketOf(string who) => Add(Ticket.Open(
        new NewTicket(name, desk[who], null, desk.TeamId, null, "en"),
        new NewPost(PostKind.Reply, desk[who], who, $"{who}@marketfield.test", "<p>I have no picture.</p>", "I have no picture.", Origin.Mail),
        Person(who, Capacity.Requester), Now));

    static HashSet<Guid> Set(Guid person) => [person];

    T Add<T>(T row)
        where T : notnull
    {
        rows.Add(row);
        return row;
    }
}
