using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Drafts;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Notifications;

namespace SupportDesk.Data;

/// <summary>The one way to save.</summary>
public abstract partial class DeskDb
{
    /// <summary>
    /// Saves what the verbs changed together with its events, the mail it makes us owe, what search must find and the act's id, in one
    /// transaction; then nudges whoever waits. Nothing after the save can be lost for good: everything owed is a row.
    /// </summary>
    /// <returns>Whether the act had been done before, and where it went then.</returns>
    /// <exception cref="ClashException">Somebody changed the same root in between.</exception>
    public async Task<Committed> CommitAsync(Act act, CancellationToken cancel = default)
    {
        var at = Services.GetRequiredService<DeskClock>().Now;
        var events = await GatherAsync(act, at, cancel);
        if (act.Id is { } id)
            Acts.Add(new DoneAct(id, act.PersonId, at, act.Answer));

        CrashPoint.Reached("before-commit");
        if (await SaveOnceAsync(act, cancel) is { } before)
            return before;

        LetSearchDocumentsGo();
        CrashPoint.Reached("after-commit");

        Services.GetRequiredService<CommitFeed>().Tell(events);
        return new(false, act.Answer);
    }

    // Changes are looked for once here and once by the save: each list of what is tracked would compare all of it again.
    private async Task<List<DeskEvent>> GatherAsync(Act act, DateTimeOffset at, CancellationToken cancel)
    {
        ChangeTracker.DetectChanges();
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            var events = TakeHappened();
            await EndUnconfirmedAsync(events, at, cancel);
            events.AddRange(TakeHappened());
            foreach (var happening in events)
                happening.ActId = act.Id;
            Events.AddRange(events);
            await GuardAsync(events, cancel);
            AddSearchDocuments();
            await SealReceiptsAsync(cancel);
            await Services.GetRequiredService<Owed>().AddAsync(this, events, at, cancel);
            return events;
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    /// <summary>The program's services, as the pooled context knows them.</summary>
    internal IServiceProvider Services =>
        this.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider
        ?? throw new InvalidOperationException("This context was made outside the program's services.");

    private List<DeskEvent> TakeHappened()
    {
        var events = new List<DeskEvent>();
        bool more;
        do
        {
            more = false;
            foreach (var root in ChangeTracker.Entries<Root>().Select(e => e.Entity).ToList())
            {
                events.AddRange(root.Happened);
                root.ClearHappened();
                if (root is IAddsRows rows && rows.TakeAdded() is { Count: > 0 } made)
                {
                    AddRange(made);
                    more = true;
                }

                if (root is IAddsRows takers)
                    RemoveRange(takers.TakeRemoved());
            }
        }
        while (more);
        return events;
    }

    private async Task SealReceiptsAsync(CancellationToken cancel)
    {
        var grown = ChangeTracker.Entries<Receipt>().Where(e => e.State == EntityState.Added).Select(e => e.Entity.EscalationId).ToHashSet();
        if (grown.Count == 0)
            return;

        var (kid, key) = await Services.GetRequiredService<KeyRing>().NewestAsync(KeyRing.HeadSeals, cancel);
        var seal = new SealKey(kid.ToString(CultureInfo.InvariantCulture), key);
        foreach (var escalation in ChangeTracker.Entries<Escalation>().Select(e => e.Entity).Where(e => grown.Contains(e.Id)))
            escalation.Seal(seal);
    }

    private async Task<Committed?> SaveOnceAsync(Act act, CancellationToken cancel)
    {
        try
        {
            while (!await TrySaveAsync(cancel))
            {
            }

            return null;
        }
        catch (DbUpdateConcurrencyException clash)
        {
            return await DoneBeforeAsync(act, cancel) ?? throw new ClashException(clash);
        }
        catch (DbUpdateException refused) when (IsUniqueViolation(refused.InnerException))
        {
            return await DoneBeforeAsync(act, cancel) ?? throw new ClashException(refused);
        }
        catch (Exception ended) when (IsDeadlock(ended))
        {
            return await DoneBeforeAsync(act, cancel) ?? throw new ClashException(ended);
        }
    }

    // A draft ends with the act that sends it, though a save on its way changed the row meanwhile. What another window wrote stays.
    private async Task<bool> TrySaveAsync(CancellationToken cancel)
    {
        try
        {
            await SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateConcurrencyException clash) when (clash.Entries.Count > 0 && clash.Entries.All(e => e is { Entity: Draft, State: EntityState.Deleted }))
        {
            foreach (var entry in clash.Entries)
            {
                var (draft, act) = ((Draft)entry.Entity, ((Draft)entry.Entity).ActId);
                await entry.ReloadAsync(cancel);
                if (entry.State != EntityState.Detached && draft.ActId == act)
                    entry.State = EntityState.Deleted;
            }

            return false;
        }
    }

    private async Task<Committed?> DoneBeforeAsync(Act act, CancellationToken cancel)
    {
        ChangeTracker.Clear();
        if (act.Id is not { } id)
            return null;

        var done = await Acts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.PersonId == act.PersonId, cancel);
        return done is null ? null : new(true, done.Answer);
    }

    /// <summary>Whether the engine refused a row because its key is taken.</summary>
    internal abstract bool IsUniqueViolation(Exception? exception);

    /// <summary>Whether the engine ended this save because it and another one waited for each other.</summary>
    internal virtual bool IsDeadlock(Exception? exception) => false;
}
