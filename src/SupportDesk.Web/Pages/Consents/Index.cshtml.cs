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
[Door(DoorKind.SignedLink), TriesAgain]
public sealed class IndexModel(DeskDb db, Tracker tracker, DeskClock clock) : PageModel, ICanShowAgain
{
    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    /// <summary>None for "not at all", which withdraws; null where nothing was chosen.</summary>
    [BindProperty, MayBeMissing]
    public Consent? Form { get; set; }

    /// <summary>"Not at all" is asked once more, with what follows from it.</summary>
    [BindProperty, MayBeMissing]
    public bool Sure { get; set; }

    public bool AsksAgain { get; private set; }

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
        if (Form == Consent.None && !Sure && link.UsedAt is null)
        {
            AsksAgain = true;
            return await LoadAsync(cancel) ? Page() : NotFound();
        }

        link.Use(now);
        await ProveAsync(mine, by, now, cancel);
        if (Form == Consent.None)
            await Leaving.WithdrawAsync(db, mine, by, now, cancel, "consent page");
        else
            await AnswerAsync(mine, by, now, cancel);

        var (track, token) = Link.Make(LinkPurpose.Track, mine.PersonId, mine.EscalationId, clock.RealNow.AddDays(365), now);
        db.Links.Add(track);
        return RedirectToPage("/Track/Index", new { token });
    }

    private async Task AnswerAsync(Supporter mine, Actor by, DateTimeOffset now, CancellationToken cancel)
    {
        mine.Answer(Form ?? Consent.None, "consent page", Supporter.QuestionVersion, fresh: true, by, now);
        mine.Choose(Steps ? Follow.Steps : Follow.Decision, by, now);
        await Gathering.TryBeginAsync(db, mine.EscalationId, now, cancel);
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
