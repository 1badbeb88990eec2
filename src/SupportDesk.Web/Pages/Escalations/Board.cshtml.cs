using SupportDesk.Escalations;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Escalations;

/// <summary>The board alone, fetched again when something moved.</summary>
[Needs(Permission.Escalations)]
public sealed class BoardModel(Counter counter, Board board) : IndexModel(counter, board);
