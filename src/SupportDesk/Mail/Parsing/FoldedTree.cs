using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace SupportDesk.Mail.Parsing;

/// <summary>
/// The one tree of a mail in three parts: what is new, the signature, the history. Both forms of each part are made from it, so each run of
/// text stands in one of them, once.
/// </summary>
sealed class FoldedTree
{
    readonly IHtmlDocument document;
    readonly Dictionary<INode, Fold> folds = [];
    readonly HashSet<Fold> used = [];
    readonly Func<string, string?> picture;

    /// <param name="parsed">The tree, which is cleaned here.</param>
    /// <param name="lines">Its lines, already folded.</param>
    /// <param name="files">For the pictures that stand within the words.</param>
    public FoldedTree(IHtmlDocument parsed, List<TextLine> lines, MailFiles files)
    {
        foreach (var node in lines.SelectMany(l => l.Parts.Select(p => (Part: p, l.Fold))).GroupBy(p => p.Part.Node)) Set(node.Key, [.. node]);
        used.UnionWith(folds.Values);
        foreach (var shown in parsed.QuerySelectorAll("img[src]")) Place(shown, files);
        picture = source => PostHtml.IndexOf(source) is { } n && n < files.Count && files.All[n].IsPicture ? source : null;
        document = HtmlTree.Sanitise(parsed);
    }

    // A text that goes on over several lines is parted where a line begins that is folded otherwise.
    void Set(INode node, List<(LinePart Part, Fold Fold)> parts)
    {
        for (var i = parts.Count - 1; i > 0; i--)
        {
            if (parts[i].Fold == parts[i - 1].Fold || node is not IText text) continue;
            folds[text.Split(parts[i].Part.Start)] = parts[i].Fold;
        }

        folds[node] = parts[0].Fold;
    }

    static void Place(IElement shown, MailFiles files)
    {
        var source = shown.GetAttribute("src")!;
        if (source.StartsWith("cid:", StringComparison.OrdinalIgnoreCase)) shown.SetAttribute("src", files.SourceOf(source[4..]) ?? "");
    }

    /// <summary>What of the tree is folded so, in the subset of <see cref="PostHtml"/>.</summary>
    public string Write(Fold fold) => used.Contains(fold) ? SubsetWriter.Write(document, picture, node => folds.GetValueOrDefault(node) == fold) : "";
}
