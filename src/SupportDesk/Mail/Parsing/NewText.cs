namespace SupportDesk.Mail.Parsing;

/// <summary>
/// Tells the new words of a mail from quoted history and signature. Lines are first named (quoted, attribution, header block, marker), then
/// the whole is read as an order of new and quoted pieces: history that ends the mail is folded, quotes that are answered in between stay as
/// context, a forwarded mail stays whole. Every step looks at each line a fixed number of times.
/// </summary>
static class NewText
{
    const int LongestContext = 20;

    /// <summary>Sets <see cref="TextLine.Fold"/> on every line.</summary>
    /// <param name="context">What the mail's header says: a forward keeps its history, an opening mail has none.</param>
    public static void Read(List<TextLine> lines, MailContext context)
    {
        LineNames.Set(lines, context);
        var end = EndOfNew(lines, out var whole);
        whole |= end < lines.Count && AnswersInside.AreAnnounced(lines, end);
        for (var i = end; i < lines.Count; i++) lines[i].Fold = whole ? Fold.New : Fold.Quote;
        var pieces = Pieces.Of(lines, end);
        Judge(lines, pieces, end < lines.Count && !whole, context);
        Sign(lines, pieces, whole, context);
        if (IsHistoryAlone(lines, context)) foreach (var line in lines.Where(l => l.Fold == Fold.Quote)) line.Fold = Fold.New;
    }

    // A first mail that has nothing but what its markup calls history: somebody's whole page was made from a mail.
    static bool IsHistoryAlone(List<TextLine> lines, MailContext context) =>
        context is { IsCarried: true, IsReply: false } && lines.TrueForAll(l => l.IsBlank || l.Fold != Fold.New);

    /// <summary>The first line from which everything is one other mail: below a header block, a marker, or an attribution without quote marks.</summary>
    static int EndOfNew(List<TextLine> lines, out bool whole)
    {
        whole = false;
        var words = false;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            switch (line.Kind)
            {
                case LineKind.Forward:
                case LineKind.Header when !words:
                    whole = true;
                    return i;
                case LineKind.History when words:
                case LineKind.Header:
                    return Rule(lines, i);
                case LineKind.Attribution:
                    if (!IsQuotedBelow(lines, i, out var below) && words) return i;
                    i = below - 1;
                    break;
                case LineKind.Text:
                    words = true;
                    break;
            }
        }

        return lines.Count;
    }

    /// <summary>A ruler directly above what was found belongs to it.</summary>
    static int Rule(List<TextLine> lines, int at)
    {
        var above = at - 1;
        while (above > 0 && lines[above].IsBlank) above--;
        return above > 0 && Signatures.IsRule(lines[above].Bare) ? above : at;
    }

    static bool IsQuotedBelow(List<TextLine> lines, int at, out int below)
    {
        below = at;
        while (below < lines.Count && lines[below].Kind is LineKind.Attribution) below++;
        var next = below;
        while (next < lines.Count && lines[next].Kind == LineKind.Blank) next++;
        return next < lines.Count && lines[next].Kind == LineKind.Quoted;
    }

    static void Judge(List<TextLine> lines, List<Piece> pieces, bool hasMore, MailContext context)
    {
        var history = pieces.FindIndex(p => p.IsHistory);
        var last = LastNew(lines, pieces, context);
        var first = pieces.FindIndex(p => p.Kind == PieceKind.New);
        var answered = last < 0 ? -1 : pieces.FindLastIndex(last, p => p.Kind == PieceKind.Quoted);
        var only = last < 0 && !hasMore && history < 0;
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            if (piece.Kind != PieceKind.Quoted) continue;
            var stays = only || (i < last && (first < i || answered > i || IsShortContext(piece))) || (piece.IsOwn && (history < 0 || i < history))
                || (i < history && i > 0 && pieces[i - 1].Kind == PieceKind.New) || (hasMore && !piece.IsHistory && i > 0 && pieces[i - 1].Kind == PieceKind.New);
            piece.Set(lines, !context.IsReply, (stays && !(piece.IsMarkedByClient && history >= 0 && piece.Length > LongestContext)) || IsOwnQuotation(lines, piece, i, context));
        }
    }

    // A quotation in an opening mail that nothing names as a mail: a paragraph of the rule, a sentence from a letter, what is only set in.
    static bool IsOwnQuotation(List<TextLine> lines, Piece piece, int at, MailContext context) =>
        !context.IsReply && !piece.IsHistory && (context.IsCarried || (at > 0 && (lines[piece.Start].Depth == 0 || LineNames.IsIntroduced(lines, piece.Start))));

    // The one quote above a single answer is the mail answered to; among several pieces each quote gives its answer the context.
    static bool IsShortContext(Piece piece) => !piece.IsHistory && piece.Length <= LongestContext;

    // The writer's last words: below the history a signature or a firm's small print is none.
    static int LastNew(List<TextLine> lines, List<Piece> pieces, MailContext context)
    {
        var quoted = pieces.FindIndex(p => p.Kind == PieceKind.Quoted && (p.IsHistory || context.IsReply || !context.IsCarried));
        for (var i = pieces.Count - 1; i >= 0; i--)
        {
            if (pieces[i].Kind != PieceKind.New || Signatures.IsOnlySignOff(lines, pieces[i], pieces.Count > 1)) continue;
            if (quoted < 0 || i < quoted || !SmallPrint.Is(lines, pieces[i].Start, pieces[i].End)) return i;
        }

        return -1;
    }

    // Some programs sign with the writer's address alone.
    static int OwnAddress(List<TextLine> lines, Piece piece, MailContext context)
    {
        var last = piece.End - 1;
        var above = last - 1;
        while (above > piece.Start && lines[above].IsBlank) above--;
        return above >= piece.Start && last - above > 1 && context.IsWritersAddress(lines[last].Bare) && lines[above].Bare is not [.., ':' or '：'] ? last : piece.End;
    }

    static void Sign(List<TextLine> lines, List<Piece> pieces, bool whole, MailContext context)
    {
        var last = LastNew(lines, pieces, context);
        var signed = false;
        var history = lines.FindIndex(l => l.Fold == Fold.Quote && !l.IsBlank);
        for (var i = Math.Max(0, last); i < pieces.Count; i++)
        {
            var piece = pieces[i];
            if (piece.Kind != PieceKind.New) continue;
            var start = i > last && last >= 0 ? piece.Start : Signatures.Start(lines, piece.Start, piece.End, context.SenderName, mayBeAll: pieces.Count > 1 || piece.End < lines.Count);
            if (start == piece.End) start = OwnAddress(lines, piece, context);
            for (var k = start; k < piece.End; k++) lines[k].Fold = signed && history >= 0 && history < start ? Fold.Quote : Fold.Signature;
            signed |= Enumerable.Range(start, piece.End - start).Any(k => !lines[k].IsBlank);
            if (whole) break;
        }
    }
}
