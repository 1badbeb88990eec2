using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.People;
using SupportDesk.Search;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Search;

/// <summary>Tickets by what is written in them, by number and by requester.</summary>
[Needs(Permission.Tickets)]
public sealed class IndexModel(Counter counter, DeskSearch search) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true, Name = "page")]
    public int At { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Before { get; set; }

    public SearchResult? Found { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        if (!string.IsNullOrWhiteSpace(Q))
            Found = await search.FindAsync(counter.Staff, SearchWords.Parse(Q), new SearchCursor(Math.Clamp(At, 0, 400), Before), cancel);
    }

    public string? AddressOf(SearchCursor? cursor) =>
        cursor is null ? null : $"/search?q={Uri.EscapeDataString(Q!)}&page={cursor.Page}{(cursor.Before is { } before ? $"&before={before}" : "")}";
}
