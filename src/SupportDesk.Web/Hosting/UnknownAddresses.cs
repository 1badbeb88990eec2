namespace SupportDesk.Web.Hosting;

/// <summary>
/// Answers 404 where no route is. Else whoever is not signed in would be asked for a password there, and a link that a mail program has cut would
/// lead a requester to the staff's sign-in.
/// </summary>
public static class UnknownAddresses
{
    /// <summary>Call before authorization.</summary>
    public static void UseUnknownAddresses(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint() is not null)
            return next(context);

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });
}
