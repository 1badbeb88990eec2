namespace SupportDesk.Jobs;

/// <summary>Queues, in the order in which workers look at them.</summary>
internal static class JobQueues
{
    public const string Sweep = "a-sweep";
    public const string Mail = "b-mail";
    public const string Upkeep = "c-upkeep";

    public static readonly string[] All = [Sweep, Mail, Upkeep];
}
