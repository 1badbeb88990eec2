using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.Mail.Parsing;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Api;

/// <summary>Takes raw messages over HTTP: what a Postfix pipe or a mail provider's webhook calls.</summary>
public static class MailApi
{
    private const string Scheme = "Bearer ";

    /// <summary>What became of the message.</summary>
    /// <param name="Outcome">newTicket, posted, held, note, bounced, ignored, setAside or answer.</param>
    /// <param name="Ticket">The number of the ticket it went to, if any.</param>
    /// <param name="Repeated">It had been recorded before; this is the answer of the first time.</param>
    public sealed record Answer(string Outcome, long? Ticket, Guid? Post, bool Repeated, string? Problem, Read? Understood);

    public sealed record Read(string? From, string Subject, string NewText, string Verdict, string Class, string? MatchedBy, IReadOnlyList<string> Attachments, IReadOnlyList<string> LeftOut);

    public static void MapMailApi(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/mail/raw", TakeAsync).DisableAntiforgery().WithMetadata(new DoorAttribute(DoorKind.Key));

    private static async Task<IResult> TakeAsync(HttpRequest request, IOptions<MailOptions> options, IDbContextFactory<DeskDb> databases, Intake intake, CancellationToken cancel)
    {
        if (KeyOf(request, options.Value) is not { } key)
            return TypedResults.Problem("Send the API key as “Authorization: Bearer …”.", statusCode: StatusCodes.Status401Unauthorized, title: "This key is not known.");
        if (await BodyAsync(request, cancel) is not { } raw)
            return TypedResults.Problem($"A message may have {ParseLimits.Default.Size:N0} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge, title: "The message is too large.");
        if (raw.Length == 0)
            return TypedResults.Problem("Send the message as it is (RFC 5322) as the body.", statusCode: StatusCodes.Status400BadRequest, title: "There is no message.");

        try
        {
            var mailboxId = await MailboxAsync(databases, key.Mailbox, cancel);
            return TypedResults.Ok(Of(await intake.TakeAsync(new RawMail(mailboxId, raw), cancel)));
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !Blame.IsTheMails(failure))
        {
            request.HttpContext.Response.Headers.RetryAfter = "30";
            return TypedResults.Problem("Nothing was recorded; hand it in again.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "The desk can’t record mail at the moment.");
        }
    }

    private static RawKeyOptions? KeyOf(HttpRequest request, MailOptions options)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;

        // Every key is compared, so that the time says nothing of which one was near.
        RawKeyOptions? found = null;
        foreach (var key in options.RawKeys)
            found = key.Fits(header[Scheme.Length..].Trim()) ? key : found;
        return found;
    }

    private static async Task<byte[]?> BodyAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > ParseLimits.Default.Size)
            return null;

        using var body = new MemoryStream();
        var part = new byte[81_920];
        int read;
        while ((read = await request.Body.ReadAsync(part, cancel)) > 0)
        {
            if (body.Length + read > ParseLimits.Default.Size)
                return null;
            body.Write(part, 0, read);
        }

        return body.ToArray();
    }

    private static async Task<Guid> MailboxAsync(IDbContextFactory<DeskDb> databases, string name, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var mailboxes = await db.Mailboxes.Select(m => new { m.Id, m.Name }).ToListAsync(cancel);
        return mailboxes.Single(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Id; // as the settings compare names
    }

    private static Answer Of(IntakeResult result) => new(Camel(result.Outcome), result.TicketNumber, result.PostId, result.Repeated, result.Problem, result.Understood is not { } read ? null
        : new(read.From, read.Subject, read.NewText, Camel(read.Verdict), Camel(read.Class), read.MatchedBy, read.Attachments, read.LeftOut));

    private static string Camel(Enum value) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
