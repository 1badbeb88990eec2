using SupportDesk.Events;
using SupportDesk.People;

namespace SupportDesk.Web.Access;

/// <summary>Who asks, for this request.</summary>
public sealed class CurrentUser(IHttpContextAccessor http)
{
    /// <summary>Null for requesters and strangers.</summary>
    public StaffUser? Staff { get; } = http.HttpContext is { } context ? StaffClaims.Read(context.User) : null;

    /// <summary>The signed-in person; only pages behind the staff cookie ask for it.</summary>
    public StaffUser Required => Staff ?? throw new InvalidOperationException("Nobody is signed in here.");

    /// <summary>The actor of what this request does.</summary>
    public Actor Actor => Required.As(Via.Web);
}
