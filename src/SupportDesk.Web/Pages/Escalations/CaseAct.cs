using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.Escalations;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Escalations;

/// <summary>What the page of an act shows of its escalation.</summary>
/// <param name="Above">The name of the next level, or null at the top.</param>
/// <param name="MayAct">The reader stands where it is, or above.</param>
/// <param name="HeldAbove">The name of the next level that somebody holds, where nobody holds the next one; else null.</param>
public sealed record CaseBrief(long Number, string Title, EscalationState State, string Level, string? Above, int People, int Silent, bool MayAct, string? HeldAbove)
{
    internal static CaseBrief Of(SeenCase seen, Guid reader)
    {
        var (e, climb) = (seen.Escalation, seen.Escalation.Climb);
        return new(e.Number, seen.Title, e.State, climb.LevelName, climb.IsAtTop ? null : climb.Chain.At(climb.Level + 1).Name, seen.Standing.Voices.All, seen.Standing.Voices.Silent, seen.MayAct(reader), HeldAboveOf(seen));
    }

    private static string? HeldAboveOf(SeenCase seen) =>
        seen.Escalation.Climb.IsAtTop || seen.Standing.AnyoneAt(seen.Escalation.Climb.Level + 1) ? null : HeldFrom(seen, seen.Escalation.Climb.Level + 1);

    /// <summary>The name of a level, or of the next one above it that somebody holds: there a case goes that comes to a level which nobody holds.</summary>
    internal static string HeldFrom(SeenCase seen, int level) => seen.Escalation.Climb.Chain.At(seen.Standing.HeldFrom(level)).Name;
}

/// <summary>A page that does one thing to one escalation: its GET shows the form, its POST acts and goes to the dossier. Who stands where is the domain's to say.</summary>
[TriesAgain]
public abstract class CaseAct(Counter counter, Dossiers dossiers) : PageModel, ICanShowAgain
{
    [FromRoute]
    public long Number { get; set; }

    public CaseBrief Case { get; private set; } = null!;

    protected Counter Counter => counter;

    protected SeenCase Seen { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel) ? Page() : NotFound();

    public virtual async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (await dossiers.FindAsync(counter.Staff, Number, cancel) is not { } seen)
            return false;

        (Seen, Case) = (seen, CaseBrief.Of(seen, counter.Staff.PersonId));
        return true;
    }

    /// <summary>Says what is wrong with a field before anything is done.</summary>
    protected virtual void Check()
    {
    }

    /// <summary>Does the one thing, unless the form was wrong, and says what was done.</summary>
    protected async Task<IActionResult> DoAsync(Func<SeenCase, Task<string>> act, CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();
        Check();
        if (!ModelState.IsValid)
            return Page();

        new Flash(await act(Seen)).Keep(TempData);
        return LocalRedirect($"/escalations/{Number}");
    }

    /// <inheritdoc cref="DoAsync(Func{SeenCase, Task{string}}, CancellationToken)"/>
    protected Task<IActionResult> DoAsync(Func<SeenCase, string> act, CancellationToken cancel) => DoAsync(seen => Task.FromResult(act(seen)), cancel);
}

/// <summary>An act that consists of words.</summary>
public abstract class WordsAct(Counter counter, Dossiers dossiers) : CaseAct(counter, dossiers)
{
    [BindProperty]
    public string? Text { get; set; }

    /// <summary>What the field says when nothing was written; null where nothing need be.</summary>
    protected virtual string? WithoutWords => null;

    protected override void Check()
    {
        if (WithoutWords is { } words && string.IsNullOrWhiteSpace(Text))
            ModelState.AddModelError(nameof(Text), words);
    }
}
