using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Api;

/// <summary>The one click by which mail programs end the mails of steps (RFC 8058): a POST without cookie or page, to a link that only the mail knows.</summary>
public static class UnsubscribeApi
{
    public static void MapUnsubscribe(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/track/{token}/unsubscribe", UnsubscribeAsync).DisableAntiforgery().WithMetadata(new DoorAttribute(DoorKind.SignedLink));
        routes.MapGet("/track/{token}/unsubscribe", (string token) => TypedResults.LocalRedirect($"/track/{Uri.EscapeDataString(token)}")).WithMetadata(new DoorAttribute(DoorKind.SignedLink));
    }

    private static async Task<IResult> UnsubscribeAsync(string token, HttpRequest request, DeskDb db, Tracker tracker, DeskClock clock, CancellationToken cancel)
    {
        // The one field that RFC 8058 has a mail program send: whatever else posts here means something else.
        if (!request.HasFormContentType || (await request.ReadFormAsync(cancel))["List-Unsubscribe"] != "One-Click")
            return TypedResults.Text("This is for mail programs: they send List-Unsubscribe=One-Click. Nothing was changed.", statusCode: StatusCodes.Status400BadRequest);

        if (await tracker.FindUnsubscribingAsync(token, cancel) is not { } link
            || await db.Supporters.SingleOrDefaultAsync(s => s.EscalationId == link.ObjectId && s.PersonId == link.PersonId, cancel) is not { } supporter)
            return TypedResults.NotFound();

        supporter.Choose(Follow.Decision, new Actor(supporter.PersonId, Capacity.Supporter, Via.Mail), clock.Now);
        await db.CommitAsync(Act.Job, cancel);
        return TypedResults.Text("You will hear of the decision only.");
    }
}
