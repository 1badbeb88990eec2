using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.Extensions.Primitives;
using SupportDesk.Drafts;
using SupportDesk.Web.Access;
using SupportDesk.Web.Drafts;

namespace SupportDesk.Web.Filters;

/// <summary>
/// Opens a page's form with its draft, and ends the draft in the save that sends its words. It stands within <see cref="CommitFilter"/>, and
/// <see cref="DraftKindFilter"/> before that.
/// </summary>
public sealed class DraftFilter(DraftStore drafts, DraftForms forms, CurrentUser user, ParameterBinder binder, IModelBinderFactory binders, IModelMetadataProvider metadata) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (context.ActionDescriptor.ModelTypeInfo!.GetCustomAttribute<KeepsDraftAttribute>(true) is not { } keeps)
            await next();
        else if (HttpMethods.IsPost(context.HttpContext.Request.Method))
            await SendAsync(context, next);
        else
            await OpenAsync(context, next, keeps.PlaceOf(context.RouteData.Values));
    }

    private async Task OpenAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next, DraftPlace place)
    {
        var form = await forms.OpenAsync(user.Required.PersonId, place, context.HttpContext.RequestAborted);
        form.ShowIn(context.HttpContext);
        await FillInAsync(context, form.Fields);
        await next();
    }

    private async Task SendAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var done = await next();
        if (done.Exception is null && !done.Canceled)
            await EndSentAsync(drafts, user.Required.PersonId, context, done.Result);
    }

    /// <summary>Ends the form's draft with the next commit, if what the handler answered says that the words are sent.</summary>
    internal static async Task EndSentAsync(DraftStore drafts, Guid me, PageHandlerExecutingContext context, IActionResult? answer)
    {
        if (!context.ModelState.IsValid || answer is not (LocalRedirectResult or RedirectResult or RedirectToPageResult))
            return;

        var http = context.HttpContext;
        var version = long.TryParse(http.Request.Form[DraftForm.VersionField], out var known) ? known : 0;
        await drafts.SendAsync(me, DraftForm.Of(http)!.Id, CommitFilter.ActId(http), version, http.RequestAborted);
    }

    // As the form's POST would bind it, but for what is not a field of the draft.
    private async Task FillInAsync(PageHandlerExecutingContext context, IReadOnlyDictionary<string, string[]> fields)
    {
        if (fields.Count == 0)
            return;

        var values = new FormValueProvider(BindingSource.Form, new FormCollection(fields.ToDictionary(f => f.Key, f => new StringValues(f.Value))), CultureInfo.InvariantCulture);
        foreach (var bound in context.ActionDescriptor.BoundProperties.OfType<PageBoundPropertyDescriptor>())
        {
            var name = bound.BindingInfo?.BinderModelName ?? bound.Name;
            if (!values.ContainsPrefix(name))
                continue;

            var (info, shape) = (new BindingInfo(bound.BindingInfo ?? new()) { RequestPredicate = null }, metadata.GetMetadataForType(context.ActionDescriptor.ModelTypeInfo!).Properties[bound.Property.Name]!);
            var parameter = new ParameterDescriptor { Name = bound.Name, ParameterType = bound.ParameterType, BindingInfo = info };
            var result = await binder.BindModelAsync(context, binders.CreateBinder(new() { BindingInfo = info, Metadata = shape }), values, parameter, shape, null);
            if (result.IsModelSet)
                bound.Property.SetValue(context.HandlerInstance, result.Model);
        }

        foreach (var key in context.ModelState.Keys.ToList())
            context.ModelState.ClearValidationState(key);
    }
}
