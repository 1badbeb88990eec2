using Microsoft.AspNetCore.Authorization;
using SupportDesk.People;

namespace SupportDesk.Web.Access;

/// <summary>How a route is entered; every route has exactly one.</summary>
public enum DoorKind
{
    /// <summary>The staff cookie, with antiforgery on whatever changes something.</summary>
    Cookie,

    /// <summary>A link that was sent by mail.</summary>
    SignedLink,

    /// <summary>An API key.</summary>
    Key,

    /// <summary>Nothing: sign-in itself, health, public pages.</summary>
    Open,
}

/// <summary>Says by which door a route that is not for signed-in staff is entered.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class DoorAttribute(DoorKind kind) : Attribute, IAllowAnonymous
{
    public DoorKind Kind => kind;
}

/// <summary>Says which permission a route needs; its door is the staff cookie.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute(Permission permission) : AuthorizeAttribute(permission.ToString())
{
    public Permission Permission => permission;
}
