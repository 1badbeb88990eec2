using Microsoft.AspNetCore.Mvc;
using SupportDesk.Drafts;
using SupportDesk.Escalations;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;

namespace SupportDesk.Web.Pages.Escalations;

/// <summary>Letting a decided case climb again: the only correction of a decision.</summary>
[Needs(Permission.Escalations), KeepsDraft(DraftKind.Reopening)]
public sealed class ReopeningModel(Counter counter, Dossiers dossiers, Deciding deciding) : WordsAct(counter, dossiers)
{
    protected override string? WithoutWords => "Say why it is opened again.";

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => DoAsync(
        async seen =>
        {
            await deciding.ReopenAsync(seen, Text ?? "", Counter.By, Counter.Now, cancel);
            return $"E-{Number} climbs again, from {seen.Escalation.Climb.LevelName}.";
        },
        cancel);
}
