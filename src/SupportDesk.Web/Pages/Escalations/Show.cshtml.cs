using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.Escalations;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Escalations;

/// <summary>The dossier of an escalation.</summary>
[Needs(Permission.Escalations)]
public class ShowModel(Counter counter, Dossiers dossiers, DossierQuery query, CopiesQuery copies, Board board, UnconfirmedQuery unconfirmed) : PageModel
{
    public Dossier Dossier { get; private set; } = null!;

    /// <summary>What a colleague sees who may not read the dossier; null for whoever may.</summary>
    public BoardCard? Card { get; private set; }

    /// <summary>Mails of which an earlier copy, or a second one, may have left.</summary>
    public IReadOnlyList<MaybeCopy> Copies { get; private set; } = [];

    /// <summary>What waits for its sender to confirm it by mail.</summary>
    public IReadOnlyList<UnconfirmedShown> Unconfirmed { get; private set; } = [];

    protected virtual bool ShowsCard => true;

    /// <summary>Whether all passages are shown, however many there are.</summary>
    protected virtual bool ShowsAll => false;

    public bool IsAgent => counter.Staff.May(Permission.Tickets);

    public async Task<IActionResult> OnGetAsync(long number, CancellationToken cancel)
    {
        if (await dossiers.FindAsync(counter.Staff, number, cancel) is not { } seen)
        {
            Card = ShowsCard ? await board.FindAsync(counter.Staff, number, cancel) : null;
            return Card is null ? NotFound() : Page();
        }

        Unconfirmed = await unconfirmed.ReadAsync(seen.Escalation.Id, counter.Staff.PersonId, cancel);
        Copies = await copies.ReadAsync(seen.Escalation.Id, cancel);
        Dossier = await query.ReadAsync(seen, counter.Staff, ShowsAll, cancel);
        return Page();
    }
}
