using SupportDesk.Escalations;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Escalations;

/// <summary>The whole case on one page for paper, with every receipt's full hash.</summary>
[Needs(Permission.Escalations)]
public sealed class PrintModel(Counter counter, Dossiers dossiers, DossierQuery query, CopiesQuery copies, UnconfirmedQuery unconfirmed) : ShowModel(counter, dossiers, query, copies, unconfirmed);
