using SupportDesk.Web.Tests;
using SupportDesk.Web.Tests.Journeys;
using SupportDesk.Web.Tests.Kills;
using SupportDesk.Web.Tests.Mail;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace SupportDesk.Web.Tests;

/// <summary>Begins with the classes that take minutes: one that came last would run alone, while other lanes are empty.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest =
        [nameof(KillTests), nameof(MailRoomCaseTests), nameof(BadServersTests), nameof(ScreenshotsTests), nameof(SendKillTests), nameof(FetchKillTests), nameof(SeedCaseTests), nameof(MailboxCheckTests)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(c => Array.FindIndex(Longest, name => c.TestCollectionDisplayName.Contains($".{name} ", StringComparison.Ordinal) || c.TestCollectionDisplayName.EndsWith($".{name}", StringComparison.Ordinal)) is >= 0 and var at ? at : int.MaxValue)];
}
