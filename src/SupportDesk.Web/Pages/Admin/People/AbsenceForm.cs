using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using SupportDesk.People;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Tickets;

namespace SupportDesk.Web.Pages.Admin.People;

/// <summary>An absence as pages list it.</summary>
public sealed record AbsenceShown(Guid Id, DateOnly From, DateOnly Until, string Deputy, bool HasBegun);

/// <summary>A form of days and a deputy, of a new absence or of one that is noted already.</summary>
public abstract class AbsenceForm(Counter counter) : PageModel, ICanShowAgain
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty, Required(ErrorMessage = "Say from when.")]
    public DateOnly? From { get; set; }

    [BindProperty, Required(ErrorMessage = "Say until when.")]
    public DateOnly? Until { get; set; }

    [BindProperty]
    public Guid? Deputy { get; set; }

    public Person Person { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> Deputies { get; private set; } = [];

    protected Counter Counter => counter;

    /// <summary>The absence that the form changes; null where it notes a new one.</summary>
    protected virtual Guid? Changed => null;

    public virtual async Task<bool> LoadAsync(CancellationToken cancel)
    {
        var db = counter.Db;
        if (await db.People.SingleOrDefaultAsync(p => p.Id == Id && db.Users.Any(a => a.Id == p.Id), cancel) is not { } person)
            return false;

        Person = person;
        Deputies = [.. (await db.People.Where(p => p.Id != Id && db.Users.Any(a => a.Id == p.Id && a.DeactivatedAt == null) && db.AccountRoles.Any(r => r.AccountId == p.Id)).OrderBy(p => p.NameKey).Select(p => new { p.Id, p.DisplayName }).ToListAsync(cancel))
            .Select(p => new SelectListItem(p.DisplayName, p.Id.ToString()))];
        return true;
    }

    /// <summary>The moments of the days that were chosen, once they are known to be free.</summary>
    /// <exception cref="DeskException">The person is away then already, or the deputy is not on the list.</exception>
    protected async Task<(DateTimeOffset From, DateTimeOffset To)> CheckAsync(CancellationToken cancel)
    {
        if (Deputy is { } deputy && Deputies.All(d => d.Value != $"{deputy}"))
            throw new DeskException("Choose a deputy from the list, or nobody.");

        var (from, to) = new AbsenceDays(From!.Value, Until!.Value).In(Person.TimeZone);
        var other = await counter.Db.Absences.AsNoTracking().Where(a => a.PersonId == Id && a.Id != Changed && a.FromAt < to && a.ToAt > from).OrderBy(a => a.FromAt).FirstOrDefaultAsync(cancel);
        return other is null ? (from, to)
            : throw new DeskException($"{Person.DisplayName} is away then already: {Days(other.FromAt, other.ToAt, Person.TimeZone)}. Change that absence, or choose other days.");
    }

    /// <summary>What follows for the levels that the person holds.</summary>
    protected async Task<string> ConsequenceAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        if (Deputy is not { } deputy)
            return " Nobody stands in: what waits at their levels goes to others who hold them, or moves up.";

        var name = Deputies.First(d => d.Value == $"{deputy}").Text;
        var away = await counter.Db.Absences.AsNoTracking().Where(a => a.PersonId == deputy && a.FromAt < to && a.ToAt > from).OrderBy(a => a.FromAt).FirstOrDefaultAsync(cancel);
        if (away is not null)
            return $" {name} stands in, but is away too ({Days(away.FromAt, away.ToAt, await ZoneAsync(deputy, cancel))}). Nobody stands in on those days.";
        return from <= counter.Now ? $" {name} stands in, and hears by mail what waits." : $" {name} stands in, and hears by mail what waits when the absence begins.";
    }

    /// <summary>Days as people read them, the last one included.</summary>
    protected static string Days(DateTimeOffset from, DateTimeOffset to, string? timeZone) =>
        $"{AgentWords.Day(AbsenceDays.DayOf(from, timeZone))} to {AgentWords.Day(AbsenceDays.LastOf(to, timeZone))}";

    private Task<string?> ZoneAsync(Guid person, CancellationToken cancel) => counter.Db.People.Where(p => p.Id == person).Select(p => p.TimeZone).SingleAsync(cancel);
}
