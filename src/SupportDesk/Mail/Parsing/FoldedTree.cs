using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace SupportDesk.Mail.Parsing;

/// <summary>One tree in three parts: what is new, the signature, the history. Each text stands in one of them.</summary>
sealed class FoldedTree
{
    readonly IHtmlDocument document;
    readonly Dictionary<INode, Fold> folds = [];
    readonly Func<string, string?> picture;

    public FoldedTree(IHtmlDocument parsed, List<TextLine> lines, MailFiles files)
    {
        // A text that stands on several lines is shown where one of them is new.
        foreach (var line in lines)
        {
            foreach (var node in line.Nodes)
            {
                if (line.Fold == Fold.New || !folds.ContainsKey(node)) folds[node] = line.Fold;
            }
        }

        foreach (var shown in parsed.QuerySelectorAll("img[src]"))
        {
            var source = shown.GetAttribute("src")!;
            if (source.StartsWith("cid:", StringComparison.OrdinalIgnoreCase)) shown.SetAttribute("src", files.SourceOf(source[4..]) ?? "");
        }

        picture = source => PostHtml.IndexOf(source) is { } n && n < files.Count && IsPicture(files.All[n]) ? source : null;
        IsEmpty = !lines.Exists(l => !l.IsBlank);
        document = HtmlTree.Sanitise(parsed);
    }

    static bool IsPicture(MailFile file) => file.Type.StartsWith("image/", StringComparison.Ordinal);

    /// <summary>The tree says nothing at all.</summary>
    public bool IsEmpty { get; }

    /// <summary>What of the tree is folded so, in the subset of <see cref="PostHtml"/>.</summary>
    public string Write(Fold fold) => SubsetWriter.Write(document, picture, node => folds.GetValueOrDefault(node) == fold);
}
