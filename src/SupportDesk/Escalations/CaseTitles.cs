using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.Escalations;

/// <summary>
/// What a case is called for those who may open it. A case to which nobody gave a title is stored under its policy's name, which everybody reads: other supporters, all staff.
/// Those who may open it read the first passage that may be quoted to a level now instead.
/// </summary>
public sealed class CaseTitles(DeskDb db)
{
    private const int Longest = 90;

    /// <summary>The title of one case for those who may open it.</summary>
    public async Task<CaseTitle> ReadAsync(Escalation escalation, CancellationToken cancel)
    {
        var policy = await db.Policies.Where(p => p.Id == escalation.PolicyId).Select(p => p.Name).SingleAsync(cancel);
        if (escalation.Title != policy)
            return new(escalation.Title, null);

        return await new QuotableWords(db).OfCaseAsync(escalation.Id, Viewer.LevelHolder, withAnswers: false, 1, cancel) is [var words, ..] ? Create(words) : new(policy, null);
    }

    /// <summary>The titles of those cases, of which nobody gave one, that have words to be called by.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> ReadUntitledAsync(IReadOnlyCollection<Guid> cases, CancellationToken cancel)
    {
        if (cases.Count == 0)
            return new Dictionary<Guid, string>();

        var quotable = new QuotableWords(db);
        var first = await quotable.FirstOfCasesAsync(cases, Viewer.LevelHolder, cancel);
        var words = await quotable.ByIdAsync([.. first.Values], Viewer.LevelHolder, cancel);
        return first.Where(f => words.ContainsKey(f.Value)).ToDictionary(f => f.Key, f => Create(words[f.Value]).Text);
    }

    private static CaseTitle Create(QuotedWords words) => new(Words.Cut(Words.OneLine(FirstParagraph(words.Words)), Longest), words);

    private static string FirstParagraph(string words) => words.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(p => Words.OneLine(p).Length > 0) ?? "";
}

/// <param name="From">The passage that it is taken from; null for a title of its own, or the policy's name.</param>
public sealed record CaseTitle(string Text, QuotedWords? From);
