using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SupportDesk.Web.TagHelpers;

/// <summary>Label, control, hint and error as one part; the control inside (with the same asp-for) is tied to them for those who listen.</summary>
public sealed class FieldTagHelper(IHtmlGenerator html) : TagHelper
{
    [HtmlAttributeName("asp-for")]
    public required ModelExpression For { get; set; }

    public required string Label { get; set; }

    public string? Hint { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var id = IdOf(ViewContext, For);
        context.Items[typeof(FieldTagHelper)] = Hint;
        var control = await output.GetChildContentAsync();
        output.TagName = "div";
        output.AddClass("field");
        output.Content.AppendHtml(html.GenerateLabel(ViewContext, For.ModelExplorer, For.Name, Label, null));
        if (Hint is not null)
            output.Content.AppendHtml(new TagBuilder("p") { Attributes = { ["class"] = "hint", ["id"] = id + "-hint" } }.With(Hint));
        output.Content.AppendHtml(control);
        if (ControlTagHelper.ErrorsOf(ViewContext, For) is { Count: > 0 } errors)
            output.Content.AppendHtml(new TagBuilder("p") { Attributes = { ["class"] = "error", ["id"] = id + "-error" } }.With(errors[0].ErrorMessage));
    }

    internal static string IdOf(ViewContext view, ModelExpression expression) =>
        TagBuilder.CreateSanitizedId(view.ViewData.TemplateInfo.GetFullHtmlFieldName(expression.Name), "_");
}
