using AngleSharp.Dom;

namespace SupportDesk.Mail.Parsing;

/// <summary>What clients' own classes and ids say: where the history begins, what is a signature, which quote is the writer's own.</summary>
sealed class HtmlHints
{
    static readonly string[] History =
    [
        "gmail_quote", "gmail_quote_container", "gmail_attr", "moz-cite-prefix", "yahoo_quoted", "yahooquoted", "protonmail_quote", "tutanota_quote", "zmail_extra", "outlookmessageheader",
        "olk_src_body_section", "replyblockquote", "origbody", "applemailoriginal", "mail-editor-reference-message-container", "quoted-text-container", "front-blockquote", "freebirdquote",
    ];

    // These only mark the place: all that follows is history.
    static readonly string[] Cuts = ["appendonsend", "divrplyfwdmsg", "stopspelling", "zwchr", "reply-intro", "yahoo_quoted_begin", "mail-editor-reference-message"];

    static readonly string[] Signatures =
    [
        "gmail_signature", "moz-signature", "applemailsignature", "ms-outlook-mobile-signature", "yahoo_signature", "ydp-signature", "protonmail_signature_block", "tutanota_signature", "x_signature", "signature", "ymail_android_signature", "ymail_ios_signature", "protonmail_signature_block-user", "protonmail_signature_block-proton",
        "mb_sig", "email-signature", "bloop_sign", "outlook-signature", "airmail_ext_signature",
    ];

    const int NodesBeforeQuote = 400;

    readonly Stack<(IElement Element, LineHint Before, int Quotes, bool Surrounds)> open = new();
    int surrounds;
    bool cut;
    LineHint hint;

    /// <summary>Quotes around the present place.</summary>
    public int Depth { get; private set; }

    public LineHint Hint => cut ? LineHint.History : hint;

    public void Enter(IElement element, Action newLine)
    {
        var before = hint;
        var names = Names(element);
        var quote = element.LocalName == "blockquote";
        if (!quote && names.Count == 0) return;
        if (names.Overlaps(Cuts) && !HoldsForward(element))
        {
            newLine();
            cut = true;
            return;
        }

        var found = surrounds > 0 && quote ? LineHint.History : Found(element, names, quote);
        if (!quote && found == LineHint.None) return;
        newLine();
        var around = !quote && found == LineHint.History && hint != LineHint.History && SurroundsQuotes(element);
        if (around) surrounds++;
        open.Push((element, before, Depth, around));
        if (hint != LineHint.History && found != LineHint.None) hint = found;
        if (quote) Depth++;
    }

    public void Leave(IElement element, Action newLine)
    {
        if (!open.TryPeek(out var top) || top.Element != element) return;
        newLine();
        open.Pop();
        (hint, Depth) = (top.Before, top.Quotes);
        if (top.Surrounds) surrounds--;
        // Behind the first quote in such a container the writer answers.
        if (open.TryPeek(out var around) && around.Surrounds) hint = LineHint.None;
    }

    // Gmail, Proton and Yahoo keep "On … wrote:", the quotes and all answers between them in one container; others put the bare history there.
    static bool SurroundsQuotes(IElement element)
    {
        var (nodes, above) = (0, "");
        foreach (var node in element.Descendants())
        {
            if (++nodes > NodesBeforeQuote || above.Length > 400) return false;
            if (node is IElement { LocalName: "blockquote" }) return IsAttribution(above.Trim());
            if (node is IText text) above += text.Data.Replace('\n', ' ');
        }

        return false;
    }

    static bool IsAttribution(string above) => above is "" or [.., ':' or '：'] || Attribution.Match([new TextLine(above)], 0) > 0;

    static LineHint Found(IElement element, HashSet<string> names, bool quote)
    {
        // A quote made with the client's quote button has the class, but no surrounding that says who wrote.
        if (quote && names.Contains("gmail_quote")) return LineHint.OwnQuote;
        if (names.Overlaps(History)) return HoldsForward(element) ? LineHint.None : LineHint.History;
        if (names.Overlaps(Signatures) || names.Any(n => n.EndsWith("-signature", StringComparison.Ordinal) || n.EndsWith("_signature", StringComparison.Ordinal))) return LineHint.Signature;
        return LineHint.None;
    }

    // Clients use the same markup for a forwarded mail, and that is kept whole.
    static bool HoldsForward(IElement element)
    {
        var start = "";
        foreach (var text in element.Descendants<IText>())
        {
            start = (start + text.Data[..Math.Min(120, text.Data.Length)]).TrimStart();
            if (start.Length >= 120) break;
        }

        return MarkerLines.IsForward(start.Split('\n')[0]) || MarkerLines.IsForward(start[..Math.Min(start.Length, 40)]);
    }

    static HashSet<string> Names(IElement element)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in (element.ClassName ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(20).Append(element.Id ?? ""))
        {
            var bare = name.ToLowerInvariant();
            // Web clients put these before the classes of mail they show.
            while (bare.StartsWith("x_", StringComparison.Ordinal) || bare.StartsWith("ecx", StringComparison.Ordinal)) bare = bare[(bare[0] == 'x' ? 2 : 3)..];
            if (bare.Length > 0) names.Add(bare);
        }

        return names;
    }
}
