using System.Text.RegularExpressions;

namespace SupportDesk.Tests.Architecture;

/// <summary>The source as text: for boundaries that no reference shows.</summary>
static class Sources
{
    /// <summary>Files of a folder of the repository, migrations and build output left out, by their path from the root.</summary>
    public static IReadOnlyDictionary<string, string> Under(string folder, params string[] extensions) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories)
            .Select(file => (Full: file, Name: Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')))
            .Where(file => !Regex.IsMatch(file.Name, "/(obj|bin|Migrations)/") && (extensions.Length == 0 ? file.Name.EndsWith(".cs", StringComparison.Ordinal) : extensions.Any(e => file.Name.EndsWith(e, StringComparison.Ordinal))))
            .ToDictionary(file => file.Name, file => File.ReadAllText(file.Full));

    public static IReadOnlyList<string> Saying(this IReadOnlyDictionary<string, string> files, string pattern) =>
        [.. files.Where(f => Regex.IsMatch(f.Value, pattern)).Select(f => f.Key).Order(StringComparer.Ordinal)];
}
