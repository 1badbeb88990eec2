using System.Globalization;
using System.Xml.Linq;
using CsCheck;
using SupportDesk.Web.Graphs;

namespace SupportDesk.Web.Tests.Graphs;

public sealed class RequirementDrawingTests
{
    private static readonly GraphEdge[] CatchTwentyTwo =
    [
        new("Upload a picture", "Verified identity", InCycle: true),
        new("Verified identity", "Upload a picture", InCycle: true, CheapestToDrop: true),
    ];

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_catch_22_is_two_red_boxes_and_two_red_arrows()
    {
        var drawing = Parse(RequirementDrawing.Draw(["Upload a picture", "Verified identity"], CatchTwentyTwo));

        drawing.Elements(Svg + "g").Select(group => (string?)group.Attribute("class")).ShouldBe(["cycle", "cycle"]);
        drawing.Elements(Svg + "path").Count(path => (string?)path.Attribute("class") is "cycle" or "cycle drop-this").ShouldBe(2);
        drawing.Elements(Svg + "text").Select(text => text.Value).ShouldBe(["needs", "needs · cheapest to drop"], ignoreOrder: true);
    }

    [Fact]
    public void A_drawing_says_its_circle_to_those_who_listen()
    {
        var drawing = Parse(RequirementDrawing.Draw(["Upload a picture", "Verified identity"], CatchTwentyTwo));

        drawing.Attribute("role")!.Value.ShouldBe("img");
        drawing.Attribute("aria-label")!.Value.ShouldBe("Catch-22: Upload a picture needs Verified identity; Verified identity needs Upload a picture (cheapest to drop).");
    }

    [Fact]
    public void A_name_from_outside_cannot_become_markup()
    {
        var svg = RequirementDrawing.Draw(["<script>x</script>\"", "b"], [new("<script>x</script>\"", "b")]);

        svg.ShouldNotContain("<script>");
        Parse(svg).Descendants(Svg + "title").First().Value.ShouldBe("<script>x</script>\"");
    }

    [Fact]
    public void Without_steps_nothing_is_drawn() => RequirementDrawing.Draw([], []).ShouldBe("");

    [Fact]
    public void Nothing_but_classes_gives_colour()
    {
        var svg = RequirementDrawing.Draw(["Upload a picture", "Verified identity"], CatchTwentyTwo);

        svg.ShouldNotContain("style=");
        svg.ShouldNotContain("fill=");
        svg.ShouldNotContain("var(");
    }

    [Theory]
    [InlineData("Verified identity", 1)]
    [InlineData("A document that a person has checked", 3)]
    [InlineData("Donaudampfschifffahrtsgesellschaft", 3)]
    [InlineData("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen", 4)]
    public void A_long_name_is_wrapped(string name, int lines)
    {
        var wrapped = RequirementDrawing.Wrap(name);

        wrapped.Count.ShouldBe(lines);
        wrapped.ShouldAllBe(line => line.Length <= 17);
    }

    [Fact]
    public void Boxes_never_overlap_and_stay_inside() => Graphs.Sample(graph =>
    {
        var drawing = Parse(RequirementDrawing.Draw(graph.Names, graph.Edges));

        var boxes = drawing.Descendants(Svg + "rect").Select(rect => (X: Of(rect, "x"), Y: Of(rect, "y"), Width: Of(rect, "width"), Height: Of(rect, "height"))).ToList();

        boxes.Count.ShouldBe(graph.Names.Length);
        boxes.ShouldAllBe(box => box.X >= 0 && box.Y >= 0 && box.X + box.Width <= Of(drawing, "width") && box.Y + box.Height <= Of(drawing, "height"));
        foreach (var (one, at) in boxes.Select((box, at) => (box, at)))
            boxes.Skip(at + 1).ShouldAllBe(two => one.X + one.Width < two.X || two.X + two.Width < one.X || one.Y + one.Height < two.Y || two.Y + two.Height < one.Y);
    }, iter: 200);

    [Fact]
    public void Every_requirement_has_its_arrow() => Graphs.Sample(graph =>
    {
        var drawing = Parse(RequirementDrawing.Draw(graph.Names, graph.Edges));

        drawing.Elements(Svg + "path").Count(path => ((string?)path.Attribute("class"))?.Contains("tip-of", StringComparison.Ordinal) == true).ShouldBe(graph.Edges.Length);
    }, iter: 100);

    private static Gen<(string[] Names, GraphEdge[] Edges)> Graphs =>
        from count in Gen.Int[1, 20]
        from lengths in Gen.Int[1, 60].Array[count]
        from pairs in Gen.Select(Gen.Int[0, count - 1], Gen.Int[0, count - 1], Gen.Bool).Array[0, 30]
        let names = lengths.Select((length, at) => $"{at} {string.Concat(Enumerable.Repeat("step ", length / 5))}".Trim()).ToArray()
        select (names, pairs.DistinctBy(pair => (pair.Item1, pair.Item2)).Select(pair => new GraphEdge(names[pair.Item1], names[pair.Item2], pair.Item3)).ToArray());

    private static XElement Parse(string svg) => XElement.Parse(svg);

    private static double Of(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
