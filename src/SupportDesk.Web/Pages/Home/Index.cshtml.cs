using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.Escalations;
using SupportDesk.People;
using SupportDesk.Tickets;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Home;

/// <summary>What needs the person at the desk now.</summary>
[Needs(Permission.Desk)]
public sealed class IndexModel(Counter counter, Queue queue, Board board) : PageModel
{
    private const int Shown = 8;

    public StaffUser Staff => counter.Staff;

    public IReadOnlyList<HomeSection> Sections { get; private set; } = [];

    /// <summary>What stands at a level at which the person stands now.</summary>
    public IReadOnlyList<BoardCard> Cases { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        if (Staff.May(Permission.Escalations))
            Cases = [.. (await board.ReadAsync(Staff, cancel)).Columns.SelectMany(c => c.Cards).Where(c => c.AtMine)];
        if (!Staff.May(Permission.Tickets))
            return;

        Sections =
        [
            await SectionAsync("Waits for me", new(QueueView.Mine), row => row.Status is TicketStatus.New or TicketStatus.Open, "Nothing of yours waits for an answer.", cancel),
            await SectionAsync("Overdue", new(QueueView.Overdue), _ => true, "Nothing is late.", cancel),
            await SectionAsync("Nobody has it yet", new(QueueView.Unassigned), _ => true, "Everything has somebody.", cancel),
            await SectionAsync("Waits for the requester", new(QueueView.Mine, TicketStatus.Pending), _ => true, "None of yours waits for its requester.", cancel),
        ];
    }

    private async Task<HomeSection> SectionAsync(string title, QueueFilter filter, Func<QueueRow, bool> needs, string empty, CancellationToken cancel)
    {
        var page = await queue.PageAsync(Staff, filter, null, cancel);
        return new(title, "/tickets" + filter.ToQuery(), [.. page.Rows.Where(needs).Take(Shown)], empty);
    }
}

/// <summary>One list of the home page.</summary>
/// <param name="Address">Where the whole list is.</param>
/// <param name="Empty">What is said where it has no rows.</param>
public sealed record HomeSection(string Title, string Address, IReadOnlyList<QueueRow> Rows, string Empty);
