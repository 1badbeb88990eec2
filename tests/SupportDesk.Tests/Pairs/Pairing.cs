using SupportDesk.Data;
using SupportDesk.Tests.Escalations;

namespace SupportDesk.Tests.Pairs;

/// <summary>
/// Tries pairs of a table, each on a scene of its own: both load, the first is saved, then the second is saved or refused with a sentence;
/// after a clash it is done again from the start, as jobs and pages do.
/// </summary>
sealed class Pairing<TStage, TScene>(CaseDesk desk, BeforeSave before, IReadOnlyList<PairAct<TStage, TScene>> acts)
    where TStage : struct, Enum
{
    const int AtOnce = 40;
    readonly HashSet<string> done = [];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Runs this run's share of the table.</summary>
    /// <param name="sweeps">The pairs with a whole sweep, and no other; else those without.</param>
    /// <param name="make">Makes scenes in the stages asked for.</param>
    /// <returns>Each pair with its scene, for the invariants.</returns>
    public async Task<IReadOnlyList<(string Pair, TScene Scene)>> RunAsync(
        bool sweeps, Func<IReadOnlyList<TStage>, Task<IReadOnlyList<TScene>>> make)
    {
        var (tried, failures) = (new List<(string, TScene)>(), new List<string>());
        // A sweep would move the scenes that wait for their turn.
        foreach (var some in Pairs(sweeps).Chunk(sweeps ? 1 : AtOnce))
        {
            foreach (var (pair, scene) in some.Zip(await make([.. some.Select(p => p.Stage)])))
            {
                var name = $"[{pair.First.Name}] and then [{pair.Second.Name}] on {pair.Stage}";
                try
                {
                    await TryAsync(pair.First, pair.Second, scene);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    failures.Add($"{name}: {failure.GetType().Name}: {failure.Message} {failure.InnerException?.Message}");
                }

                tried.Add((name, scene));
            }
        }

        failures.ShouldBeEmpty();
        acts.Where(a => a.IsSweep == sweeps).Select(a => a.Name).Except(done)
            .ShouldBeEmpty("these acts were refused every time, so their rows try nothing: mend their stages");
        return tried;
    }

    IEnumerable<(PairAct<TStage, TScene> First, PairAct<TStage, TScene> Second, TStage Stage)> Pairs(bool sweeps) =>
        from first in acts.Index()
        from second in acts.Index()
        where (first.Item.IsSweep || second.Item.IsSweep) == sweeps && PairShare.IsTried(desk.Database.Engine, first.Index, second.Index)
        select (first.Item, second.Item, StageOf(first.Item, second.Item));

    // Where there is no stage in which both can be done, the second is refused before it begins.
    static TStage StageOf(PairAct<TStage, TScene> first, PairAct<TStage, TScene> second) =>
        first.Stages.Intersect(second.Stages).Append(first.Stages[0]).First();

    async Task TryAsync(PairAct<TStage, TScene> first, PairAct<TStage, TScene> second, TScene scene)
    {
        if (second.IsWhole)
        {
            await NoteAsync(second, () =>
                before.RunAsync(() => second.Do(scene, null!), () => NoteAsync(first, () => WholeAsync(first, scene))));
            return;
        }

        await using var late = desk.Database.Open();
        var began = await IsDoneAsync(second, () => second.Do(scene, late));
        await NoteAsync(first, () => WholeAsync(first, scene));
        if (began)
            await NoteAsync(second, () => SaveAsync(second, scene, late));
    }

    async Task SaveAsync(PairAct<TStage, TScene> act, TScene scene, DeskDb late)
    {
        try
        {
            await late.CommitAsync(Act.Job, Stop);
        }
        catch (ClashException)
        {
            await WholeAsync(act, scene);
        }
    }

    Task WholeAsync(PairAct<TStage, TScene> act, TScene scene)
    {
        return act.IsWhole ? act.Do(scene, null!) : desk.Database.Factory.RunAsync(async db =>
        {
            await act.Do(scene, db);
            return await db.CommitAsync(Act.Job, Stop);
        }, Stop);
    }

    async Task NoteAsync(PairAct<TStage, TScene> act, Func<Task> what)
    {
        if (await IsDoneAsync(act, what))
            done.Add(act.Name);
    }

    static async Task<bool> IsDoneAsync(PairAct<TStage, TScene> act, Func<Task> what)
    {
        try
        {
            await what();
            return true;
        }
        catch (DeskException refusal)
        {
            refusal.Message.ShouldNotBeNullOrWhiteSpace(act.Name);
            return false;
        }
    }
}
