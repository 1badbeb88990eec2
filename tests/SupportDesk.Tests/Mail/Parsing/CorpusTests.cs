using System.Globalization;
using System.Text.Json;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Tests.Mail.Parsing;

/// <summary>
/// Mail that others wrote, where the collection lies beside the working copy (<c>../shared/corpus</c>); else our own messages, so that the test
/// is never skipped. The approved figures are in CorpusScores.json: a drop fails, and a rise is approved by writing it there.
/// </summary>
public class CorpusTests
{
    static readonly string? Corpus = Find(new DirectoryInfo(Repository.Root));

    static string? Find(DirectoryInfo? folder)
    {
        while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, "shared", "corpus"))) folder = folder.Parent;
        return folder is null ? null : Path.Combine(folder.FullName, "shared", "corpus");
    }

    public static TheoryData<string> Folders => [.. Corpus is null ? new[] { OwnMessages.Folder } : Directory.GetDirectories(Corpus).Order(StringComparer.Ordinal).ToArray()];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_message_is_read_and_scores_as_approved(string folder)
    {
        var approved = JsonDocument.Parse(File.ReadAllText(Path.Combine(OwnMessages.Folder, "..", "CorpusScores.json"))).RootElement;

        foreach (var file in Directory.EnumerateFiles(folder, "*.eml")) Should.NotThrow(() => MailParser.Parse(File.ReadAllBytes(file)), file);

        var scores = CorpusScore.Of(folder);
        if (approved.TryGetProperty(Path.GetFileName(folder), out var floors))
        {
            foreach (var floor in floors.EnumerateObject()) scores[floor.Name].ShouldBeGreaterThanOrEqualTo(floor.Value.GetInt32(), string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(folder)} {floor.Name}"));
        }
    }
}
