using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;

namespace SupportDesk.People;

/// <summary>Finds people by what staff type.</summary>
public static class Meeting
{
    /// <summary>The person with a mail address; somebody new if nobody has it.</summary>
    /// <param name="name">Used only where the address is new; empty: what stands before the @.</param>
    /// <exception cref="DeskException">The address is not one.</exception>
    public static async Task<(Person Person, MailAddress Address)> MeetAsync(this DeskDb db, string address, string? name, Actor by, DateTimeOffset at, CancellationToken cancel)
    {
        var key = MailAddress.Fold(address);
        if (key is not null && await db.MailAddresses.SingleOrDefaultAsync(a => a.AddressKey == key, cancel) is { } known)
            return (await db.People.SingleAsync(p => p.Id == known.PersonId, cancel), known);

        var person = Person.Meet(string.IsNullOrWhiteSpace(name) ? address.Split('@')[0] : name, null, by, at);
        var added = person.AddAddress(address, by, at);
        db.People.Add(person);
        return (person, added);
    }
}
