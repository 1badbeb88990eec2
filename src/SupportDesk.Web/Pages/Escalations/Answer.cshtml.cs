using Microsoft.AspNetCore.Mvc;
using SupportDesk.Drafts;
using SupportDesk.Escalations;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;

namespace SupportDesk.Web.Pages.Escalations;

/// <summary>Bringing what a level found missing.</summary>
[Needs(Permission.Tickets), KeepsDraft(DraftKind.Answer)]
public sealed class AnswerModel(Counter counter, Dossiers dossiers, DossierQuery query) : WordsAct(counter, dossiers)
{
    public NoteShown? Missing { get; private set; }

    public override async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (!await base.LoadAsync(cancel))
            return false;

        Missing = await query.NotesAsync(Seen.Escalation, cancel) is [.., var last] ? last : null;
        return true;
    }

    protected override string? WithoutWords => "Say what you bring.";

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => DoAsync(
        seen =>
        {
            seen.Escalation.Bring(Text ?? "", Counter.By, Counter.Now);
            return $"E-{Number} is back with {seen.Escalation.Climb.LevelName}; the time to decide runs anew.";
        },
        cancel);
}
