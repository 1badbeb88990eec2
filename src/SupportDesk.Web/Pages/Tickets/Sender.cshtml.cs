using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Mail.Incoming;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>How the sender of a mail was checked: why it is verified or not.</summary>
[Needs(Permission.Tickets)]
public sealed class SenderModel(Counter counter, SenderExplanations explanations) : TicketAct(counter)
{
    [FromRoute]
    public Guid Post { get; set; }

    public SenderExplanation Found { get; private set; } = null!;

    public string Author { get; private set; } = "";

    public bool MaySet => Counter.Staff.May(Permission.Administer);

    public override async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (!await base.LoadAsync(cancel))
            return false;

        var tickets = Counter.Db.TicketsVisibleTo(Counter.Staff).Where(t => t.Number == Number);
        var post = await Counter.Db.PostsVisibleTo(Counter.Staff).Where(p => p.Id == Post && tickets.Any(t => t.ThreadId == p.ThreadId))
            .Select(p => new { p.AuthorName, p.AuthorAddress }).SingleOrDefaultAsync(cancel);
        if (post is null || await explanations.FindAsync(Counter.Db, Post, cancel) is not { } found)
            return false;

        Found = found;
        Author = post.AuthorAddress is null || post.AuthorAddress == post.AuthorName ? post.AuthorName : $"{post.AuthorName} ({post.AuthorAddress})";
        return true;
    }
}
