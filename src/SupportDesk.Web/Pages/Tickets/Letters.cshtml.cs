using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Mail.Incoming;
using SupportDesk.Mail.Parsing;
using SupportDesk.People;
using SupportDesk.Threads;
using SupportDesk.Web.Access;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>Where the letters of a mail are wrong: shows how its stored original reads in another charset, and keeps that reading.</summary>
[Needs(Permission.Tickets)]
public sealed class LettersModel(Counter counter, OtherLetters letters) : TicketAct(counter)
{
    [FromRoute]
    public Guid Post { get; set; }

    [BindProperty(SupportsGet = true), MaxLength(40)]
    public string? Charset { get; set; }

    public string Author { get; private set; } = "";

    public string? Doubt { get; private set; }

    /// <summary>The charset that somebody chose before; null where none was.</summary>
    public string? ReadAs { get; private set; }

    /// <summary>How it reads in the chosen charset; null before one is chosen.</summary>
    public Rereading? Shown { get; private set; }

    /// <summary>How it reads now.</summary>
    public string Html { get; private set; } = "";

    public override async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (!await base.LoadAsync(cancel) || await PostAsync(cancel) is not { } post || !await OtherLetters.CanReadAsync(Counter.Db, Post, cancel))
            return false;

        (Author, Doubt, ReadAs, Html) = (post.AuthorName, post.LetterDoubt, post.ReadAs, post.Html);
        if (!string.IsNullOrEmpty(Charset))
            await ShowAsync(Charset, cancel);
        return true;
    }

    private async Task ShowAsync(string charset, CancellationToken cancel)
    {
        try
        {
            Shown = await letters.ReadAsync(Counter.Db, Post, charset, cancel);
        }
        catch (DeskException refusal)
        {
            if (ModelState.IsValid)
                ModelState.AddModelError("", refusal.Message);
        }
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await FindAsync(cancel) is not { } ticket || await PostAsync(cancel) is not { } post)
            return NotFound();
        if (await letters.ReadAsync(Counter.Db, Post, Charset ?? "", cancel) is not { } words)
            return NotFound();

        ticket.ReadAgain(post, words, Counter.By, Counter.Now);
        new Flash($"The mail was read again: {CharsetChoices.WordsOf(words.Charset)}.").Keep(TempData);
        return GoBack($"#post-{post.Position}");
    }

    private Task<Post?> PostAsync(CancellationToken cancel) => Counter.Db.PostsVisibleTo(Counter.Staff)
        .SingleOrDefaultAsync(p => p.Id == Post && Counter.Db.TicketsVisibleTo(Counter.Staff).Any(t => t.Number == Number && t.ThreadId == p.ThreadId), cancel);
}
