using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using SupportDesk.Drafts;
using SupportDesk.Escalations;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>Passing a requester's complaint up to a policy.</summary>
[Needs(Permission.Tickets), KeepsDraft(DraftKind.PassUp)]
public sealed class EscalationModel(Counter counter, PassingUp passingUp, PassUp passUp) : TicketAct(counter)
{
    /// <summary>A paragraph as the form sends it back.</summary>
    public sealed record Passage
    {
        public Guid Post { get; set; }
        public bool Picked { get; set; }
        public string? Text { get; set; }

        /// <summary>The keys of what was proposed to be left out, and of what the agent agrees to leave out.</summary>
        public List<string>? Offered { get; set; }
        public List<string>? Taken { get; set; }
    }

    [BindProperty, Required(ErrorMessage = "Choose the policy that it is about.")]
    public Guid? Policy { get; set; }

    [BindProperty, StringLength(200)]
    public string? Title { get; set; }

    [BindProperty]
    public List<Passage> Passages { get; set; } = [];

    [BindProperty]
    public bool AskedFor { get; set; }

    [BindProperty]
    public Guid? AskedIn { get; set; }

    [BindProperty, StringLength(400), MayBeMissing]
    public string? WhatIsNew { get; set; }

    public PassingUpShown Shown { get; private set; } = null!;

    public override async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (!await base.LoadAsync(cancel) || await FindAsync(cancel) is not { } ticket)
            return false;

        Shown = await passingUp.ReadAsync(ticket.Id, ticket.RequesterId, cancel);
        // A draft, or a form that is shown again, knows nothing of what was written since.
        var known = Passages.Select(p => p.Post).ToHashSet();
        Passages.AddRange(Shown.Posts.Where(p => !known.Contains(p.Id)).SelectMany(p => p.Paragraphs.Select(text => new Passage { Post = p.Id, Text = text })));
        return true;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await FindAsync(cancel) is not { } ticket)
            return NotFound();
        if (!ModelState.IsValid)
            return Page();

        var picked = Passages.Where(p => p.Picked && !string.IsNullOrWhiteSpace(p.Text)).Select(p => new PickedWords(p.Post, p.Text!, SupportDesk.Escalations.Redaction.KeptWords.Keep(p.Offered, p.Taken)));
        var done = await passUp.DoAsync(ticket, new(Policy!.Value, Title ?? "", [.. picked], AskedFor ? AskedIn : null, WhatIsNew), Counter.By, Counter.Now, cancel);
        new Flash(Said(done)).Keep(TempData);
        return GoBack();
    }

    private static string Said(PassedUp done) =>
        (done.Joined is { } number ? $"They stand behind E-{number} on “{done.Policy}” now" : $"Passed up to “{done.Policy}”")
        + (done.Climbs ? "; until they answer they are only counted." : "; they are asked by mail how they may be quoted.");

    /// <summary>What is proposed to be left out of each passage, where the requester is not named.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<SupportDesk.Escalations.Redaction.Proposal>>> ProposeAsync(CancellationToken cancel) =>
        await FindAsync(cancel) is { } ticket ? await passingUp.ProposeAsync(ticket.RequesterId, Passages.Select(p => p.Text ?? ""), cancel) : [.. Passages.Select(_ => (IReadOnlyList<SupportDesk.Escalations.Redaction.Proposal>)[])];
}
