using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.People;

namespace SupportDesk.Web.Access;

/// <summary>Identity's sign-in, refused to deactivated accounts with the same answer as a wrong password.</summary>
public sealed class StaffSignIn(
    UserManager<Account> accounts,
    IHttpContextAccessor http,
    IUserClaimsPrincipalFactory<Account> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<Account>> log,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<Account> confirmation)
    : SignInManager<Account>(accounts, http, claims, options, log, schemes, confirmation)
{
    public override async Task<bool> CanSignInAsync(Account user) => user.DeactivatedAt is null && await base.CanSignInAsync(user);
}

/// <summary>Identity's store on the desk's own context.</summary>
public sealed class AccountStore(DeskDb db, IdentityErrorDescriber errors) : UserOnlyStore<Account, DeskDb, Guid>(db, errors);
