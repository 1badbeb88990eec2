using SupportDesk.Data;
using SupportDesk.Tests.Escalations;

namespace SupportDesk.Tests.Pairs;

/// <summary>
/// Tries every pair of a table, each on a scene of its own: both load, the first is saved, then the second is saved or refused with a sentence; after a clash it is
/// done again from the start, as jobs and pages do.
/// </summary>
sealed class Pairing<TStage, TScene>(CaseDesk desk, IReadOnlyList<PairAct<TStage, TScene>> acts)
    where TStage : struct, Enum
{
    const int AtOnce = 40;
    readonly HashSet<string> done = [];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Runs the table.</summary>
    /// <param name="make">Makes scenes in the stages asked for, in one save.</param>
    /// <returns>Each pair with its scene, for the invariants.</returns>
    public async Task<IReadOnlyList<(string Pair, TScene Scene)>> RunAsync(Func<IReadOnlyList<TStage>, Task<IReadOnlyList<TScene>>> make)
    {
        var (tried, failures) = (new List<(string, TScene)>(), new List<string>());
        var pairs = acts.SelectMany(first => acts.Select(second => (First: first, Second: second, Stage: StageOf(first, second))));
        foreach (var some in pairs.Chunk(AtOnce))
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
        acts.Select(a => a.Name).Except(done).ShouldBeEmpty("these acts were refused every time, so their rows try nothing: mend their stages");
        return tried;
    }

    // Where there is no stage in which both can be done, the second is refused before it begins.
    static TStage StageOf(PairAct<TStage, TScene> first, PairAct<TStage, TScene> second) =>
        first.Stages.Intersect(second.Stages).Append(first.Stages[0]).First();

    async Task TryAsync(PairAct<TStage, TScene> first, PairAct<TStage, TScene> second, TScene scene)
    {
        await using var late = desk.Database.Open();
        var began = second.IsWhole || await RefusedAsync(second, () => second.Do(scene, late)) is null;
        if (await RefusedAsync(first, () => WholeAsync(first, scene)) is null)
            done.Add(first.Name);
        if (began && await RefusedAsync(second, () => second.IsWhole ? WholeAsync(second, scene) : SaveAsync(second, scene, late)) is null)
            done.Add(second.Name);
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

    Task<Committed> WholeAsync(PairAct<TStage, TScene> act, TScene scene) => desk.Database.Factory.RunAsync(async db =>
    {
        await act.Do(scene, db);
        return await db.CommitAsync(Act.Job, Stop);
    }, Stop);

    static async Task<string?> RefusedAsync(PairAct<TStage, TScene> act, Func<Task> what)
    {
        try
        {
            await what();
            return null;
        }
        catch (DeskException refusal)
        {
            refusal.Message.ShouldNotBeNullOrWhiteSpace(act.Name);
            return refusal.Message;
        }
    }
}
