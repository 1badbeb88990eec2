using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Policies;

/// <summary>Whose a policy is, and which chain complaints about it go up.</summary>
[Needs(Permission.EditPolicies)]
public sealed class OwnershipModel(Counter counter) : PolicyOwnerAct(counter)
{
    [BindProperty, Required(ErrorMessage = "Choose who owns it.")]
    public Guid? Owner { get; set; }

    [BindProperty, Required(ErrorMessage = "Choose the chain that complaints about it go up.")]
    public Guid? Chain { get; set; }

    /// <summary>The version of the policy that was shown.</summary>
    [BindProperty]
    public long? Was { get; set; }

    public IReadOnlyList<SelectListItem> Owners { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Chains { get; private set; } = [];

    public override async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (!await base.LoadAsync(cancel))
            return false;

        (Owners, Chains) = (await PolicyChoices.OwnersAsync(Counter.Db, cancel), await PolicyChoices.ChainsAsync(Counter.Db, cancel));
        (Owner, Chain, Was) = (Owner ?? Policy.OwnerId, Chain ?? Policy.ChainId, Was ?? Policy.Version);
        return true;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var isWhole = ModelState.IsValid;
        if (!await LoadAsync(cancel))
            return NotFound();
        if (!isWhole)
            return Page();
        if (Was != Policy.Version)
        {
            var owner = await Counter.Db.People.FindAsync([Policy.OwnerId], cancel);
            ModelState.Clear();
            Was = Policy.Version;
            throw new DeskException($"Somebody changed the policy meanwhile; {owner?.DisplayName} owns it now. Send again to save what you chose.");
        }

        if ((Owner != Policy.OwnerId && Owners.All(o => o.Value != $"{Owner}")) || Chains.All(c => c.Value != $"{Chain}"))
            throw new DeskException("Choose owner and chain from the lists.");

        Policy.HandTo(Owner!.Value, Counter.By, Counter.Now);
        Policy.Follow(Chain!.Value, Counter.By, Counter.Now);
        new Flash($"{Owners.FirstOrDefault(o => o.Value == $"{Owner}")?.Text ?? "The same person"} owns “{Policy.Name}”; complaints go up the chain “{Chains.First(c => c.Value == $"{Chain}").Text}”.").Keep(TempData);
        return LocalRedirect($"/policies/{Slug}");
    }
}
