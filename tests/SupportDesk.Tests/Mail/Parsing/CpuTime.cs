namespace SupportDesk.Tests.Mail.Parsing;

/// <summary>What something takes of the processors, whatever else the machine does. Counts the whole process, so only for tests beside which nothing runs.</summary>
static class CpuTime
{
    public static TimeSpan Of(Action act)
    {
        var before = Environment.CpuUsage.TotalTime;
        act();
        return Environment.CpuUsage.TotalTime - before;
    }

    /// <summary>The least of a few tries: what collecting garbage and compiling add is not the act's.</summary>
    public static TimeSpan LeastOf(int tries, Action act) => Enumerable.Range(0, tries).Min(_ => Of(act));
}
