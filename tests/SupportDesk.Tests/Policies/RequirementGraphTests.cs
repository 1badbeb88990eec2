using CsCheck;
using SupportDesk.Policies;

namespace SupportDesk.Tests.Policies;

public sealed class RequirementGraphTests
{
    static readonly Guid Picture = Id(1), Identity = Id(2), Upload = Id(3), Payout = Id(4), Address = Id(5);
    static readonly Guid PicturePolicy = Id(101), UploadPolicy = Id(102), PayoutPolicy = Id(103);

    static readonly GraphRequirement[] Story =
    [
        new(Id(11), PicturePolicy, Identity, Picture),
        new(Id(12), UploadPolicy, Upload, Identity),
        new(Id(13), UploadPolicy, Picture, Upload),
        new(Id(14), PayoutPolicy, Payout, Identity),
    ];

    [Fact]
    public void Policies_together_make_a_catch_22()
    {
        var graph = new RequirementGraph(Story);

        var circle = graph.CatchTwentyTwos().ShouldHaveSingleItem().Circle;

        circle.Select(r => r.Policy).Distinct().ShouldBe([PicturePolicy, UploadPolicy], ignoreOrder: true);
        circle.Zip(circle.Skip(1).Append(circle[0])).ShouldAllBe(pair => pair.First.Needs == pair.Second.Step);
    }

    [Fact]
    public void What_only_hangs_on_a_circle_is_not_in_it()
    {
        var graph = new RequirementGraph(Story);

        graph.IsInCircle(Story[3]).ShouldBeFalse();
        graph.IsInCircle(Story[0]).ShouldBeTrue();
    }

    [Fact]
    public void The_cheapest_to_drop_is_what_fewest_depend_on()
    {
        var graph = new RequirementGraph(Story);

        var cheapest = graph.CatchTwentyTwos().Single().Cheapest;

        cheapest.ShouldBe(Story[2], "identity is needed for payouts too; of the others the upload closed the circle last");
        new RequirementGraph(Story.Where(r => r != cheapest)).CatchTwentyTwos().ShouldBeEmpty();
    }

    [Fact]
    public void Without_a_circle_there_is_nothing_to_break()
    {
        var graph = new RequirementGraph([new(Id(11), PicturePolicy, Identity, Picture), new(Id(12), PayoutPolicy, Payout, Identity)]);

        graph.CatchTwentyTwos().ShouldBeEmpty();
    }

    [Fact]
    public void Knots_apart_are_two_catch_22s()
    {
        var graph = new RequirementGraph([.. Story, new(Id(15), PayoutPolicy, Payout, Address), new(Id(16), PayoutPolicy, Address, Payout)]);

        graph.CatchTwentyTwos().Select(c => c.Circle.Count).ShouldBe([3, 2]);
    }

    [Fact]
    public void Around_a_step_comes_its_whole_knot()
    {
        var graph = new RequirementGraph(Story);

        graph.Around([Picture]).ShouldBe(Story[..3], ignoreOrder: true);
    }

    [Fact]
    public void Every_circle_found_is_one_and_none_is_missed()
    {
        var edges = Gen.Select(Gen.Int[1, 6], Gen.Int[1, 6]).Where((from, to) => from != to).Array[0, 14];

        edges.Sample(pairs =>
        {
            var all = pairs.Distinct().Select((p, i) => new GraphRequirement(Id(20 + i), PicturePolicy, Id(p.Item1), Id(p.Item2))).ToList();
            var found = new RequirementGraph(all).CatchTwentyTwos();

            foreach (var circle in found.Select(f => f.Circle))
            {
                circle.Zip(circle.Skip(1).Append(circle[0])).ShouldAllBe(pair => pair.First.Needs == pair.Second.Step);
                circle.Select(r => r.Step).ShouldBeUnique();
            }

            (found.Count > 0).ShouldBe(all.Any(r => Reaches(all, r.Needs, r.Step)));
        });
    }

    static bool Reaches(List<GraphRequirement> all, Guid from, Guid to)
    {
        var seen = new HashSet<Guid> { from };
        for (var grown = true; grown;)
            grown = all.Where(r => seen.Contains(r.Step)).ToList().Aggregate(false, (any, r) => seen.Add(r.Needs) | any);
        return seen.Contains(to);
    }

    static Guid Id(int n) => new($"00000000-0000-0000-0000-{n:000000000000}");
}
