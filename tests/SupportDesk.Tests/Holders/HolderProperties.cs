using CsCheck;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Tests.Escalations;
using SupportDesk.Tests.Races;

namespace SupportDesk.Tests.Holders;

/// <summary>Whatever changes about people, and in whatever order, those who hold a level know what waits there, and nobody is told twice of the same.</summary>
public sealed class HolderProperties
{
    static readonly string[] People = ["tess", "aldo", "bojan", "ines", "victor"];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    enum Doing { Away, AwayLater, Back, Deactivate, Reactivate, Lead, NoLead, Own, Forward, TimePasses, Deliver, Role, NoRole }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Whoever_holds_the_level_was_told_once_since_they_hold_it(DatabaseProvider engine)
    {
        await Gen.Select(Gen.Enum<Doing>(), Gen.Int[0, People.Length - 1], Gen.Int[0, People.Length - 1]).Array[4, 12].SampleAsync(async acts =>
        {
            var (desk, id) = await HolderDesk.OpenAsync(engine);
            await using var _ = desk;
            foreach (var (doing, who, other) in acts)
            {
                var (before, told) = (await desk.LoadAsync(id), await ToldAsync(desk));
                await ActAsync(desk, before, doing, People[who], People[other]);
                await desk.SweepAsync();
                await VerifyAsync(desk, before, told);
            }
        }, iter: engine == DatabaseProvider.Sqlite ? 12 : 3, threads: 1);
    }

    // Whatever changes who holds a level wakes the sweep: the deputy hears at once, not at the next beat.
    static async Task ActAsync(CaseDesk desk, SupportDesk.Escalations.Escalation before, Doing doing, string who, string other)
    {
        var (held, last) = (await HeldAsync(desk, before), await desk.ReadAsync(db => db.Events.MaxAsync(e => e.Id, Stop)));
        await DoAsync(desk, before.Id, doing, who, other);
        if (doing == Doing.TimePasses || await HeldAsync(desk, before) == held)
            return;

        var happened = await desk.ReadAsync(db => db.Events.Where(e => e.Id > last).Select(e => e.Kind).ToListAsync(Stop));
        happened.ShouldContain(kind => kind.MayChangeHolders(), $"{doing} changed who holds a level, and wakes nobody");
    }

    static async Task<string> HeldAsync(CaseDesk desk, SupportDesk.Escalations.Escalation row)
    {
        var standing = await desk.StandingAsync(row);
        return string.Join(';', Enumerable.Range(1, standing.Top).Select(level => string.Join(',', standing.At(level).Order())));
    }

    static async Task VerifyAsync(CaseDesk desk, SupportDesk.Escalations.Escalation before, Dictionary<Guid, int> told)
    {
        var now = await desk.LoadAsync(before.Id);
        if (now.State != SupportDesk.Escalations.EscalationState.Climbing)
            return;

        var (holders, after) = ((await desk.StandingAsync(now)).At(now.Climb.Level), await ToldAsync(desk));
        now.Climb.Holders.Order().ShouldBe(holders.Order());
        holders.ShouldNotBeEmpty();
        if (now.Climb.EnteredNo != before.Climb.EnteredNo)
            return;

        foreach (var person in holders)
            (after.GetValueOrDefault(person) - told.GetValueOrDefault(person)).ShouldBeLessThanOrEqualTo(before.Climb.Holders.Contains(person) ? 0 : 1);
        foreach (var person in holders.Except(before.Climb.Holders))
            after.GetValueOrDefault(person).ShouldBeGreaterThan(0, "a new holder was told");
        foreach (var person in after.Keys.Except(holders))
            after[person].ShouldBe(told.GetValueOrDefault(person), "nobody else was told");
    }

    static async Task<Dictionary<Guid, int>> ToldAsync(CaseDesk desk) => await desk.ReadAsync(db =>
        db.Outbox.Where(m => m.Kind == MailKind.Delivery).GroupBy(m => m.PersonId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, Stop));

    static async Task DoAsync(CaseDesk desk, Guid id, Doing doing, string who, string other)
    {
        try
        {
            await (doing switch
            {
                Doing.Away => desk.AwayAsync(who, other),
                Doing.AwayLater => desk.AwayAsync(who, other, TimeSpan.FromHours(3), TimeSpan.FromHours(30)),
                Doing.Back => desk.BackAsync(who),
                Doing.Deactivate => desk.DeactivateAsync(who),
                Doing.Reactivate => desk.ReactivateAsync(who),
                Doing.Lead => desk.LeadAsync(who, leads: true),
                Doing.NoLead => desk.LeadAsync(who, leads: false),
                Doing.Own => desk.OwnAsync(who),
                Doing.Forward => desk.ForwardAsync(id, who),
                Doing.Deliver => desk.AcceptAsync(),
                Doing.Role => desk.GrantAsync(who),
                Doing.NoRole => desk.RevokeAllAsync(who),
                _ => Later(desk),
            });
        }
        catch (DeskException)
        {
            // Refused: nothing changed.
        }
    }

    static Task Later(CaseDesk desk)
    {
        desk.Time.Advance(TimeSpan.FromHours(7));
        return Task.CompletedTask;
    }
}
