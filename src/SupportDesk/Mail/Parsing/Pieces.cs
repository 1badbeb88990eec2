namespace SupportDesk.Mail.Parsing;

enum PieceKind
{
    New,
    Quoted,
}

/// <summary>A run of lines that are all new or all quoted (with the attribution above the quote).</summary>
sealed class Piece(PieceKind kind, int start)
{
    public PieceKind Kind { get; } = kind;
    public int Start { get; } = start;
    public int End { get; set; }
    public int Length => End - Start;

    /// <summary>It says whose words these are: an attribution above or at its head, or the client's own markup.</summary>
    public bool IsHistory { get; set; }

    /// <summary>It stands in a container in which the client itself keeps all history, also that between answers.</summary>
    public bool IsMarkedByClient { get; set; }

    /// <summary>Made by the writer as a means of expression.</summary>
    public bool IsOwn { get; set; }

    /// <param name="lines">All lines.</param>
    /// <param name="opens">The mail answers nothing, so that "On 4 May you wrote:" above it is the writer's own sentence.</param>
    /// <param name="stays">It stays with the new words.</param>
    public void Set(List<TextLine> lines, bool opens, bool stays)
    {
        var wrote = stays ? Wrote(lines, opens) : 0;
        var told = opens && stays && !Attribution.IsClients(string.Join(' ', Enumerable.Range(Start, Length).Select(i => lines[i]).Where(l => l.Kind == LineKind.Attribution).Take(6).Select(l => l.Bare)));
        for (var i = Start; i < End; i++)
        {
            var folded = i < Start + wrote || (lines[i].Kind == LineKind.Attribution && !told);
            lines[i].Fold = stays && !folded ? Fold.New : Fold.Quote;
        }
    }

    // In a client's container the attribution is marked as history, like the quotes below it; others write it inside the quote.
    int Wrote(List<TextLine> lines, bool opens)
    {
        if (lines[Start] is { Depth: 0, Hint: LineHint.History }) return Attribution.Match(lines, Start);
        if (opens || !IsHistory || lines[Start].Kind != LineKind.Quoted) return 0;
        var head = lines.Skip(Start).Take(Math.Min(Length, 7)).Select(l => new TextLine(l.Bare.TrimStart('>', ' '))).ToList();
        return Attribution.Match(head, 0) is var n && n < Length ? n : 0;
    }
}

static class Pieces
{
    public static List<Piece> Of(List<TextLine> lines, int end)
    {
        var pieces = new List<Piece>();
        Piece? now = null;
        for (var i = 0; i < end; i++)
        {
            if (lines[i].Kind == LineKind.Blank) continue;
            var kind = lines[i].Kind is LineKind.Quoted or LineKind.Attribution ? PieceKind.Quoted : PieceKind.New;
            var wrote = kind == PieceKind.Quoted && lines[i].Kind == LineKind.Attribution && lines[i - (i > 0 ? 1 : 0)].Kind != LineKind.Attribution;
            if (now is null || now.Kind != kind || wrote) pieces.Add(now = new Piece(kind, i));
            now.End = i + 1;
        }

        foreach (var piece in pieces.Where(p => p.Kind == PieceKind.Quoted)) Describe(lines, piece);
        return pieces;
    }

    static void Describe(List<TextLine> lines, Piece piece)
    {
        var words = Enumerable.Range(piece.Start, piece.Length).Where(i => !lines[i].IsBlank).Take(8).ToList();
        piece.IsHistory = words.Any(i => lines[i].Kind == LineKind.Attribution || lines[i].Hint == LineHint.History) || AttributedInside(lines, piece);
        piece.IsMarkedByClient = words.TrueForAll(i => lines[i].Hint == LineHint.History || lines[i].Kind == LineKind.Attribution) && words.Exists(i => lines[i].Hint == LineHint.History);
        piece.IsOwn = !piece.IsHistory && words.TrueForAll(i => lines[i].Hint == LineHint.OwnQuote);
    }

    // Apple and others put "On … wrote:" inside the quote.
    static bool AttributedInside(List<TextLine> lines, Piece piece)
    {
        var head = lines.Skip(piece.Start).Take(Math.Min(piece.Length, 12)).Select(l => new TextLine(l.Bare.TrimStart('>', ' '))).ToList();
        for (var i = 0; i < Math.Min(4, head.Count); i++)
        {
            if (!head[i].IsBlank && (Attribution.Match(head, i) > 0 || HeaderBlock.Match(head, i) > 0)) return true;
        }

        return false;
    }
}
