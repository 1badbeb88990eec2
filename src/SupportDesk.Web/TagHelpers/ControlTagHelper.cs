using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SupportDesk.Web.TagHelpers;

/// <summary>Ties a control to the hint and the error of the field around it.</summary>
[HtmlTargetElement("input", Attributes = "asp-for")]
[HtmlTargetElement("select", Attributes = "asp-for")]
[HtmlTargetElement("textarea", Attributes = "asp-for")]
public sealed class ControlTagHelper : TagHelper
{
    [HtmlAttributeName("asp-for")]
    public required ModelExpression For { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!context.Items.TryGetValue(typeof(FieldTagHelper), out var hint))
            return;
        var id = FieldTagHelper.IdOf(ViewContext, For);
        var wrong = ErrorsOf(ViewContext, For).Count > 0;
        var described = string.Join(' ', new[] { hint is null ? null : id + "-hint", wrong ? id + "-error" : null }.Where(part => part is not null));
        if (described.Length > 0)
            output.Attributes.SetAttribute("aria-describedby", described);
        if (wrong)
            output.Attributes.SetAttribute("aria-invalid", "true");
    }

    internal static ModelErrorCollection ErrorsOf(ViewContext view, ModelExpression expression) =>
        view.ViewData.ModelState.TryGetValue(view.ViewData.TemplateInfo.GetFullHtmlFieldName(expression.Name), out var entry) ? entry.Errors : [];
}
