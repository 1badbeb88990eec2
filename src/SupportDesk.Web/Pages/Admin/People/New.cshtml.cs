using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Admin.People;

[Needs(Permission.Administer)]
public sealed class NewModel(DeskDb db, UserManager<SupportDesk.People.Account> accounts, CurrentUser user, DeskClock clock) : PageModel, ICanShowAgain
{
    public sealed class Form
    {
        [Required(ErrorMessage = "Say what they are called."), StringLength(120)]
        public string Name { get; set; } = "";

        [Required(ErrorMessage = "Give the address they sign in with."), StringLength(320)]
        public string Address { get; set; } = "";

        [StringLength(120)]
        public string? Position { get; set; }

        [MinLength(1, ErrorMessage = "Choose at least one role.")]
        public List<Role> Roles { get; set; } = [];

        [Required(ErrorMessage = "Give a first password of at least 12 characters."), DataType(DataType.Password)]
        public string Password { get; set; } = "";
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public Task<bool> LoadAsync(CancellationToken cancel) => Task.FromResult(true);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid)
            return Page();

        var key = MailAddress.Fold(Input.Address) ?? throw new DeskException($"“{Input.Address}” is not a mail address; it should look like name@example.org.");
        if (await db.Users.AnyAsync(a => a.Email == key, cancel))
            throw new DeskException($"{Input.Address} has an account already.");

        var person = await Find(key, cancel) ?? Meet();
        var account = person.OpenAccount(Input.Address, user.Actor, clock.Now);
        await SetPasswordAsync(account);
        foreach (var role in Input.Roles.Distinct())
            person.Grant(role, user.Actor, clock.Now);
        new Flash($"{person.DisplayName} can sign in now.").Keep(TempData);
        return RedirectToPage("Index");
    }

    private Task<Person?> Find(string key, CancellationToken cancel) =>
        db.People.SingleOrDefaultAsync(p => db.MailAddresses.Any(a => a.AddressKey == key && a.PersonId == p.Id), cancel);

    private Person Meet()
    {
        var person = Person.Meet(Input.Name, null, user.Actor, clock.Now);
        person.AddAddress(Input.Address, user.Actor, clock.Now);
        if (!string.IsNullOrWhiteSpace(Input.Position))
            person.WorkAs(Input.Position, user.Actor, clock.Now);
        db.People.Add(person);
        return person;
    }

    private async Task SetPasswordAsync(SupportDesk.People.Account account)
    {
        foreach (var validator in accounts.PasswordValidators)
        {
            var result = await validator.ValidateAsync(accounts, account, Input.Password);
            if (!result.Succeeded)
                throw new DeskException(string.Join(" ", result.Errors.Select(e => e.Description)));
        }

        account.PasswordHash = accounts.PasswordHasher.HashPassword(account, Input.Password);
    }
}
