using System.Reflection;
using Fluid;

namespace SupportDesk.Notifications.Rendering;

/// <summary>The names a template may use: the properties of its model in snake_case, and what lists and loops have.</summary>
internal static class TemplateNames
{
    private static readonly string[] OfLists = ["size", "first", "last"];

    /// <summary>The type of a member, or null where there is none of that name.</summary>
    public static Type? Of(Type owner, string name)
    {
        if (owner == typeof(string))
            return name == "size" ? typeof(int) : null;
        if (ElementOf(owner) is { } element)
            return !OfLists.Contains(name) ? null : name == "size" ? typeof(int) : element;
        return Members(owner).FirstOrDefault(m => m.Name == name).Type;
    }

    public static IEnumerable<(string Name, Type Type)> Members(Type owner) =>
        owner.Namespace == typeof(TemplateNames).Namespace && owner != typeof(Html)
            ? owner.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => (MemberNameStrategies.SnakeCase(p), p.PropertyType))
            : [];

    /// <summary>What a list holds, or null for what is none.</summary>
    public static Type? ElementOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;
}
