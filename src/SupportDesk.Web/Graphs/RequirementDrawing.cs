using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace SupportDesk.Web.Graphs;

/// <summary>
/// Draws which steps need which, as SVG for pages, mail and print: layers from left to right, what closes a circle underneath or as a pair of arcs
/// between neighbours, a catch-22 in red by classes of the stylesheet. Every text is encoded.
/// </summary>
public sealed class RequirementDrawing
{
    private const double BoxWidth = 138, Across = 104, Lane = 30, Stub = 12, Port = 10;
    private const int Letters = 17, MostLines = 4;
    private readonly StringBuilder svg = new();
    private readonly GraphLayout layout;
    private readonly double margin, bottom;
    private int lanes;

    private RequirementDrawing(IReadOnlyList<string> names, IReadOnlyList<GraphEdge> edges)
    {
        layout = new GraphLayout(names, edges, name => Wrap(name).Count);
        var under = layout.Arrows.Count(IsUnder);
        var arcs = layout.Arrows.Any(IsArc) ? 34 : 0;
        margin = under == 0 ? 2 : (under * (Stub - 2)) + 8;
        bottom = layout.Layers.SelectMany(layer => layer).Select(box => box.Y + (box.Height / 2)).DefaultIfEmpty().Max();
        Top = 4 + layout.Arrows.Where(arrow => IsArc(arrow) && !arrow.LeadsBack).Select(arrow => 52 - ((arrow.Through[0].Y + arrow.Through[1].Y) / 2)).Append(0).Max();
        Width = (2 * margin) + (layout.Layers.Count * BoxWidth) + (Math.Max(0, layout.Layers.Count - 1) * Across);
        Height = Top + bottom + Math.Max(arcs, under == 0 ? 4 : (under * Lane) + 22);
    }

    private double Width { get; }

    private double Height { get; }

    private double Top { get; }

    /// <summary>The markup of the whole drawing, or nothing where there are no steps.</summary>
    /// <param name="names">Steps, each once; edges may name only these.</param>
    /// <param name="edges">From the step that needs to the step that is needed, each pair once.</param>
    public static string Draw(IReadOnlyList<string> names, IReadOnlyList<GraphEdge> edges) =>
        names.Count == 0 ? "" : new RequirementDrawing(names, edges).Draw(edges);

    /// <summary>The drawing in a sentence or two, for those who listen.</summary>
    public static string Say(IReadOnlyList<GraphEdge> edges)
    {
        var plain = string.Join("; ", edges.Where(edge => !edge.InCycle).Select(edge => $"{edge.From} needs {edge.To}"));
        var circle = string.Join("; ", edges.Where(edge => edge.InCycle).Select(edge => $"{edge.From} needs {edge.To}{(edge.CheapestToDrop ? " (cheapest to drop)" : "")}"));
        return string.Join(" ", new[] { circle.Length > 0 ? $"Catch-22: {circle}." : "", plain.Length > 0 ? $"{plain}." : "" }.Where(part => part.Length > 0));
    }

