using SupportDesk.Escalations;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Escalations;

/// <summary>The whole case on one page for paper, with every receipt's full hash.</summary>
[Needs(Permission.Escalations)]
public sealed class PrintModel(Counter counter, Dossiers dossiers, DossierQuery query, CopiesQuery copies, Board board, UnconfirmedQuery unconfirmed) : ShowModel(counter, dossiers, query, copies, board, unconfirmed)
{
    // Only the case's own page shows the line of the board to whoever may not read more.
    protected override bool ShowsCard => false;

    protected override bool ShowsAll => true;
}
