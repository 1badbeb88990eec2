using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SupportDesk.People;
using SupportDesk.Tickets;
using SupportDesk.Web.Access;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>Answering the address that a mail names in Reply-To: whoever has it becomes the requester.</summary>
[Needs(Permission.Tickets)]
public sealed class RequesterModel(Counter counter, TicketViews views, CopiedHelp copied) : TicketAct(counter)
{
    [FromRoute]
    public Guid Post { get; set; }

    public SupportDesk.Mail.Parsing.WrittenAddress AnswerTo { get; private set; } = null!;

    public override async Task<bool> LoadAsync(CancellationToken cancel)
    {
        var position = await Counter.Db.PostsVisibleTo(Counter.Staff).Where(p => p.Id == Post)
            .Select(p => (int?)p.Position).SingleOrDefaultAsync(cancel);
        var view = position is null ? null : await views.FindAsync(Counter.Staff, Number, position + 1, cancel);
        if (view?.Page.Posts.FirstOrDefault(p => p.Id == Post)?.Mail?.AnswerTo is not { } address)
            return false;

        AnswerTo = address;
        return await base.LoadAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await FindAsync(cancel) is not { } ticket || !await LoadAsync(cancel))
            return NotFound();

        await copied.AnswerAsync(ticket, AnswerTo, Counter.By, Counter.Now, cancel);
        new Flash($"Answers to #{Number} go to {AnswerTo.Address} from now on.").Keep(TempData);
        return GoBack();
    }
}
