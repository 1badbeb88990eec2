using System.CommandLine;
using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.People;

namespace SupportDesk.Web.Commands;

/// <summary><c>people add-admin</c>: in production the first administrator is made here; there are no default passwords.</summary>
internal static class PeopleCommands
{
    public static Command Create()
    {
        var address = new Argument<string>("address") { Description = "The address they sign in with." };
        var name = new Option<string>("--name") { Description = "Their name as shown.", Required = true };
        var password = new Option<string?>("--password-file") { Description = "A file whose first line is the password; without it the password is read from standard input." };
        var create = new Option<bool>("--create-database") { Description = "Makes the database where there is none yet; without it the command works on a desk that is there." };
        var add = new Command("add-admin", "Makes an administrator.") { address, name, password, create };
        add.SetAction((parsed, cancel) => CommandHost.RunAsync(
            parsed, (services, token) => AddAdminAsync(services, parsed.GetValue(address)!, parsed.GetValue(name)!, parsed.GetValue(password), token), cancel, parsed.GetValue(create)));
        return new Command("people", "People who sign in.") { add };
    }

    private static async Task<int> AddAdminAsync(IServiceProvider services, string address, string name, string? passwordFile, CancellationToken cancel)
    {
        var db = services.GetRequiredService<DeskDb>();
        var accounts = services.GetRequiredService<UserManager<Account>>();
        var at = services.GetRequiredService<DeskClock>().Now;
        var by = Actor.System(Via.CommandLine);
        if (string.IsNullOrWhiteSpace(name))
            throw new DeskException("--name is empty; expected the name as it shall be shown.");

        var person = await KnownAsync(db, address, cancel);
        if (person is null)
        {
            person = Person.Meet(name, null, by, at);
            db.People.Add(person);
            person.Verify(person.AddAddress(address, by, at), by, at);
        }
        else if (await db.Users.SingleOrDefaultAsync(a => a.Id == person.Id, cancel) is { } known)
        {
            throw new DeskException(known.DeactivatedAt is { } since
                ? string.Create(CultureInfo.InvariantCulture, $"{address} has an account that was deactivated on {since:d MMMM yyyy}; an administrator can reactivate it under Administration, People.")
                : $"{address} has an account already; nothing was changed.");
        }

        var secret = await SecretAsync(passwordFile, cancel);
        var account = person.OpenAccount(address, by, at);
        foreach (var validator in accounts.PasswordValidators)
        {
            var checkedPassword = await validator.ValidateAsync(accounts, account, secret);
            if (!checkedPassword.Succeeded)
                throw new DeskException(string.Join(" ", checkedPassword.Errors.Select(e => e.Description)));
        }

        account.PasswordHash = accounts.PasswordHasher.HashPassword(account, secret);
        person.Grant(Role.Administrator, by, at);
        await db.CommitAsync(Act.Job, cancel);
        Console.WriteLine($"{person.DisplayName} can sign in as {address}.");
        return 0;
    }

    private static async Task<Person?> KnownAsync(DeskDb db, string address, CancellationToken cancel)
    {
        var key = MailAddress.Fold(address) ?? throw new DeskException($"“{address}” is not a mail address.");
        return await db.People.Where(p => db.MailAddresses.Any(a => a.AddressKey == key && a.PersonId == p.Id)).SingleOrDefaultAsync(cancel);
    }

    private static async Task<string> SecretAsync(string? file, CancellationToken cancel)
    {
        if (file is not null)
            return (await File.ReadAllLinesAsync(file, cancel)).FirstOrDefault() ?? "";

        if (!Console.IsInputRedirected)
            Console.Write("Password: ");
        return Console.ReadLine() ?? "";
    }
}
