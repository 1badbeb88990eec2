using System.Reflection;
using SupportDesk.Events;

namespace SupportDesk.Tests.Pairs;

/// <summary>The acts that there are: verbs of roots, and acts on several roots. Both take who acts and when.</summary>
static class Verbs
{
    /// <summary>As <c>Type.Method</c>.</summary>
    public static IReadOnlyCollection<string> All { get; } = [.. typeof(Root).Assembly.GetTypes()
        .Where(t => t.IsPublic || t.IsNestedPublic).SelectMany(NamesIn).Distinct()];

    /// <summary>Those that rows of the tables call.</summary>
    public static IReadOnlyCollection<string> Covered { get; } =
        [.. CaseActs.All.SelectMany(a => a.Covers).Concat(TicketActs.All.SelectMany(a => a.Covers))
            .Concat(PeopleActs.All.SelectMany(a => a.Covers)).Distinct()];

    // A root's static methods make it anew: no two acts meet there. What is no root changes roots by static and other methods alike.
    static IEnumerable<string> NamesIn(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly | (type.IsSubclassOf(typeof(Root)) ? 0
            : BindingFlags.Static))
        .Where(m => !m.IsSpecialName && m.GetParameters().Select(p => p.ParameterType).ToList() is var given
            && given.Contains(typeof(Actor)) && given.Contains(typeof(DateTimeOffset)))
        .Select(m => $"{type.Name}.{m.Name}")
        .Where(verb => verb != "MailToTicket.MakeAsync"); // It makes a ticket anew; NoTicketMailTests lets two people do it at once.
}
