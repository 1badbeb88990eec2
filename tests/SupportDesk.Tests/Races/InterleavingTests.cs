using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Notifications;
using SupportDesk.Tests.Escalations;
using SupportDesk.Tests.Guarantees;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Races;

/// <summary>
/// Two acts on one case, the second one whole between two reads of the first, before each of its reads in turn. The tables of pairs have both load before either
/// saves; here the first has read a part of what it goes by when the second commits.
/// </summary>
public sealed class InterleavingTests
{
    static readonly Dictionary<string, string[]> Acts = new()
    {
        ["gathering"] = ["damion answers", "muhammed leaves", "damion leaves", "aldo is passed up", "the sweep runs"],
        ["climbing"] = ["muhammed leaves", "damion leaves", "aldo is passed up", "victor decides", "tess forwards", "the sweep runs"],
        ["decided"] = ["victor reopens", "aldo is passed up", "muhammed leaves", "decisions are counted", "notices are sent out", "the sweep runs"],
    };

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseProvider, string> Scenes => [.. TestDatabase.Engines.SelectMany(engine => Acts.Keys.Select(scene => (engine.Data, scene)))];

    static readonly bool All = Environment.GetEnvironmentVariable("SUPPORTDESK_TEST_PAIRS") == "all";

    // An ordinary run tries each act beside itself on both engines, and beside one other on SQLite.
    [Theory, MemberData(nameof(Scenes))]
    public async Task The_guarantees_hold_whatever_comes_between_two_reads(DatabaseProvider engine, string scene)
    {
        var (acts, between) = (Acts[scene], new Interleaving());
        for (var first = 0; first < acts.Length; first++)
        {
            await using var desk = await CaseDesk.OpenAsync(engine, between.AddTo);
            await desk.AddMailboxAsync();
            for (var second = 0; second < acts.Length; second++)
            {
                if (All || first == second || (engine == DatabaseProvider.Sqlite && second == (first + 1) % acts.Length))
                    await TryAsync(desk, between, scene, acts[first], acts[second]);
            }
        }
    }

    static async Task TryAsync(CaseDesk desk, Interleaving between, string scene, string first, string second)
    {
        for (var (read, came) = (1, true); came; read++)
        {
            var (id, policy, aldo) = await SceneAsync(desk, scene);

            came = await between.RunAsync(() => DoAsync(desk, first, id, policy, aldo), read, () => DoAsync(desk, second, id, policy, aldo));

        }

        // Each read has left a case of its own; all of them are asked at once.
        await desk.AcceptAsync();
        await desk.FanOutAsync();
        await new CaseChecks(desk) { NameOf = _ => $"“{second}” between two reads of “{first}”", HighestLevelOf = (_, _) => 3 }.HoldAsync();
        await CaseChecks.NothingWasSavedOverAsync(desk);
    }

    static async Task<(Guid Case, Guid Policy, Ticket Aldo)> SceneAsync(CaseDesk desk, string scene)
    {
        var row = await desk.RaiseAsync(climbs: scene != "gathering", "damion", "muhammed");
        if (scene == "gathering")
            await desk.DoAsync(desk.Answer(row.Id, "muhammed", Consent.Private));
        if (scene == "decided")
        {
            await desk.DoAsync(desk.Decide(row.Id));
            await desk.FanOutAsync();
            await desk.DoAsync(db => db.Outbox.Where(m => m.SentAt == null).ExecuteUpdateAsync(m => m.SetProperty(x => x.SentAt, desk.Now), Stop));
        }

        return (row.Id, row.PolicyId, await desk.TicketAsync("aldo"));
    }

    static async Task DoAsync(CaseDesk desk, string act, Guid id, Guid policy, Ticket aldo)
    {
        switch (act)
        {
            case "the sweep runs": await desk.Sweep().RunAsync(Stop); break;
            case "notices are sent out": await desk.FanOutAsync(); break;
            case "decisions are counted": await desk.Database.Services.GetRequiredService<DecisionCount>().RunAsync(Stop); break;
            default:
                await desk.TryAsync(act switch
                {
                    "damion answers" => desk.Answer(id, "damion", Consent.Named),
                    "damion leaves" => desk.Leave(id, "damion"),
                    "muhammed leaves" => desk.Leave(id, "muhammed"),
                    "aldo is passed up" => desk.PassUp(aldo, policy),
                    "victor decides" => desk.Decide(id),
                    "victor reopens" => desk.Reopen(id),
                    _ => desk.Forward(id),
                });
                break;
        }
    }
}
