using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail.Authenticity;
using SupportDesk.Tests.Escalations;

namespace SupportDesk.Tests.Races;

/// <summary>The version is the concurrency token of every root, on both engines: whoever saves what somebody else changed meanwhile fails.</summary>
public sealed class StaleSaveTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Of_two_who_change_any_root_at_once_the_second_clashes(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        await desk.RaiseAsync();
        await desk.TicketAsync("damion");
        await desk.DoAsync(db =>
        {
            db.Add(TrustedSigner.Trust("customer.test", "mail.test", Complaint.System, desk.Now));
            return Task.CompletedTask;
        });

        foreach (var root in typeof(Root).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Root)) && !t.IsAbstract))
        {
            await using var one = desk.Database.Open();
            await using var other = desk.Database.Open();
            await RaiseVersionAsync(one, root);
            await RaiseVersionAsync(other, root);
            await one.CommitAsync(Act.Job, Stop);

            (await Record.ExceptionAsync(() => other.CommitAsync(Act.Job, Stop))).ShouldBeOfType<ClashException>($"{root.Name} was saved over what another one had changed");
        }
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Who_rests_on_a_root_clashes_with_its_change_and_not_with_others_who_rest_on_it(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        await using var one = desk.Database.Open();
        await using var other = desk.Database.Open();
        await using var changed = desk.Database.Open();
        foreach (var db in new[] { one, other, changed })
            db.RestOn(await db.Policies.SingleAsync(Stop));

        await one.CommitAsync(Act.Job, Stop);
        await other.CommitAsync(Act.Job, Stop);
        await desk.DoAsync(async db => (await db.Policies.SingleAsync(Stop)).Say("A badge will do.", Complaint.System, desk.Now));

        await Should.ThrowAsync<ClashException>(() => changed.CommitAsync(Act.Job, Stop));
    }

    // By its rows, not by a verb: that each verb raises the version is another test's.
    static async Task RaiseVersionAsync(DeskDb db, Type root)
    {
        var rows = (IQueryable<Root>)typeof(DbContext).GetMethod(nameof(DbContext.Set), Type.EmptyTypes)!.MakeGenericMethod(root).Invoke(db, null)!;
        var row = await rows.OrderBy(r => r.Id).FirstOrDefaultAsync(Stop) ?? throw new InvalidOperationException($"The test's desk has no {root.Name}; add one.");
        var version = db.Entry(row).Property(nameof(Root.Version));
        version.CurrentValue = (long)version.CurrentValue! + 1;
    }
}
