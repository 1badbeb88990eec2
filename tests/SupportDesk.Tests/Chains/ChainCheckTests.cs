using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Tests.Escalations;

namespace SupportDesk.Tests.Chains;

public sealed class ChainCheckTests
{
    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Whoever_a_chain_names_without_effect_is_reported_with_the_key(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        await desk.DeactivateAsync("ines");
        var known = new LevelOptions { Name = "Known", Who = ["person:victor@marketfield.test", "policy-owner"] };
        var unknown = new LevelOptions { Name = "Unknown", Who = ["person:nobody@example.org", "team:Nowhere"], Deputies = ["person:ines@marketfield.test"] };

        var problems = await CheckAsync(desk, new() { Chains = { ["Policies"] = new() { Levels = [known, unknown] } } });

        problems.Where(p => p.StartsWith("Escalations:", StringComparison.Ordinal)).ShouldBe(
        [
            "Escalations:Chains:Policies:Levels:1:Who:0 is “person:nobody@example.org”: nobody with that address can sign in; expected the address of somebody with an account.",
            "Escalations:Chains:Policies:Levels:1:Who:1 is “team:Nowhere”: there is no such team; expected one of Trust and safety.",
            "Escalations:Chains:Policies:Levels:1:Deputies:0 is “person:ines@marketfield.test”: that account is deactivated; name somebody else, or reactivate it.",
        ]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_desk_without_a_chain_says_what_to_do(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);

        var problems = await new ChainCheck(database.Factory, Options.Create(new EscalationOptions()), NullLogger<ChainCheck>.Instance).FindAsync(TestContext.Current.CancellationToken);

        problems.ShouldHaveSingleItem().ShouldStartWith("Escalations:Chains is empty, so nothing can be passed up to a policy yet. Name the levels");
    }

    private static Task<IReadOnlyList<string>> CheckAsync(CaseDesk desk, EscalationOptions options) =>
        new ChainCheck(desk.Database.Factory, Options.Create(options), NullLogger<ChainCheck>.Instance).FindAsync(TestContext.Current.CancellationToken);
}
