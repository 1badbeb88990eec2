using Microsoft.AspNetCore.Mvc;

namespace SupportDesk.Web.Filters;

/// <summary>A refusal for an act that has no page of its own to show again: the refusal page with a way back.</summary>
public sealed class PlainRefusal(int status, string sentence) : IActionResult
{
    internal const string Sentence = "refusal-sentence";

    public Task ExecuteResultAsync(ActionContext context)
    {
        // The status page re-executes the request as the error page, which finds the sentence here.
        context.HttpContext.Items[Sentence] = sentence;
        context.HttpContext.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
