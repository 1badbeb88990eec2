namespace SupportDesk.Tests.Mail.Parsing;

/// <summary>Our own messages, and those that others wrote where their collections lie beside the working copy.</summary>
static class MessagesAtHand
{
    public static IReadOnlyList<(string Name, byte[] Raw)> All { get; } =
        [.. Folders.SelectMany(f => Directory.EnumerateFiles(f, "*.eml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)).Select(f => (Path.GetFileNameWithoutExtension(f), File.ReadAllBytes(f)))];

    static IEnumerable<string> Folders =>
        new[] { "corpus", "cases" }.Select(name => Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", name))).Where(Directory.Exists).Prepend(OwnMessages.Folder);
}
