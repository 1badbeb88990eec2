using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using SupportDesk.Drafts;
using SupportDesk.People;
using SupportDesk.Policies;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Policies;

/// <summary>Writing down a rule that people complain about.</summary>
[Needs(Permission.EditPolicies), KeepsDraft(DraftKind.NewPolicy), TriesAgain]
public sealed class NewModel(Counter counter) : PageModel, ICanShowAgain
{
    [BindProperty, Required(ErrorMessage = "A policy needs a name."), StringLength(120)]
    public string? Name { get; set; }

    [BindProperty, Required(ErrorMessage = "Choose who owns it.")]
    public Guid? Owner { get; set; }

    [BindProperty, Required(ErrorMessage = "Choose the chain that complaints about it climb.")]
    public Guid? Chain { get; set; }

    [BindProperty, Required(ErrorMessage = "Say what the rule is."), StringLength(4000)]
    public string? Statement { get; set; }

    public IReadOnlyList<SelectListItem> Owners { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Chains { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<bool> LoadAsync(CancellationToken cancel)
    {
        Owners = await PolicyChoices.OwnersAsync(counter.Db, cancel);
        Chains = await PolicyChoices.ChainsAsync(counter.Db, cancel);
        return true;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        if (!ModelState.IsValid)
            return Page();
        if (Owners.All(o => o.Value != $"{Owner}") || Chains.All(c => c.Value != $"{Chain}"))
            throw new DeskException("Choose owner and chain from the lists.");

        var slug = await counter.Db.FreeSlugAsync(Name!, cancel);
        counter.Db.Policies.Add(Policy.Write(slug, Name!, Owner!.Value, Chain!.Value, Statement!, counter.By, counter.Now));
        new Flash($"“{Words.OneLine(Name)}” is written down; complaints can be passed up to it.").Keep(TempData);
        return RedirectToPage("Show", new { slug });
    }
}
