using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Routing;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Drafts;
using SupportDesk.Events;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Filters;

/// <summary>
/// Saves after a POST's handler: one commit an act, out of sight. A refusal (<see cref="DeskException"/>) or a clash shows the same page
/// again with what was typed, 422 or 409; so does a form that lacks a field. A page that says <see cref="TriesAgainAttribute"/> is run again after a clash first.
/// Pages of Identity say <see cref="NoCommitAttribute"/>.
/// </summary>
public sealed class CommitFilter(DeskDb db, CurrentUser user, DraftStore drafts, IUrlHelperFactory urls) : IAsyncPageFilter
{
    private const int Attempts = 5;

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (!HttpMethods.IsPost(context.HttpContext.Request.Method))
        {
            // A form that opens has no errors yet, whatever its address leaves out.
            context.ModelState.Clear();
            await next();
            return;
        }

        if (PostedFields.Missing(context) is { } missing)
        {
            context.Result = await ShowAgainAsync(context, StatusCodes.Status422UnprocessableEntity, missing);
            return;
        }

        if (context.ActionDescriptor.ModelTypeInfo!.IsDefined(typeof(NoCommitAttribute), true))
        {
            await next();
            return;
        }

        if (await DoneBeforeAsync(context.HttpContext) is { } answer)
        {
            context.Result = new LocalRedirectResult(answer);
            return;
        }

        var done = await next();
        if (done.Exception is DeskException refusal)
        {
            done.ExceptionHandled = true;
            done.Result = await ShowAgainAsync(context, StatusCodes.Status422UnprocessableEntity, refusal.Message);
        }
        else if (done.Exception is null && !done.Canceled)
        {
            done.Result = context.ModelState.IsValid ? await CommitAsync(context, done.Result) : await ShowAgainAsync(context, StatusCodes.Status422UnprocessableEntity, null);
        }
    }

    // A form sent twice goes where it went the first time, whatever its verb would say to a second one.
    private async Task<string?> DoneBeforeAsync(HttpContext http)
    {
        if (ActId(http) is not { } id)
            return null;

        var person = user.Staff?.PersonId ?? Actor.SystemId;
        if (await db.Acts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.PersonId == person, http.RequestAborted) is not { } done)
            return null;

        // A save of the form's draft may have come in after the act had ended it.
        await drafts.EndOfActAsync(person, id, http.RequestAborted);
        await db.CommitAsync(Act.Job, http.RequestAborted);
        return done.Answer;
    }

    private async Task<IActionResult?> CommitAsync(PageHandlerExecutingContext context, IActionResult? result)
    {
        var attempts = context.ActionDescriptor.ModelTypeInfo!.IsDefined(typeof(TriesAgainAttribute), true) ? Attempts : 1;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (attempt > 1)
                    result = await RunAgainAsync(context);
                if (result is NotFoundResult)
                    return result;
                if (!context.ModelState.IsValid)
                    return await ShowAgainAsync(context, StatusCodes.Status422UnprocessableEntity, null);

                var committed = await db.CommitAsync(new Act(ActId(context.HttpContext), user.Staff?.PersonId ?? Actor.SystemId, AddressOf(context, result)), context.HttpContext.RequestAborted);
                return committed is { Repeated: true, Answer: { } answer } ? new LocalRedirectResult(answer) : result;
            }
            catch (DeskException refusal)
            {
                return await ShowAgainAsync(context, StatusCodes.Status422UnprocessableEntity, refusal.Message);
            }
            catch (ClashException) when (attempt < attempts)
            {
                // Not at once and not together: those who clashed would only clash again.
                await Task.Delay(Random.Shared.Next(20 * attempt), context.HttpContext.RequestAborted);
            }
            catch (ClashException)
            {
                return await ShowAgainAsync(context, StatusCodes.Status409Conflict, "Somebody else changed this at the same moment. Here is how it stands now; what you typed is kept. Look, then send again.");
            }
        }
    }

    // The handler alone: what DraftFilter does after it is done here.
    private async Task<IActionResult?> RunAgainAsync(PageHandlerExecutingContext context)
    {
        var answer = await HandleAsync(context);
        if (context.ActionDescriptor.ModelTypeInfo!.IsDefined(typeof(KeepsDraftAttribute), true))
            await DraftFilter.EndSentAsync(drafts, user.Required.PersonId, context, answer);
        return answer;
    }

    private static async Task<IActionResult?> HandleAsync(PageHandlerExecutingContext context)
    {
        var handler = context.HandlerMethod!.MethodInfo;
        var arguments = handler.GetParameters().Select(p => context.HandlerArguments.TryGetValue(p.Name!, out var given) ? given : p.HasDefaultValue ? p.DefaultValue : null).ToArray();
        var answer = handler.Invoke(context.HandlerInstance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        return answer switch
        {
            Task<IActionResult> later => await later,
            IActionResult now => now,
            _ => throw new InvalidOperationException($"{handler.DeclaringType}.{handler.Name} answers with something that can't be run again."),
        };
    }

    private static async Task<IActionResult> ShowAgainAsync(PageHandlerExecutingContext context, int status, string? sentence)
    {
        if (sentence is not null)
            context.ModelState.AddModelError("", sentence);
        if (context.HandlerInstance is not (PageModel page and ICanShowAgain again))
            return new PlainRefusal(status, sentence ?? "Something in the form was missing or wrong.");

        if (!await again.LoadAsync(context.HttpContext.RequestAborted))
            return page.NotFound();

        page.TempData.Clear(); // the notice of what was not done after all
        page.Response.StatusCode = status;
        return page.Page();
    }

    private string? AddressOf(PageHandlerExecutingContext context, IActionResult? result)
    {
        var url = urls.GetUrlHelper(context);
        return result switch
        {
            RedirectToPageResult to => url.Page(to.PageName, to.PageHandler, to.RouteValues, null, null, to.Fragment),
            LocalRedirectResult to => to.Url,
            RedirectResult to => to.Url,
            _ => null,
        };
    }

    internal static Guid? ActId(HttpContext http) =>
        http.Request.HasFormContentType && Guid.TryParse(http.Request.Form["act"], out var id) ? id : null;
}

/// <summary>Says that a page's handlers save by themselves: those of ASP.NET Identity, where a refused sign-in must still count.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NoCommitAttribute : Attribute;
