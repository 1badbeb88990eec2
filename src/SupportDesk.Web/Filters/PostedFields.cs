using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using SupportDesk.Web.TagHelpers;

namespace SupportDesk.Web.Filters;

/// <summary>
/// Binding turns a field that was not posted into false, null or the first value of an enum, so half a form could switch something off. Every POST to
/// a page therefore has to hold the act id and every single value that its handler is bound to, if only as an empty one.
/// </summary>
internal static class PostedFields
{
    /// <summary>A sentence about the first field that the form lacks; null if it is whole.</summary>
    public static string? Missing(PageHandlerExecutingContext context)
    {
        var page = context.ActionDescriptor;
        if (page.ModelTypeInfo!.IsDefined(typeof(MayBeMissingAttribute), true) || context.HandlerMethod?.MethodInfo.IsDefined(typeof(MayBeMissingAttribute), true) == true)
            return null;

        var request = context.HttpContext.Request;
        if (!request.HasFormContentType || !Guid.TryParse(request.Form[ActTagHelper.Field], out _))
            return "This form came incomplete, so nothing was changed. Open the page again and send its form.";

        var bound = page.BoundProperties.Where(p => !IsOptional(((PageBoundPropertyDescriptor)p).Property))
            .Concat(context.HandlerMethod?.Parameters.Where(p => !((HandlerParameterDescriptor)p).ParameterInfo.IsDefined(typeof(MayBeMissingAttribute), true)) ?? []);
        return bound.SelectMany(p => Names(p)).FirstOrDefault(name => !IsPosted(context, name)) is { } missing
            ? $"This form came without its field “{missing}”, so nothing was changed. Open the page again and send its form."
            : null;
    }

    private static bool IsPosted(PageHandlerExecutingContext context, string name) =>
        context.RouteData.Values.ContainsKey(name) || context.HttpContext.Request.Form.ContainsKey(name) || context.HttpContext.Request.Query.ContainsKey(name);

    private static IEnumerable<string> Names(ParameterDescriptor bound)
    {
        var source = bound.BindingInfo?.BindingSource;
        return source is not null && !source.IsFromRequest ? [] : Names(bound.BindingInfo?.BinderModelName ?? bound.Name, bound.ParameterType);
    }

    // A list that was not posted is empty, and a part of a form is as whole as its values.
    private static IEnumerable<string> Names(string name, Type type)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        if (value == typeof(CancellationToken) || typeof(IFormFile).IsAssignableFrom(value))
            return [];
        if (value.IsPrimitive || value.IsEnum || value == typeof(string) || value.IsValueType)
            return [name];
        if (typeof(System.Collections.IEnumerable).IsAssignableFrom(value))
            return [];

        return value.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is { IsPublic: true } && !IsOptional(p)).SelectMany(p => Names($"{name}.{p.Name}", p.PropertyType));
    }

    // What validation refuses when it is missing says so in words of its own.
    private static bool IsOptional(PropertyInfo property) =>
        property.IsDefined(typeof(MayBeMissingAttribute), true)
        || (property.IsDefined(typeof(RequiredAttribute), true) && (!property.PropertyType.IsValueType || Nullable.GetUnderlyingType(property.PropertyType) is not null));
}

/// <summary>Says that a page or handler takes any form, or that a field may be missing from its form, because that changes nothing.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class MayBeMissingAttribute : Attribute;
