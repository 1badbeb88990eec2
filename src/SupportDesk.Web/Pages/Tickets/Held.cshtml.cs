using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Mail.Incoming;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>What becomes of a post that is held.</summary>
public enum HeldDecision { Release, Reject }

[Needs(Permission.Moderate)]
public sealed class HeldModel(Counter counter, TicketViews views) : TicketAct(counter)
{
    [FromRoute]
    public Guid Post { get; set; }

    [BindProperty, Required(ErrorMessage = "Release it or reject it."), EnumDataType(typeof(HeldDecision))]
    public HeldDecision? Decision { get; set; }

    public PostView? Shown { get; private set; }

    public override async Task<bool> LoadAsync(CancellationToken cancel)
    {
        var view = await views.FindAsync(Counter.Staff, Number, null, cancel);
        Shown = view?.Page.Posts.FirstOrDefault(p => p.Id == Post) is { } post ? new(view, post, false) : null;
        return Shown is not null && await base.LoadAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await FindAsync(cancel) is not { } ticket || await Counter.Db.PostsVisibleTo(Counter.Staff).SingleOrDefaultAsync(p => p.Id == Post && p.ThreadId == ticket.ThreadId, cancel) is not { } post)
            return NotFound();
        if (!ModelState.IsValid)
            return Page();

        if (Decision == HeldDecision.Release)
            await Counter.Db.ReleaseAsync(ticket, post, Counter.By, Counter.Now, cancel);
        else
            ticket.Reject(post, Counter.By, Counter.Now);
        new Flash(Decision == HeldDecision.Release ? "Released: it counts like any other reply now." : "Rejected: it stays hidden.").Keep(TempData);
        return GoBack($"#post-{post.Position}");
    }
}
