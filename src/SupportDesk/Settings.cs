using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SupportDesk;

/// <summary>A section of the settings that the desk knows, and the options class that it becomes.</summary>
public sealed record SettingsSection(string Name, Type Options);

/// <summary>Binds a section to its options class and refuses what is wrong in it, before anything starts: the key, the value, and what would be right.</summary>
public static class Settings
{
    /// <summary>Binds, and checks the section at once.</summary>
    /// <exception cref="DeskException">One sentence a line: each wrong or unknown key with its value and what is expected.</exception>
    public static T AddSection<T>(this IServiceCollection services, IConfiguration configuration, string section)
        where T : class, new()
    {
        var problems = new List<string>();
        Check(configuration.GetSection(section), typeof(T), problems);
        Refuse(problems);

        var options = new T();
        configuration.GetSection(section).Bind(options);
        Validate(section, options, problems);
        Refuse(problems);

        services.AddSingleton(Options.Create(options));
        services.AddSingleton(new SettingsSection(section, typeof(T)));
        return options;
    }

    // The binder's own words name a .NET type; people need the key, their value and the choices.
    private static void Check(IConfigurationSection section, Type type, List<string> problems)
    {
        if (section.Value is { Length: > 0 } scalar)
            problems.Add($"{section.Path} is “{scalar}”; expected a group of settings.");
        foreach (var child in section.GetChildren())
        {
            var property = type.GetProperty(child.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
            if (property?.SetMethod is null && !(property is not null && typeof(IEnumerable).IsAssignableFrom(property.PropertyType)))
                problems.Add($"{child.Path} is not a setting of the desk. Known here: {string.Join(", ", Names(type))}.");
            else
                CheckValue(child, Nullable.GetUnderlyingType(property!.PropertyType) ?? property.PropertyType, problems);
        }
    }

    private static void CheckValue(IConfigurationSection value, Type type, List<string> problems)
    {
        if (ItemOf(type) is { } item)
        {
            if (value.Value is { Length: > 0 } scalar)
                problems.Add($"{value.Path} is “{scalar}”; expected {(typeof(IDictionary).IsAssignableFrom(type) ? "a group of settings" : $"a list, like {value.Path}:0")}.");
            foreach (var child in value.GetChildren())
                CheckValue(child, item, problems);
        }
        else if (IsPlain(type))
        {
            if (value.Value is { } text && !Fits(text, type))
                problems.Add($"{value.Path} is “{text}”; expected {Expected(type)}.");
            else if (value.GetChildren().Any())
                problems.Add($"{value.Path} is a group of settings; expected {Expected(type)}.");
        }
        else
        {
            Check(value, type, problems);
        }
    }

    private static void Validate(string path, object options, List<string> problems)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        foreach (var result in results)
        {
            var member = result.MemberNames.FirstOrDefault();
            var value = member is null ? null : options.GetType().GetProperty(member)?.GetValue(options);
            var shown = value is null or IEnumerable and not string ? "" : string.Create(CultureInfo.InvariantCulture, $" is “{value}”");
            problems.Add(member is null ? $"{path}: {result.ErrorMessage}" : $"{path}:{member}{shown}: {result.ErrorMessage}");
        }

        foreach (var property in options.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0 && !IsPlain(p.PropertyType)))
        {
            if (property.GetValue(options) is not { } nested)
                continue;

            if (nested is IDictionary named)
            {
                foreach (var key in named.Keys.Cast<object>().Where(key => named[key] is { } value && value is not IEnumerable && !IsPlain(value.GetType())))
                    Validate($"{path}:{property.Name}:{key}", named[key]!, problems);
            }
            else if (nested is IEnumerable items)
            {
                foreach (var (no, item) in items.Cast<object>().Index().Where(i => !IsPlain(i.Item.GetType())))
                    Validate($"{path}:{property.Name}:{no}", item, problems);
            }
            else if (property.SetMethod is not null)
            {
                Validate($"{path}:{property.Name}", nested, problems);
            }
        }
    }

    private static void Refuse(List<string> problems)
    {
        if (problems.Count > 0)
            throw new DeskException(string.Join(Environment.NewLine, problems));
    }

    private static Type? ItemOf(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments()[^1]
        : null;

    private static bool IsPlain(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is var plain && (plain.IsPrimitive || plain.IsEnum || plain == typeof(string) || plain == typeof(TimeSpan) || plain == typeof(DateTimeOffset) || plain == typeof(DateOnly) || plain == typeof(TimeOnly) || plain == typeof(Uri));

    private static bool Fits(string text, Type type)
    {
        if (type.IsEnum)
            return (type.IsDefined(typeof(FlagsAttribute), false) ? text.Split(',', StringSplitOptions.TrimEntries) : [text]).All(name => Enum.GetNames(type).Contains(name, StringComparer.OrdinalIgnoreCase));
        if (text.Length == 0 && type != typeof(string))
            return false;

        try
        {
            return System.ComponentModel.TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text) is not null;
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            return false;
        }
    }

    private static string Expected(Type type) =>
        type.IsEnum ? $"{(type.IsDefined(typeof(FlagsAttribute), false) ? "some" : "one")} of {string.Join(", ", Enum.GetNames(type))}"
        : type == typeof(bool) ? "true or false"
        : type == typeof(TimeSpan) ? "a time span like 00:05:00"
        : type == typeof(DateOnly) ? "a day like 2026-01-31"
        : type == typeof(string) ? "text"
        : type == typeof(Uri) ? "an address like https://desk.example.org"
        : "a whole number";

    private static IEnumerable<string> Names(Type type) => type.GetProperties().Where(p => p.SetMethod is not null || ItemOf(p.PropertyType) is not null).Select(p => p.Name);
}
