using Microsoft.AspNetCore.Razor.TagHelpers;
using SupportDesk.Web.Graphs;

namespace SupportDesk.Web.TagHelpers;

/// <summary>The drawing of requirements, in a frame that scrolls by itself on narrow screens; a telephone shows the catch-22 alone, large enough to read.</summary>
public sealed class RequirementGraphTagHelper : TagHelper
{
    public required IReadOnlyList<string> Nodes { get; set; }

    public required IReadOnlyList<GraphEdge> Edges { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass("graph-frame");
        output.Attributes.SetAttribute("tabindex", "0");
        output.Attributes.SetAttribute("role", "group");
        output.Attributes.SetAttribute("aria-label", "Requirements, drawn");
        output.Content.SetHtmlContent(RequirementDrawing.Draw(Nodes, Edges));
        var circle = Edges.Where(edge => edge.InCycle).ToList();
        var steps = Nodes.Where(node => circle.Any(edge => edge.From == node || edge.To == node)).ToList();
        if (steps.Count > 0 && steps.Count < Nodes.Count)
            output.Content.AppendHtml($"<div class=\"only-circle\">{RequirementDrawing.Draw(steps, circle)}</div>");
    }
}
