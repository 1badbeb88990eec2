using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace SupportDesk.Tests.Packages;

/// <summary>
/// Holds the lowest versions without a known hole, read from the lock files, because a registry that carries no advisories makes the audit blind
/// (T33a of the threat catalogue).
/// </summary>
public sealed class VersionFloorTests
{
    static readonly Dictionary<string, Version> Floors = new(StringComparer.OrdinalIgnoreCase)
    {
        ["MailKit"] = new(4, 16, 0),
        ["MimeKit"] = new(4, 16, 0),
        ["AngleSharp"] = new(1, 5, 0),
        ["HtmlSanitizer"] = new(10, 0, 0),
        ["Microsoft.AspNetCore.DataProtection"] = new(10, 0, 7),
        ["Microsoft.AspNetCore.DataProtection.EntityFrameworkCore"] = new(10, 0, 7),
        ["Newtonsoft.Json"] = new(13, 0, 1),
        ["AutoMapper"] = new(16, 1, 1),
    };

    public static TheoryData<string> LockFiles => [.. Directory
        .EnumerateFiles(Repository.Root, "packages.lock.json", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Repository.Root, path))
        .Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(LockFiles))]
    public void No_package_is_below_its_floor(string lockFile)
    {
        var below = Resolved(lockFile).Where(package => Floors.TryGetValue(package.Name, out var floor) && package.Version < floor);

        below.ShouldBeEmpty();
    }

    [Fact]
    public void Every_floor_guards_a_package_in_use()
    {
        var used = Resolved("src/SupportDesk/packages.lock.json").Select(package => package.Name);

        Floors.Keys.Except(used, StringComparer.OrdinalIgnoreCase).ShouldBeEmpty();
    }

    [Fact]
    public void Bundled_SQLite_is_recent_enough()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();

        Version.Parse(connection.ServerVersion).ShouldBeGreaterThanOrEqualTo(new Version(3, 51, 3));
    }

    static IEnumerable<(string Name, Version Version)> Resolved(string lockFile)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, lockFile)));
        return [.. from framework in document.RootElement.GetProperty("dependencies").EnumerateObject()
                   from package in framework.Value.EnumerateObject()
                   where package.Value.TryGetProperty("resolved", out _)
                   select (package.Name, Version.Parse(package.Value.GetProperty("resolved").GetString()!.Split('-')[0]))];
    }
}
