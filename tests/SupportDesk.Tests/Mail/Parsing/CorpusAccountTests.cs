using SupportDesk.Mail.Incoming;
using SupportDesk.Threads;

namespace SupportDesk.Tests.Mail.Parsing;

/// <summary>Mail that others wrote, and what damage makes of it: each is a ticket, a post, held or listed.</summary>
public sealed class CorpusAccountTests
{
    [Fact]
    public async Task Every_mail_of_the_corpus_is_accounted_for()
    {
        await using var desk = await MailDesk.OpenAsync();
        var files = Directory.GetFiles(CorpusScore.Folder, "*.eml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).Where(m => m.Length > 0).ToList();
        var messages = files.Concat(files.Select((raw, n) => new Damage(n).Of(raw, files[(n * 31) % files.Count])).Where(m => m.Length > 0)).ToList();

        foreach (var run in messages.Chunk(Intake.Run))
            await desk.Intake.TakeAsync([.. run.Select(raw => new RawMail(desk.MailboxId, raw, Known: (Verdict)(raw.Length % 3)))], null, TestContext.Current.CancellationToken);

        await MailAccount.ShouldAddUpAsync(desk, messages);
    }
}
