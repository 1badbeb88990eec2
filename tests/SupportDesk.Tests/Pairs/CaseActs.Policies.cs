using Microsoft.EntityFrameworkCore;
using SupportDesk.Calendars;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.People;
using SupportDesk.Policies;
using SupportDesk.Tests.Escalations;
using static SupportDesk.Tests.Pairs.CaseStage;
using CaseAct = SupportDesk.Tests.Pairs.PairAct<SupportDesk.Tests.Pairs.CaseStage, SupportDesk.Tests.Pairs.CaseScene>;

namespace SupportDesk.Tests.Pairs;

/// <summary>What is done to the case's policy, its chain and its owner.</summary>
static partial class CaseActs
{
    static IEnumerable<CaseAct> OfPolicies() =>
    [
        new("The owner changes the rule", Any, ["Policy.Say"], async (s, db) =>
            (await PolicyAsync(s, db)).Say("Badges are welcome.", s.OwnerActs, s.Now)),
        new("An administrator hands the policy to Bojan", Any, ["Policy.HandTo"], async (s, db) =>
            (await PolicyAsync(s, db)).HandTo(s.Desk["bojan"], s.Person("ada", Capacity.Administrator), s.Now)),
        new("The policy follows another chain", Any, ["Policy.Follow"], async (s, db) => (await PolicyAsync(s, db)).Follow(s.Desk.Chain.ChainId, s.OwnerActs, s.Now)),
        new("The policy is archived", Any, ["Policy.Archive"], async (s, db) => (await PolicyAsync(s, db)).Archive(s.OwnerActs, s.Now)),
        new("The policy is archived and restored", Any, ["Policy.Restore"], async (s, db) =>
        {
            var policy = await PolicyAsync(s, db);
            policy.Archive(s.OwnerActs, s.Now);
            policy.Restore(s.OwnerActs, s.Now);
        }),
        OnCase("The sweep finds another holder at its level", OnItsWay, ["Escalation.NoteHolders"], (e, standing, s) =>
            e.NoteHolders(standing with { Levels = [.. standing.Levels.Select(l => l.Append(s.Desk["bojan"]).ToHashSet())] }, Complaint.System, s.Now)),
        new("The owner says what a step needs", Any, ["Policy.Require"], RequireAsync),
        new("The owner drops what a step needs", Any, ["Policy.Drop"], DropAsync),
        new("The chain gets another version", Any, ["Chain.Change"], async (s, db) =>
        {
            var chain = await db.Chains.SingleAsync(c => c.Id == s.ChainId, Stop);
            chain.Change([Complaint.Rung($"Level after {chain.No}")], Complaint.Chain.Times, [WorkingCalendar.Always],
                s.Person("ada", Capacity.Administrator), s.Now);
        }),
        new("The owner goes away", [OwnOwner], ["Person.GoAway"], async (s, db) =>
            (await OwnerAsync(s, db)).GoAway(s.Now, s.Now.AddDays(9), s.Desk["bojan"], s.OwnerActs, s.Now)),
        new("The owner's account is deactivated", [OwnOwner], ["Person.Deactivate"], async (s, db) =>
            (await OwnerAsync(s, db)).Deactivate(await db.Users.SingleAsync(u => u.Id == s.Owner, Stop),
                s.Person("ada", Capacity.Administrator), s.Now)),
    ];

    static async Task<Person> OwnerAsync(CaseScene s, DeskDb db) =>
        s.HasOwnOwner ? await db.People.SingleAsync(p => p.Id == s.Owner, Stop)
            : throw new DeskException("Ines owns many policies and stays.");

    static Task<Policy> PolicyAsync(CaseScene s, DeskDb db) => db.Policies.SingleAsync(p => p.Id == s.PolicyId, Stop);

    static async Task RequireAsync(CaseScene s, DeskDb db)
    {
        var (steps, policy) = (new Steps(db), await PolicyAsync(s, db));
        var (step, needs) = (await steps.NamedAsync("Upload a picture", s.Now, Stop),
            await steps.NamedAsync("Verified identity", s.Now, Stop));
        if (await db.Requirements.AnyAsync(r => r.PolicyId == policy.Id && r.StepId == step.Id, Stop))
            throw new DeskException("The policy says this already.");
        policy.Require(step, needs, s.OwnerActs, s.Now);
    }

    static async Task DropAsync(CaseScene s, DeskDb db)
    {
        var policy = await PolicyAsync(s, db);
        var row = await db.Requirements.FirstOrDefaultAsync(r => r.PolicyId == policy.Id, Stop)
            ?? throw new DeskException("The policy says no such thing.");
        policy.Drop(row, s.OwnerActs, s.Now);
        db.Requirements.Remove(row);
    }
}
