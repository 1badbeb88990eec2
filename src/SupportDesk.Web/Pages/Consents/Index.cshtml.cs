using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;

namespace SupportDesk.Web.Pages.Consents;

/// <summary>The question of consent, asked by mail: the link shows it, the button answers it, once.</summary>
[Door(DoorKind.SignedLink)]
public sealed class IndexModel(DeskDb db, Tracker tracker, DeskClock clock) : PageModel, ICanShowAgain
{
    /// <summary>The version of the question's words, kept with each answer as proof of what was asked.</summary>
    private const int QuestionVersion = 1;

    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    [BindProperty]
    public Consent Form { get; set; }

    [BindProperty]
    public bool Steps { get; set; } = true;

    public Tracked Tracked { get; private set; } = null!;
    public TrackedCase Case { get; private set; } = null!;
    public bool IsUsed { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel) ? Page() : NotFound();

    public async Task<bool> LoadAsync(CancellationToken cancel)
    {
        Response.Headers["Referrer-Policy"] = "no-referrer";
        if (await tracker.FindLinkAsync(Token, LinkPurpose.Consent, cancel) is not { } link || await tracker.ShowAsync(link, cancel) is not { Cases: [var item, ..] } shown)
            return false;

        (Tracked, Case, IsUsed) = (shown, item, link.UsedAt is not null);
        return true;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await tracker.FindLinkAsync(Token, LinkPurpose.Consent, cancel) is not { } link)
            return NotFound();

        var now = clock.Now;
        var mine = await db.Supporters.SingleAsync(s => s.EscalationId == link.ObjectId && s.PersonId == link.PersonId, cancel);
        var by = new Actor(mine.PersonId, Capacity.Supporter, Via.Web);
        link.Use(now);
        mine.Answer(Form, "consent page", QuestionVersion, fresh: true, by, now);
        mine.Choose(Steps ? Follow.Steps : Follow.Decision, by, now);
        await ProveAsync(mine, by, now, cancel);
        await Gathering.TryBeginAsync(db, mine.EscalationId, now, cancel);

        var (track, token) = Link.Make(LinkPurpose.Track, mine.PersonId, mine.EscalationId, clock.RealNow.AddDays(365), now);
        db.Links.Add(track);
        return RedirectToPage("/Track/Index", new { token });
    }

    // The link came to this address and was used: it is theirs.
    private async Task ProveAsync(Supporter mine, Actor by, DateTimeOffset now, CancellationToken cancel)
    {
        var person = await db.People.SingleAsync(p => p.Id == mine.PersonId, cancel);
        var address = await db.MailAddresses.SingleOrDefaultAsync(a => a.Id == (mine.AddressId ?? person.PrimaryAddressId), cancel);
        if (address is not null)
            person.Verify(address, by, now);
    }
}
