namespace SupportDesk.Web.Graphs;

/// <summary>A box of the drawing: a step, or (with an empty name) a place kept free so that a long arrow passes between boxes.</summary>
internal sealed class Box(string name, int layer, int lines)
{
    public string Name { get; } = name;

    public int Layer { get; } = layer;

    /// <summary>Middle, in the drawing's units.</summary>
    public double Y { get; set; }

    public bool IsWay => Name.Length == 0;

    public double Height => IsWay ? 12 : (18 * lines) + 18;
}

/// <summary>An arrow through its boxes, from the one that needs to the one that is needed.</summary>
/// <param name="Edge">What it stands for.</param>
/// <param name="Through">Both ends and the free places between; two boxes where the arrow leads back and runs underneath.</param>
/// <param name="LeadsBack">Against the reading direction: it closes a circle.</param>
internal sealed record Arrow(GraphEdge Edge, IReadOnlyList<Box> Through, bool LeadsBack);

/// <summary>
/// Layers from left to right (after Sugiyama): arrows that would close a circle are turned, every step stands right of all that need it, long arrows
/// get a free place in each layer they cross, and each layer is ordered by the mean of its neighbours.
/// </summary>
internal sealed class GraphLayout
{
    private const double Gap = 40;
    private readonly Dictionary<string, Box> boxes = [];

    public GraphLayout(IReadOnlyList<string> names, IReadOnlyList<GraphEdge> edges, Func<string, int> linesOf)
    {
        var layers = LayersOf(names, edges, out var back);
        foreach (var name in names)
            boxes[name] = new Box(name, layers[name], linesOf(name));
        Layers = [.. Enumerable.Range(0, boxes.Values.Select(box => box.Layer + 1).DefaultIfEmpty().Max()).Select(layer => boxes.Values.Where(box => box.Layer == layer).ToList())];
        Arrows = [.. edges.Select(edge => Lead(edge, back.Contains(edge)))];
        Order();
        Place();
    }

    public IReadOnlyList<List<Box>> Layers { get; }

    public IReadOnlyList<Arrow> Arrows { get; }

    private static Dictionary<string, int> LayersOf(IReadOnlyList<string> names, IReadOnlyList<GraphEdge> edges, out HashSet<GraphEdge> back)
    {
        var leads = names.ToDictionary(name => name, name => edges.Where(edge => edge.From == name).ToList());
        var closing = new HashSet<GraphEdge>();
        var state = names.ToDictionary(name => name, _ => 0);
        var finished = new List<string>();
        foreach (var name in names.OrderBy(name => edges.Count(edge => edge.To == name)))
            Visit(name);
        var layers = names.ToDictionary(name => name, _ => 0);
        foreach (var name in Enumerable.Reverse(finished))
            foreach (var edge in leads[name].Where(edge => !closing.Contains(edge)))
                layers[edge.To] = Math.Max(layers[edge.To], layers[name] + 1);
        back = closing;
        return layers;

        void Visit(string name)
        {
            if (state[name] != 0)
                return;
            state[name] = 1;
            foreach (var edge in leads[name])
                if (state[edge.To] == 1)
                    closing.Add(edge);
                else
                    Visit(edge.To);
            state[name] = 2;
            finished.Add(name);
        }
    }

    private Arrow Lead(GraphEdge edge, bool leadsBack)
    {
        var (from, to) = (boxes[edge.From], boxes[edge.To]);
        var through = new List<Box> { from };
        for (var layer = from.Layer + 1; layer < to.Layer; layer++)
        {
            var way = new Box("", layer, 0);
            Layers[layer].Add(way);
            through.Add(way);
        }
        return new Arrow(edge, [.. through, to], leadsBack);
    }

    private IEnumerable<Box> Neighbours(Box box, int step) =>
        Arrows.Where(arrow => !arrow.LeadsBack || Math.Abs(arrow.Through[0].Layer - arrow.Through[1].Layer) == 1)
            .SelectMany(arrow => arrow.Through.Zip(arrow.Through.Skip(1)))
            .Select(pair => pair.First == box ? pair.Second : pair.Second == box ? pair.First : null)
            .OfType<Box>().Where(other => other.Layer == box.Layer + step);

    private void Order()
    {
        for (var sweep = 0; sweep < 6; sweep++)
        {
            var step = sweep % 2 == 0 ? -1 : 1;
            foreach (var layer in step < 0 ? Layers : Layers.Reverse())
            {
                var places = layer.ToDictionary(box => box, box => Mean(Neighbours(box, step).Select(other => (double)Layers[other.Layer].IndexOf(other)), layer.IndexOf(box)));
                var sorted = layer.OrderBy(box => places[box]).ToList();
                layer.Clear();
                layer.AddRange(sorted);
            }
        }
    }

    private void Place()
    {
        foreach (var layer in Layers)
            Spread(layer, layer.ToDictionary(box => box, _ => 0.0));
        for (var sweep = 0; sweep < 8; sweep++)
        {
            var step = sweep % 2 == 0 ? -1 : 1;
            foreach (var layer in step < 0 ? Layers : Layers.Reverse())
                Spread(layer, layer.ToDictionary(box => box, box => Mean(Neighbours(box, step).Select(other => other.Y), box.Y)));
        }
        var top = Layers.SelectMany(layer => layer).Select(box => box.Y - (box.Height / 2)).DefaultIfEmpty().Min();
        foreach (var box in Layers.SelectMany(layer => layer))
            box.Y -= top;
    }

    /// <summary>Puts the boxes of a layer near where they want to be, in their order and without touching each other.</summary>
    private static void Spread(List<Box> layer, Dictionary<Box, double> wanted)
    {
        var bottom = double.NegativeInfinity;
        foreach (var box in layer)
        {
            box.Y = Math.Max(wanted[box], bottom + (box.Height / 2));
            bottom = box.Y + (box.Height / 2) + Gap;
        }
        var shift = layer.Count == 0 ? 0 : layer.Average(box => wanted[box] - box.Y);
        foreach (var box in layer)
            box.Y += shift;
    }

    private static double Mean(IEnumerable<double> values, double otherwise) => values.DefaultIfEmpty(otherwise).Average();
}
