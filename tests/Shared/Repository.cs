namespace SupportDesk.Tests;

/// <summary>The working copy that the tests were built from.</summary>
static class Repository
{
    /// <summary>The folder of SupportDesk.sln, without a separator at the end.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    static string Find(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SupportDesk.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException($"No SupportDesk.sln above {AppContext.BaseDirectory}");
    }
}
