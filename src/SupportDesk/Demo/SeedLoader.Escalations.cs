using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;

namespace SupportDesk.Demo;

/// <summary>The story's cases that are on their way or were decided before it begins.</summary>
public sealed partial class SeedLoader
{
    private void AddEscalations(DeskDb db, IReadOnlyList<SeedStory.SeedEscalation> escalations)
    {
        foreach (var seed in escalations)
            Add(db, seed);
    }

    private void Add(DeskDb db, SeedStory.SeedEscalation seed)
    {
        var (policy, chain) = policies[seed.Policy];
        var at = SeedStory.Before(now, seed.Ago);
        var escalation = Escalation.Raise(new NewCase(policy.Id, seed.Statement, seed.Title, teams[seed.Team].Id), chain.Newest, Imported(cast[seed.By].Id, Capacity.Agent), at);
        foreach (var supporter in seed.Supporters)
            Add(db, escalation, supporter, seed, at);

        var standing = new Standing(
            [.. seed.Standing.Select(level => level.Select(key => cast[key].Id).ToHashSet())], new HashSet<Guid>(), Voices.Of(seed.Supporters.Select(s => s.Consent)));
        escalation.BeginClimb(standing, Imported(Actor.SystemId, Capacity.System), at.AddMinutes(30));
        Deliver(escalation, standing, at.AddMinutes(30));
        foreach (var act in seed.Acts)
            Do(escalation, act, standing);
        db.Escalations.Add(escalation);
    }

    private void Add(DeskDb db, Escalation escalation, SeedStory.SeedSupporter seed, SeedStory.SeedEscalation about, DateTimeOffset at)
    {
        var (ticket, first) = tickets[seed.Ticket];
        var supporter = Supporter.Join(escalation.Id, cast[seed.Person].Id, ticket, addresses[seed.Person].Id, first, Imported(cast[about.By].Id, Capacity.Agent), at);
        supporter.Answer(seed.Consent, "consent page", 1, fresh: true, Imported(cast[seed.Person].Id, Capacity.Supporter), at.AddMinutes(20));
        foreach (var (no, words) in seed.Passages.Index())
            supporter.Pick(first, no + 1, words, Imported(cast[about.By].Id, Capacity.Agent), at);
        db.Supporters.Add(supporter);
    }

    private void Do(Escalation escalation, SeedStory.SeedAct act, Standing standing)
    {
        var (by, at) = (Imported(cast[act.By].Id, Capacity.Level), SeedStory.Before(now, act.Ago));
        switch (act.Do)
        {
            case SeedStory.SeedVerb.Open:
                escalation.Open(standing, by, at);
                break;
            case SeedStory.SeedVerb.Acknowledge:
                escalation.Acknowledge(standing, by, at);
                break;
            case SeedStory.SeedVerb.Forward:
                escalation.Forward(act.Text, standing, by, at);
                Deliver(escalation, standing, at);
                break;
            default:
                escalation.Decide(new(act.Do == SeedStory.SeedVerb.Accept ? DecisionOutcome.Accepted : DecisionOutcome.Declined, act.Text), standing, by, at);
                escalation.Tell(escalation.DecisionCount, standing.Voices.All, 0, Imported(Actor.SystemId, Capacity.System), at.AddMinutes(5));
                break;
        }
    }

    // Their mails left before the desk's own records begin.
    private static void Deliver(Escalation escalation, Standing standing, DateTimeOffset at) =>
        escalation.NoteDelivery(standing with { Notices = new(Accepted: true, ReminderAccepted: false, NextTryAt: null, AllRefused: false) }, Imported(Actor.SystemId, Capacity.System), at);
}
