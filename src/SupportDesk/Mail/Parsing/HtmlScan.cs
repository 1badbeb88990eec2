using System.Text;
using MimeKit.Text;

namespace SupportDesk.Mail.Parsing;

/// <summary>
/// Looks at HTML before a tree is built from it. A sanitiser is superlinear in depth (100,000 nested elements took a minute), a tokenizer
/// is not, so depth and number of elements are counted first (threat T17).
/// </summary>
static class HtmlScan
{
    static readonly HashSet<HtmlTagId> Void =
    [
        HtmlTagId.Area, HtmlTagId.Base, HtmlTagId.Br, HtmlTagId.Col, HtmlTagId.Embed, HtmlTagId.HR, HtmlTagId.Image, HtmlTagId.Input,
        HtmlTagId.Link, HtmlTagId.Meta, HtmlTagId.Param, HtmlTagId.Source, HtmlTagId.Wbr,
    ];

    public static bool IsOver(string html, ParseLimits limits)
    {
        var (depth, elements) = (0, 0);
        foreach (var tag in Tokens(html).OfType<HtmlTagToken>())
        {
            if (tag.IsEndTag)
            {
                depth = Math.Max(0, depth - 1);
                continue;
            }

            if (++elements > limits.HtmlElements) return true;
            // Paragraphs and cells are rarely closed and do not nest; <p><p><p> is one level for the parser too.
            if (!tag.IsEmptyElement && !Void.Contains(tag.Id) && tag.Id is not (HtmlTagId.P or HtmlTagId.LI) && ++depth > limits.HtmlDepth) return true;
        }

        return false;
    }

    /// <summary>The text without any markup, a line for each block, for what must not become a tree.</summary>
    public static string TextOf(string html)
    {
        var text = new StringBuilder(html.Length / 2);
        var hidden = 0;
        foreach (var token in Tokens(html))
        {
            if (token is HtmlTagToken tag)
            {
                if (tag.Id is HtmlTagId.Script or HtmlTagId.Style or HtmlTagId.Title) hidden += tag.IsEndTag ? -1 : 1;
                else if (tag.Id is HtmlTagId.Br or HtmlTagId.P or HtmlTagId.Div or HtmlTagId.LI or HtmlTagId.TR) text.Append('\n');
            }
            else if (token is HtmlDataToken data && token.Kind == HtmlTokenKind.Data && hidden <= 0)
            {
                text.Append(data.Data);
            }
        }

        return text.ToString();
    }

    static IEnumerable<HtmlToken> Tokens(string html)
    {
        var tokenizer = new HtmlTokenizer(new StringReader(HtmlMending.Mended(html))) { DecodeCharacterReferences = true };
        while (tokenizer.ReadNextToken(out var token)) yield return token;
    }
}
