namespace SupportDesk.Tests;

/// <summary>Tables that people read and approve: what a test found is compared with a file beside it.</summary>
static class Approved
{
    /// <param name="file">Of this project, with its folder.</param>
    public static void ShouldMatch(string file, IEnumerable<string> found)
    {
        var approved = Path.Combine(Repository.Root, "tests", "SupportDesk.Rules.Tests", file);
        var lines = found.ToList();
        if (File.Exists(approved) && File.ReadAllLines(approved).SequenceEqual(lines))
            return;

        var report = Path.Combine(Path.GetTempPath(), Path.GetFileName(file));
        File.WriteAllLines(report, lines);
        var before = File.Exists(approved) ? File.ReadAllLines(approved) : [];
        lines.Except(before).Take(10).ShouldBeEmpty($"nobody approved this; look at each line, then copy {report} over {file}");
        before.Except(lines).Take(10).ShouldBeEmpty($"this was approved and is gone; look at each line, then copy {report} over {file}");
        lines.ShouldBe(before);
    }
}
