using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;

namespace SupportDesk.Web.Pages.Track;

/// <summary>Where a request is, like a parcel. Shows and narrows; whatever allows more asks for a fresh link.</summary>
[Door(DoorKind.SignedLink), TriesAgain]
public sealed class IndexModel(DeskDb db, Tracker tracker, DeskClock clock) : PageModel, ICanShowAgain
{
    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    public Tracked Tracked { get; private set; } = null!;

    /// <summary>Who is asked whether they really want to withdraw.</summary>
    public Guid? Asks { get; private set; }

    public DateTimeOffset Now => clock.Now;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel) ? Page() : NotFound();

    public async Task<bool> LoadAsync(CancellationToken cancel)
    {
        Response.Headers["Referrer-Policy"] = "no-referrer";
        if (await tracker.FindLinkAsync(Token, LinkPurpose.Track, cancel) is not { } link || await tracker.ShowAsync(link, cancel) is not { } shown)
            return false;

        Tracked = shown;
        return true;
    }

    public Task<IActionResult> OnPostConsentAsync(Guid supporter, Consent form, CancellationToken cancel) =>
        ActAsync(supporter, (mine, by) => mine.Answer(form, "tracker", Supporter.QuestionVersion, fresh: false, by, clock.Now), cancel, begins: true);

    public Task<IActionResult> OnPostFollowAsync(Guid supporter, Follow follow, CancellationToken cancel) =>
        ActAsync(supporter, (mine, by) => mine.Choose(follow, by, clock.Now), cancel);

    public Task<IActionResult> OnPostFreshAsync(Guid supporter, CancellationToken cancel) =>
        ActAsync(supporter, (mine, by) => mine.AskAgain(by, clock.Now), cancel);

    // The page's script hands in the browser's zone, so that mails say times as the page does. Staff choose theirs in their settings.
    public async Task<IActionResult> OnPostTimeZoneAsync(string zone, CancellationToken cancel)
    {
        if (await tracker.FindLinkAsync(Token, LinkPurpose.Track, cancel) is not { } link || TimeZones.Find(zone) is null)
            return NotFound();
        if (!await db.Users.AnyAsync(a => a.Id == link.PersonId, cancel))
            (await db.People.SingleAsync(p => p.Id == link.PersonId, cancel)).SetTimeZone(zone, new Actor(link.PersonId, Capacity.Supporter, Via.Web), clock.Now);
        return RedirectToPage(new { Token });
    }

    public async Task<IActionResult> OnPostWithdrawAsync(Guid supporter, [MayBeMissing] bool sure, CancellationToken cancel)
    {
        if (await MineAsync(supporter, cancel) is not { } mine)
            return NotFound();
        if (!sure && mine.WithdrawnAt is null)
        {
            Asks = supporter;
            return await LoadAsync(cancel) ? Page() : NotFound();
        }

        await Leaving.WithdrawAsync(db, mine, new Actor(mine.PersonId, Capacity.Supporter, Via.Web), clock.Now, cancel, "tracker");
        return RedirectToPage(new { Token });
    }

    /// <param name="begins">It may have been the last answer that a case waited for.</param>
    private async Task<IActionResult> ActAsync(Guid supporter, Action<Supporter, Actor> verb, CancellationToken cancel, bool begins = false)
    {
        if (await MineAsync(supporter, cancel) is not { } mine)
            return NotFound();

        verb(mine, new Actor(mine.PersonId, Capacity.Supporter, Via.Web));
        if (begins)
            await Gathering.TryBeginAsync(db, mine.EscalationId, clock.Now, cancel);
        return RedirectToPage(new { Token });
    }

    // Only what this very link is about, and only its holder's own.
    private async Task<Supporter?> MineAsync(Guid supporter, CancellationToken cancel)
    {
        var link = await tracker.FindLinkAsync(Token, LinkPurpose.Track, cancel);
        return link is null ? null : await db.Supporters.SingleOrDefaultAsync(s => s.Id == supporter && s.PersonId == link.PersonId && (s.EscalationId == link.ObjectId || s.TicketId == link.ObjectId), cancel);
    }
}
