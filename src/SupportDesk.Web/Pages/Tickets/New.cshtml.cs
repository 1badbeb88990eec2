using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.Drafts;
using SupportDesk.People;
using SupportDesk.Tickets;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>Writing down what somebody said on the phone or at the counter.</summary>
[Needs(Permission.Tickets), KeepsDraft(DraftKind.NewTicket), TriesAgain]
public sealed class NewModel(Counter counter, DeskLists lists, NewTickets tickets) : PageModel, ICanShowAgain
{
    public sealed class Form
    {
        [Required(ErrorMessage = "Enter the requester's mail address: the answers go there."), StringLength(320)]
        public string? Address { get; set; }

        [StringLength(120)]
        public string? Name { get; set; }

        [Required(ErrorMessage = "A ticket needs a subject."), StringLength(255)]
        public string? Subject { get; set; }

        [Required(ErrorMessage = "Write down what they said.")]
        public string? Said { get; set; }

        public Guid? Team { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public IReadOnlyList<Choice> Teams { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        if (Input.Team is not null && Teams.All(t => t.Id != Input.Team))
            ModelState.AddModelError("Input.Team", "Choose one of the teams listed.");
        if (!ModelState.IsValid)
            return Page();

        var opened = await tickets.WriteDownAsync(new(Input.Address!, Input.Name, Input.Subject!, Input.Said!, Input.Team), counter.By, counter.Now, cancel);
        new Flash("The ticket is open.").Keep(TempData);
        return LocalRedirect($"/tickets/opened/{opened.Id}");
    }

    public async Task<bool> LoadAsync(CancellationToken cancel)
    {
        Teams = await lists.TeamsAsync(counter.Staff, cancel);
        return true;
    }
}
