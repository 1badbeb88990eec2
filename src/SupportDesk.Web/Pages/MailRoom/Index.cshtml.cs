using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Demo;
using SupportDesk.Files;
using SupportDesk.Mail;
using SupportDesk.Web.Access;
using SupportDesk.Web.Demo;

namespace SupportDesk.Web.Pages.MailRoom;

/// <summary>Every mail that left or is about to, as its reader sees it.</summary>
[Door(DoorKind.Open), DemoOnly]
public sealed class IndexModel(DeskDb db, FileStore files, DeskClock clock, DemoClock demoClock) : PageModel
{
    private const int Shown = 60;
    private const string WaitsForOthers = "Waits for others";

    // For so long a reply can be taken back; whatever waits longer waits for others of its kind.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(10);

    public sealed record Row(long Id, string Name, string Address, DateTimeOffset At, MailKind Kind, string? BodyHash, string State)
    {
        public string Subject { get; init; } = "";
    }

    public sealed record Letter(Row Row, string From, IReadOnlyList<string> Attachments, string Text);

    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public Letter? Open { get; private set; }

    /// <summary>A mail was chosen: a telephone shows it in place of the list.</summary>
    public bool IsReading { get; private set; }

    public DateTimeOffset Now => clock.Now;
    public DateTimeOffset? NextDue { get; private set; }

    /// <summary>What became due is still being done.</summary>
    public bool IsBehind { get; private set; }

    public async Task<IActionResult> OnGetAsync(long? id, CancellationToken cancel)
    {
        // What was called off before anybody wrote it is no mail.
        var rows = await db.Outbox.AsNoTracking().Where(m => m.CancelledAt == null || m.BodyHash != null).OrderByDescending(m => m.Id).Take(Shown)
            .Join(db.People, m => m.PersonId, p => p.Id, (m, p) => new { Mail = m, p.DisplayName }).ToListAsync(cancel);
        var shown = rows.OrderByDescending(r => r.Mail.Id).Select(r => new Row(r.Mail.Id, r.DisplayName, r.Mail.Address, r.Mail.SentAt ?? r.Mail.At, r.Mail.Kind, r.Mail.BodyHash, StateOf(r.Mail)));
        var read = new List<Row>();
        foreach (var row in shown)
            read.Add(row with { Subject = (await ReadAsync(row, cancel))?.Subject ?? NotWritten(row) });
        Rows = read;
        (IsBehind, NextDue) = (await demoClock.IsBehindAsync(db, cancel), await demoClock.NextDueAsync(db, cancel));

        var open = id is null ? Rows.FirstOrDefault(r => r.BodyHash is not null) : Rows.FirstOrDefault(r => r.Id == id);
        if (id is not null && open is null)
            return NotFound();
        IsReading = id is not null;
        if (open is not null && await ReadAsync(open, cancel) is { } message)
            Open = new(open, string.Join(", ", message.From.Mailboxes.Select(m => $"{m.Name} ‹{m.Address}›")), [.. message.Attachments.Select(a => a.ContentDisposition?.FileName ?? a.ContentType.Name ?? "file")], message.TextBody ?? "");
        return Page();
    }

    /// <summary>The HTML of one mail for the frame: without scripts, in an origin of its own, pictures from nowhere.</summary>
    public async Task<IActionResult> OnGetPaperAsync(long id, CancellationToken cancel)
    {
        var hash = await db.Outbox.Where(m => m.Id == id).Select(m => m.BodyHash).SingleOrDefaultAsync(cancel);
        if (hash is null)
            return NotFound();

        var message = await MimeMessage.LoadAsync(new MemoryStream(await files.ReadAsync(db, hash, cancel)), cancel);
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation";
        // Links leave the frame: a confirmation page can't be framed.
        return Content("<base target=\"_top\">" + (message.HtmlBody ?? System.Net.WebUtility.HtmlEncode(message.TextBody ?? "")), "text/html; charset=utf-8");
    }

    private string StateOf(OutboxMail mail) =>
        mail.BouncedAt is not null ? "Came back" : mail.SentAt is not null ? "Delivered" : mail.CancelledAt is not null ? "Called off" : mail.FailedAt is not null ? "Failed" : mail.DueAt <= clock.Now ? "Waits" : mail.BodyHash is null && mail.DueAt > clock.Now + Moment && Bundling.Concerns(mail.Kind) ? WaitsForOthers : "Leaves in a moment";

    private static string NotWritten(Row row) => row.State switch
    {
        WaitsForOthers => "Waits to leave together with others",
        "Failed" => "Could not be delivered",
        _ => "Is being written…",
    };

    private async Task<MimeMessage?> ReadAsync(Row row, CancellationToken cancel) =>
        row.BodyHash is null ? null : await MimeMessage.LoadAsync(new MemoryStream(await files.ReadAsync(db, row.BodyHash, cancel)), cancel);
}
