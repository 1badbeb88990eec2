using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Escalations;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Escalations;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>How a requester told an agent what they want.</summary>
public enum ConsentDoor { Phone, Letter, Person, Mail }

/// <summary>An agent notes what a requester said about being quoted: by phone, by letter, face to face, or in a mail in words of their own.</summary>
[Needs(Permission.Tickets)]
public sealed class ConsentModel(Counter counter) : TicketAct(counter)
{
    [BindProperty(SupportsGet = true)]
    public long Case { get; set; }

    /// <summary>Null leaves it as it is: what they wrote changes nothing.</summary>
    [BindProperty, MayBeMissing]
    public ConsentChoice? Choice { get; set; }

    [BindProperty, MayBeMissing]
    public ConsentDoor? Door { get; set; }

    public Supporter Supporter { get; private set; } = null!;

    public override async Task<bool> LoadAsync(CancellationToken cancel) => await base.LoadAsync(cancel) && await SupporterAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();
        if (Door is null)
            ModelState.AddModelError(nameof(Door), "Say how they told you.");
        if (Choice is null && Supporter.UnreadPostId is null)
            ModelState.AddModelError(nameof(Choice), "Choose what they said.");
        if (!ModelState.IsValid)
            return Page();

        new Flash(await DoAsync(cancel)).Keep(TempData);
        return GoBack();
    }

    private async Task<string> DoAsync(CancellationToken cancel)
    {
        var (db, by, now, how) = (Counter.Db, Counter.By, Counter.Now, $"{Door}, noted by an agent".ToLowerInvariant());
        if (Choice is not { } choice)
        {
            Supporter.LeaveAsItIs(by, now);
            return $"Nothing was changed: {Ticket.RequesterName} stays as they are in E-{Case}.";
        }

        if (choice is ConsentChoice.Withdraw or ConsentChoice.NotAtAll)
        {
            await Leaving.WithdrawAsync(db, Supporter, by, now, cancel, how);
            return $"{Ticket.RequesterName} was taken out of E-{Case}, and is told so by mail.";
        }

        Supporter.Answer(Enum.Parse<Consent>($"{choice}"), how, Supporter.QuestionVersion, fresh: true, by, now);
        await Gathering.TryBeginAsync(db, Supporter.EscalationId, now, cancel);
        return $"Noted for E-{Case}: {ConsentWords.Of(Supporter.Consent)} {Ticket.RequesterName} is told so by mail.";
    }

    private async Task<bool> SupporterAsync(CancellationToken cancel)
    {
        var mine = await Counter.Db.Supporters.SingleOrDefaultAsync(
            s => Counter.Db.TicketsVisibleTo(Counter.Staff).Any(t => t.Number == Number && t.Id == s.TicketId) && Counter.Db.Escalations.Any(e => e.Number == Case && e.Id == s.EscalationId)
                && s.WithdrawnAt == null && s.CountedAt != null, cancel);
        if (mine is not null)
            Supporter = mine;
        return mine is not null;
    }
}
