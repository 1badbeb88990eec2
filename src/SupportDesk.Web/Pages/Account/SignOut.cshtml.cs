using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;

namespace SupportDesk.Web.Pages.Account;

[Needs(Permission.Desk), NoCommit]
public sealed class SignOutModel(StaffSignIn signIn) : PageModel
{
    public async Task<IActionResult> OnPostAsync()
    {
        await signIn.SignOutAsync();
        return LocalRedirect("/sign-in");
    }
}
