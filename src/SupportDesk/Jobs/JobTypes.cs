namespace SupportDesk.Jobs;

/// <summary>The only types that a job row may name: Hangfire calls whatever method its storage says (threat T29).</summary>
internal static class JobTypes
{
    private static readonly Dictionary<string, Type> Allowed =
        new[] { typeof(DeliverJob), typeof(UnfoldJob), typeof(SweepJob), typeof(CleanUpJob), typeof(CancellationToken), typeof(string), typeof(long), typeof(Guid) }.ToDictionary(t => t.FullName!);

    /// <exception cref="TypeLoadException">Any other: the job fails, and nothing is called.</exception>
    public static Type Resolve(string name) =>
        Allowed.GetValueOrDefault(name.Split(',', 2)[0].Trim()) ?? throw new TypeLoadException("A job names a type that is not the desk's to run.");
}
