using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Drafts;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Policies;

/// <summary>New words for a rule: the form carries the version it was opened with, and shows both where there is a newer one.</summary>
[Needs(Permission.EditPolicies), KeepsDraft(DraftKind.PolicyStatement)]
public sealed class StatementModel(Counter counter) : PolicyAct(counter)
{
    [BindProperty, Required(ErrorMessage = "Say what the rule is."), StringLength(4000)]
    public string? Text { get; set; }

    /// <summary>The version that was shown.</summary>
    [BindProperty]
    public int? Was { get; set; }

    public string Current { get; private set; } = "";

    public override async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (!await base.LoadAsync(cancel))
            return false;

        Current = await Counter.Db.Statements.Where(s => s.PolicyId == Policy.Id && s.No == Policy.StatementNo).Select(s => s.Text).SingleAsync(cancel);
        Text ??= Current;
        return true;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid)
            return Page();
        if (!await LoadAsync(cancel))
            return NotFound();
        Policy.MustBeInUse();
        if (Was != Policy.StatementNo)
            throw new DeskException($"Meanwhile version {Policy.StatementNo} was written; it stands above. Send again to follow it with yours.");

        var statement = Policy.Say(Text!, Counter.By, Counter.Now);
        new Flash($"Version {statement.No} holds from now on; what climbs already keeps the words it was raised against.").Keep(TempData);
        return RedirectToPage("Show", new { Slug });
    }
}
