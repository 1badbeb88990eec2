using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Demo;
using SupportDesk.Web.Filters;

namespace SupportDesk.Web.Pages.Account;

[Door(DoorKind.Open), NoCommit]
public sealed class SignInModel(StaffSignIn signIn, SignInLimit limit, UserManager<People.Account> accounts, DeskDb db, DemoMode demo) : PageModel
{
    public sealed record DemoPerson(Guid Id, string Name, string Position);

    [BindProperty, Required(ErrorMessage = "Enter the address you sign in with.")]
    public string Address { get; set; } = "";

    [BindProperty, Required(ErrorMessage = "Enter your password."), DataType(DataType.Password)]
    public string Password { get; set; } = "";

    [BindProperty(SupportsGet = true), MayBeMissing]
    public string? ReturnUrl { get; set; }

    public IReadOnlyList<DemoPerson> DemoPeople { get; private set; } = [];

    public async Task OnGetAsync() => await LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        var status = StatusCodes.Status422UnprocessableEntity;
        if (ModelState.IsValid && !limit.TryEnter(HttpContext.Connection.RemoteIpAddress, out var wait))
        {
            status = StatusCodes.Status429TooManyRequests;
            Response.Headers.RetryAfter = $"{(int)Math.Ceiling(wait.TotalSeconds)}";
            ModelState.AddModelError("", "There were too many tries from your network. Wait a minute, then try again.");
        }
        else if (ModelState.IsValid)
        {
            var result = await signIn.PasswordSignInAsync(MailAddress.Fold(Address) ?? Address, Password, isPersistent: false, lockoutOnFailure: true);
            if (result.Succeeded)
                return LocalRedirect(Back);

            // One answer for unknown, wrong, deactivated and locked out: it tells a guesser nothing.
            ModelState.AddModelError("", "That address and password do not belong together, or there were too many tries: wait five minutes then.");
        }

        await LoadAsync();
        Response.StatusCode = status;
        return Page();
    }

    /// <summary>One click, in the demo only.</summary>
    public async Task<IActionResult> OnPostAsAsync(Guid person)
    {
        if (!demo.IsOn || await accounts.FindByIdAsync(person.ToString()) is not { DeactivatedAt: null } account)
            return NotFound();

        await signIn.SignInAsync(account, isPersistent: false);
        return LocalRedirect(Back);
    }

    private string Back => ReturnUrl is not null && Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/";

    private async Task LoadAsync()
    {
        if (!demo.IsOn)
            return;

        var roles = await db.AccountRoles.AsNoTracking().ToListAsync();
        var people = await db.Users.Where(a => a.DeactivatedAt == null).Join(db.People, a => a.Id, p => p.Id, (a, p) => new { p.Id, p.DisplayName, p.Company }).OrderBy(p => p.Id).ToListAsync();
        DemoPeople = [.. people.Select(p => new DemoPerson(p.Id, p.DisplayName, p.Company ?? string.Join(", ", roles.Where(r => r.AccountId == p.Id).Select(r => r.Role))))];
    }
}
