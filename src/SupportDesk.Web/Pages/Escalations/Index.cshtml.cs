using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.Escalations;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Escalations;

/// <summary>What climbs, by level.</summary>
[Needs(Permission.Escalations)]
public class IndexModel(Counter counter, Board board) : PageModel
{
    /// <summary>Only what stands at the reader's own levels.</summary>
    public bool Mine { get; private set; }

    public BoardShown Board { get; private set; } = null!;

    public async Task OnGetAsync(string? at, CancellationToken cancel)
    {
        Mine = at == "mine";
        Board = await board.ReadAsync(counter.Staff, cancel);
    }
}