    private string Draw(IReadOnlyList<GraphEdge> edges)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"{(layout.Layers.Count <= 2 ? "graph fits" : "graph")}\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {N(Width)} {N(Height)}\" width=\"{N(Width)}\" height=\"{N(Height)}\" role=\"img\" aria-label=\"{Encode(Say(edges))}\">");
        foreach (var arrow in layout.Arrows.OrderBy(arrow => arrow.Edge.InCycle))
            if (IsUnder(arrow))
                RunUnder(arrow);
            else if (IsArc(arrow))
                Bend(arrow);
            else
                Run(arrow);
        var circle = edges.Where(edge => edge.InCycle).SelectMany(edge => new[] { edge.From, edge.To }).ToHashSet();
        foreach (var box in layout.Layers.SelectMany(layer => layer).Where(box => !box.IsWay))
            Draw(box, circle.Contains(box.Name));
        return svg.Append("</svg>").ToString();
    }

    /// <summary>Two neighbours that need each other: a pair of arcs.</summary>
    private bool IsArc(Arrow arrow) =>
        arrow.Through.Count == 2 && Math.Abs(arrow.Through[0].Layer - arrow.Through[1].Layer) == 1
        && layout.Arrows.Any(other => other.Edge.From == arrow.Edge.To && other.Edge.To == arrow.Edge.From);

    private bool IsUnder(Arrow arrow) => arrow.LeadsBack && !IsArc(arrow);

    private double Left(Box box) => margin + (box.Layer * (BoxWidth + Across));

    private double Right(Box box) => Left(box) + BoxWidth;

    private double Mid(Box box) => Top + box.Y;

    private void Run(Arrow arrow)
    {
        var path = new StringBuilder(At("M", Right(arrow.Through[0]), Mid(arrow.Through[0])));
        foreach (var (from, to) in arrow.Through.Zip(arrow.Through.Skip(1)))
        {
            var bend = Across / 2;
            path.Append(At("C", Right(from) + bend, Mid(from), Left(to) - bend, Mid(to), Left(to) - (to.IsWay ? 0 : 6), Mid(to)));
            if (to.IsWay)
                path.Append(At("L", Right(to), Mid(to)));
        }
        var (first, second, last) = (arrow.Through[0], arrow.Through[1], arrow.Through[^1]);
        Line(arrow.Edge, path.ToString(), Left(last), Mid(last), 1, 0);
        var (x, y) = (Right(first) + (Across / 2), (Mid(first) + Mid(second)) / 2);
        if (arrow.Edge.CheapestToDrop)
            Label(arrow.Edge, x, y + 17, "cheapest to drop");
        if (arrow.Edge.InCycle)
            Label(arrow.Edge, x, y - 7, "needs");
    }

    private void Bend(Arrow arrow)
    {
        var (from, to) = (arrow.Through[0], arrow.Through[1]);
        var (side, sign) = arrow.LeadsBack ? (1, -1) : (-1, 1);
        var (x1, y1) = (sign > 0 ? Right(from) : Left(from), Mid(from) + (side * 9));
        var (x2, y2) = (sign > 0 ? Left(to) : Right(to), Mid(to) + (side * 9));
        var (away, peak) = (sign * Across * 0.34, side * 30);
        Line(arrow.Edge, At("M", x1, y1) + At("C", x1 + away, y1 + peak, x2 - away, y2 + peak, x2, y2), x2, y2, away, -peak);
        Label(arrow.Edge, (x1 + x2) / 2, ((y1 + y2) / 2) + (side > 0 ? 38 : -29), arrow.Edge.CheapestToDrop ? "needs · cheapest to drop" : "needs");
    }

    private void RunUnder(Arrow arrow)
    {
        var (from, to) = (arrow.Through[0], arrow.Through[1]);
        var lane = Top + bottom + 16 + (lanes * Lane);
        var (right, left) = (Right(from) + Stub + (lanes * (Stub - 2)), Left(to) - Stub - (lanes * (Stub - 2)));
        lanes++;
        const double Round = 8;
        var path = At("M", Right(from), Mid(from) + Port) + At("L", right - Round, Mid(from) + Port) + At("Q", right, Mid(from) + Port, right, Mid(from) + Port + Round)
            + At("L", right, lane - Round) + At("Q", right, lane, right - Round, lane) + At("L", left + Round, lane) + At("Q", left, lane, left, lane - Round)
            + At("L", left, Mid(to) + Port + Round) + At("Q", left, Mid(to) + Port, left + Round, Mid(to) + Port) + At("L", Left(to) - 6, Mid(to) + Port);
        Line(arrow.Edge, path, Left(to), Mid(to) + Port, 1, 0);
        Label(arrow.Edge, (left + right) / 2, lane + 16, arrow.Edge.CheapestToDrop ? "needs · cheapest to drop" : "needs");
    }

    private void Line(GraphEdge edge, string path, double x, double y, double dx, double dy)
    {
        var kind = edge.InCycle ? edge.CheapestToDrop ? " class=\"cycle drop-this\"" : " class=\"cycle\"" : "";
        var length = Math.Sqrt((dx * dx) + (dy * dy));
        var (ux, uy) = (dx / length, dy / length);
        var tip = At("M", x, y) + At("L", x - (9 * ux) - (4.5 * uy), y - (9 * uy) + (4.5 * ux)) + At("L", x - (9 * ux) + (4.5 * uy), y - (9 * uy) - (4.5 * ux)) + "Z";
        svg.Append(CultureInfo.InvariantCulture, $"<path{kind} d=\"{path}\"/><path class=\"tip-of{(edge.InCycle ? " cycle" : "")}\" d=\"{tip}\"/>");
    }

    private void Label(GraphEdge edge, double x, double y, string words) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"needs{(edge.CheapestToDrop ? " cycle" : "")}\" x=\"{N(x)}\" y=\"{N(y)}\">{Encode(words)}</text>");

    private void Draw(Box box, bool inCycle)
    {
        var lines = Wrap(box.Name);
        svg.Append(CultureInfo.InvariantCulture, $"<g{(inCycle ? " class=\"cycle\"" : "")}><title>{Encode(box.Name)}</title><rect x=\"{N(Left(box))}\" y=\"{N(Mid(box) - (box.Height / 2))}\" width=\"{N(BoxWidth)}\" height=\"{N(box.Height)}\" rx=\"8\"/>");
        for (var line = 0; line < lines.Count; line++)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{N(Left(box) + (BoxWidth / 2))}\" y=\"{N(Mid(box) - (9 * lines.Count) + (18 * line) + 13.5)}\">{Encode(lines[line])}</text>");
        svg.Append("</g>");
    }

    /// <summary>Lines of at most 17 letters, four at most; the whole name stays in the title.</summary>
    internal static IReadOnlyList<string> Wrap(string name)
    {
        var lines = new List<string> { "" };
        foreach (var word in name.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(Pieces))
            if (lines[^1].Length == 0)
                lines[^1] = word;
            else if (lines[^1].Length + 1 + word.Length <= Letters)
                lines[^1] += " " + word;
            else
                lines.Add(word);
        return lines.Count <= MostLines ? lines : [.. lines.Take(MostLines - 1), string.Concat(lines[MostLines - 1].Take(Letters - 1)) + "…"];
    }

    private static IEnumerable<string> Pieces(string word) => word.Length <= Letters ? [word] : word.Chunk(Letters - 1).Select(piece => new string(piece));

    private static string At(string command, params ReadOnlySpan<double> numbers)
    {
        var text = new StringBuilder(command);
        for (var at = 0; at < numbers.Length; at++)
            text.Append(at == 0 ? "" : " ").Append(N(numbers[at]));
        return text.ToString();
    }

    private static string N(double number) => Math.Round(number, 1).ToString(CultureInfo.InvariantCulture);

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
