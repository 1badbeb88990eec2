using System.Collections.Concurrent;
using System.Diagnostics;

namespace SupportDesk;

/// <summary>
/// A named point at which a test may have the process killed as by <c>kill -9</c>: <c>SUPPORTDESK_CRASH_AT=after-smtp</c>, or <c>after-smtp:3</c> for
/// the third time. Inert unless that is set and the environment is Development. The names: <c>before-commit</c> and <c>after-commit</c> (around the
/// save of every act), <c>claimed</c>, <c>rendered</c>, <c>before-smtp</c>, <c>after-smtp</c> (the server took it, we have not noted it),
/// <c>unfold-batch</c>, <c>sweep-before-commit</c>; while a mailbox is read <c>fetched</c>, <c>noted</c> (which mail is being tried), <c>raw-stored</c>
/// (all is written but the commit), <c>recorded</c>, <c>marked-before</c> and <c>marked-after</c>.
/// </summary>
public static class CrashPoint
{
    private static readonly (string Name, int Time)? Wanted = Read();
    private static readonly ConcurrentDictionary<string, int> Passed = new();

    /// <summary>Ends the process here and now if this is the point a test asked for.</summary>
    public static void Reached(string name)
    {
        if (Wanted is not { } wanted || wanted.Name != name)
            return;
        if (Passed.AddOrUpdate(name, 1, (_, times) => times + 1) != wanted.Time)
            return;

        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.CurrentThread.Join(); // The signal takes a moment: nothing may happen after it.
    }

    private static (string Name, int Time)? Read()
    {
        var development = (Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")) == "Development";
        if (!development || Environment.GetEnvironmentVariable("SUPPORTDESK_CRASH_AT") is not { Length: > 0 } text)
            return null;

        var parts = text.Split(':', 2);
        return (parts[0], parts.Length == 2 && int.TryParse(parts[1], out var time) ? time : 1);
    }
}
