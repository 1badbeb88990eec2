using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using SupportDesk.Drafts;
using SupportDesk.Escalations;
using SupportDesk.Notifications.Rendering;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;

namespace SupportDesk.Web.Pages.Escalations;

/// <summary>Deciding: written, looked at as the mail and the page it becomes, then confirmed.</summary>
[Needs(Permission.Escalations), KeepsDraft(DraftKind.Decision)]
public sealed class DecisionModel(Counter counter, Dossiers dossiers, DossierQuery query, Deciding deciding) : CaseAct(counter, dossiers)
{
    [BindProperty, Required(ErrorMessage = "Choose how you decide.")]
    public DecisionOutcome? Outcome { get; set; }

    [BindProperty, Required(ErrorMessage = "Say it in at least one sentence."), StringLength(4000)]
    public string? Statement { get; set; }

    [BindProperty]
    public DateOnly? EffectiveOn { get; set; }

    [BindProperty, StringLength(4000)]
    public string? NewStatement { get; set; }

    public PolicyShown Policy { get; private set; } = null!;

    /// <summary>The decision as the mail that others will read, to be confirmed.</summary>
    public Written? Letter { get; private set; }

    private Ruling Ruling => new(Outcome!.Value, Statement!, EffectiveOn);

    public override async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (!await base.LoadAsync(cancel))
            return false;

        Policy = await query.PolicyAsync(Seen.Escalation, cancel);
        return true;
    }

    [MayBeMissing]
    public async Task<IActionResult> OnPostPreviewAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();
        if (ModelState.IsValid)
            Letter = await deciding.PreviewAsync(Seen, Ruling, Counter.Staff.PersonId, Counter.Now, cancel);
        return Page();
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => DoAsync(
        async seen =>
        {
            await deciding.DecideAsync(seen, Ruling, NewStatement, Counter.By, Counter.Now, cancel);
            return $"E-{Number} is decided. Everyone who stands behind it is told.";
        },
        cancel);
}
