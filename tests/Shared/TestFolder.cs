namespace SupportDesk.Tests;

/// <summary>A temporary folder, removed with all that is in it when disposed.</summary>
sealed class TestFolder : IDisposable
{
    static readonly Lazy<TestFolder> Run = new(() =>
    {
        var folder = new TestFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        return folder;
    });

    public string Path { get; } = Directory.CreateTempSubdirectory("sd").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>The one that goes with this process.</summary>
    public static TestFolder OfTheRun() => Run.Value;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
