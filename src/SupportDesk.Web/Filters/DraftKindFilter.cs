using System.Reflection;
using Microsoft.AspNetCore.Mvc.Filters;
using SupportDesk.Drafts;
using SupportDesk.Web.Access;
using SupportDesk.Web.Drafts;

namespace SupportDesk.Web.Filters;

/// <summary>
/// A form says of which kind its words are. A page that sends words of another kind refuses them before anything else looks at them, so that
/// what was typed as a note is neither sent as a reply nor shown in a reply's form.
/// </summary>
public sealed class DraftKindFilter(DraftStore drafts, DraftForms forms, CurrentUser user) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsPost(http.Request.Method) && context.ActionDescriptor.ModelTypeInfo!.GetCustomAttribute<KeepsDraftAttribute>(true) is { } keeps)
        {
            var (place, posted) = (keeps.PlaceOf(context.RouteData.Values), http.Request.HasFormContentType ? http.Request.Form : FormCollection.Empty);
            if (posted[DraftForm.KindField] != $"{place.Kind}" || await IsElsewhereAsync(posted, place, http.RequestAborted))
            {
                context.Result = new PlainRefusal(StatusCodes.Status422UnprocessableEntity, "This form was opened for something else, so nothing was sent. Go back: what you typed is kept there.");
                return;
            }

            (await forms.ShowAgainAsync(user.Required.PersonId, place, posted, http.RequestAborted)).ShowIn(http);
        }

        await next();
    }

    private async Task<bool> IsElsewhereAsync(IFormCollection posted, DraftPlace place, CancellationToken cancel) =>
        Guid.TryParse(posted[DraftForm.IdField], out var id) && await drafts.GetAsync(user.Required.PersonId, id, cancel) is { } kept && kept.Place != place;
}
