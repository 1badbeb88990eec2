using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Mail.Incoming;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.NoTicket;

/// <summary>Every mail that was taken in and made no ticket and no post, with its reason, and what became of the mail of each day.</summary>
[Needs(Permission.Moderate)]
public sealed class IndexModel(Counter counter) : PageModel
{
    private const int DaysShown = 7;

    [BindProperty(SupportsGet = true)]
    public NoTicketKind? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Before { get; set; }

    public IReadOnlyList<NoTicketRow> Rows { get; private set; } = [];
    public IReadOnlyList<MailDay> Days { get; private set; } = [];
    public DateOnly Today { get; private set; }

    /// <summary>The zone in which the days are counted, as its reader knows it.</summary>
    public string Zone { get; private set; } = "UTC";

    public Pager Pager => new(
        Before is null ? null : Address(Kind, null),
        Rows.Count < NoTicketMail.Most ? null : Address(Kind, Rows[^1].Id),
        Rows.Count == 0 ? "" : $"{Rows.Count} {(Rows.Count == 1 ? "mail" : "mails")}, the newest first");

    /// <summary>The same list with another filter or from another place on.</summary>
    public string Address(NoTicketKind? kind, long? before)
    {
        var query = new List<string>();
        if (kind is not null)
            query.Add($"kind={kind}");
        if (!string.IsNullOrWhiteSpace(From))
            query.Add($"from={Uri.EscapeDataString(From)}");
        if (before is not null)
            query.Add($"before={before}");
        return query.Count == 0 ? NoTicketWords.Path : $"{NoTicketWords.Path}?{string.Join('&', query)}";
    }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var own = await counter.Db.People.Where(p => p.Id == counter.Staff.PersonId).Select(p => p.TimeZone).SingleOrDefaultAsync(cancel);
        var zone = TimeZones.Find(own) ?? TimeZoneInfo.Utc;
        Zone = zone == TimeZoneInfo.Utc ? "UTC" : own!;
        Today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(counter.Now, zone).DateTime);
        Rows = await counter.Db.ListNoTicketAsync(counter.Staff, Kind, From, Before, cancel);
        Days = await counter.Db.MailDaysAsync(counter.Staff, Today, DaysShown, zone, cancel);
    }
}
