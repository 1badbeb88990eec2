using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.People;

namespace SupportDesk.Mail.Incoming;

/// <summary>Who a mail claims to come from.</summary>
/// <param name="Address">Null only for mail without a usable address.</param>
internal sealed record Sender(Person Person, MailAddress? Address)
{
    public Actor Acts => new(Person.Id, Capacity.Requester, Via.Mail);
}

/// <summary>Finds or meets the people who write, for one commit: who is met by its first mail is known to its second.</summary>
internal sealed class Senders(DeskDb db, DateTimeOffset at)
{
    /// <summary>The one person to whom all mail without a usable sender belongs.</summary>
    public static readonly Guid NobodyId = new("00000000-0000-7000-8000-000000000002");

    private readonly Dictionary<string, Sender> met = [];
    private readonly HashSet<string> asked = [];

    /// <summary>Who was found or met so far.</summary>
    public IReadOnlyCollection<Guid> Known => [.. met.Values.Select(s => s.Person.Id).Distinct()];

    /// <summary>Whether the desk has met this address before, as far as was asked.</summary>
    public bool Knows(string fromKey) => met.ContainsKey(fromKey);

    /// <summary>Finds all of these at once; who is not among them afterwards is not known.</summary>
    public async Task FindAsync(IReadOnlyCollection<string> fromKeys, CancellationToken cancel)
    {
        var addresses = await db.MailAddresses.Where(a => fromKeys.Contains(a.AddressKey)).ToListAsync(cancel);
        var ids = addresses.Select(a => a.PersonId).Distinct().ToList();
        var people = await db.People.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel);
        foreach (var address in addresses)
            met[address.AddressKey] = new(people[address.PersonId], address);
        asked.UnionWith(fromKeys);
    }

    /// <summary>The person whose address it is, or null.</summary>
    public async Task<Sender?> FindAsync(string? fromKey, CancellationToken cancel)
    {
        if (fromKey is null)
            return null;
        if (met.TryGetValue(fromKey, out var known))
            return known;
        if (asked.Contains(fromKey) || await db.MailAddresses.SingleOrDefaultAsync(a => a.AddressKey == fromKey, cancel) is not { } address)
            return null;

        return met[fromKey] = new(await db.People.SingleAsync(p => p.Id == address.PersonId, cancel), address);
    }

    /// <summary>The person, met now if the address is new; an address whose mail is proved counts as shown to be theirs.</summary>
    public async Task<Sender> MeetAsync(Reading reading, CancellationToken cancel)
    {
        var sender = reading.Writer is { } writer && reading.FromKey is not null ? await MeetAsync(writer, cancel) : await NobodyAsync(cancel);
        if (reading.Verdict == Threads.Verdict.Proved && sender.Address is { } address)
            sender.Person.Verify(address, sender.Acts, at);
        return sender;
    }

    /// <summary>The person whose address was written somewhere, met now if it is new; nothing proves that it is theirs.</summary>
    public async Task<Sender> MeetAsync(Parsing.WrittenAddress written, CancellationToken cancel)
    {
        var key = MailAddress.Fold(written.Address) ?? throw new DeskException($"{written.Address} is not a mail address.");
        if (await FindAsync(key, cancel) is { } known)
            return known;

        var by = Actor.System(Via.Mail);
        var person = Person.Meet(written.Name ?? key.Split('@')[0], null, by, at);
        var address = person.AddAddress(written.Address, by, at);
        db.People.Add(person);
        return met[key] = new(person, address);
    }

    /// <summary>The one to whom mail without a usable sender belongs.</summary>
    public async Task<Sender> NobodyAsync(CancellationToken cancel)
    {
        var nobody = db.People.Local.FindEntry(NobodyId)?.Entity ?? await db.People.SingleOrDefaultAsync(p => p.Id == NobodyId, cancel);
        if (nobody is null)
            db.People.Add(nobody = Person.Meet("Unknown sender", null, Actor.System(Via.Mail), at, NobodyId));
        return new(nobody, null);
    }
}
