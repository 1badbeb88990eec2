using System.Reflection;
using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Extensions;
using ArchUnitNET.Loader;
using SupportDesk.Events;

namespace SupportDesk.Tests.Architecture;

/// <summary>Every verb of every root ends in <c>Record</c>, which raises the version: else a change could slip past another one's.</summary>
public sealed class RootTests
{
    static readonly ArchUnitNET.Domain.Architecture Desk = new ArchLoader().LoadAssemblies(typeof(Root).Assembly).Build();

    public static TheoryData<string> Roots => [.. typeof(Root).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Root))).Select(t => t.FullName!).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Roots))]
    public void Every_verb_raises_the_version(string root)
    {
        var type = Desk.Classes.Single(c => c.FullName == root);

        var silent = Verbs(root).Where(verb => !type.GetMethodMembers().Where(m => m.Name.StartsWith(verb + "(", StringComparison.Ordinal)).Any(m => Records(m, type, [])));

        silent.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Roots))]
    public void Nothing_is_set_from_outside(string root) =>
        typeof(Root).Assembly.GetType(root)!.GetProperties().Where(p => p.SetMethod is { IsPublic: true }).Select(p => p.Name).ShouldBeEmpty();

    [Fact]
    public void There_are_roots_with_verbs() => Roots.Sum(r => Verbs(r.Data).Count()).ShouldBeGreaterThan(50);

    // A verb is what takes who acts and when.
    static IEnumerable<string> Verbs(string root) =>
        typeof(Root).Assembly.GetType(root)!.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(m => m.GetParameters().Select(p => p.ParameterType).ToList() is var types && types.Contains(typeof(Actor)) && types.Contains(typeof(DateTimeOffset))).Select(m => m.Name).Distinct();

    static bool Records(MethodMember method, IType root, HashSet<string> seen) =>
        seen.Add(method.FullName) && method.GetCalledMethods().Any(called => called.Name.StartsWith("Record(", StringComparison.Ordinal) || (called.DeclaringType.Equals(root) && Records(called, root, seen)));
}
