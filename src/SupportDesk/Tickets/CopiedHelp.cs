using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Mail.Parsing;
using SupportDesk.People;

namespace SupportDesk.Tickets;

/// <summary>Brings the people into a ticket whom its mails name: agents decide, since nothing proves a name in a mail.</summary>
public sealed class CopiedHelp(DeskDb db)
{
    /// <summary>Lets somebody take part as copied.</summary>
    /// <exception cref="DeskException">The address is none, is the desk's own, or its owner takes part already.</exception>
    public async Task<Person> IncludeAsync(Ticket ticket, string address, string? name, Actor by, DateTimeOffset at, CancellationToken cancel)
    {
        await MustBeOutsideAsync(address, cancel);
        var (person, met) = await db.MeetAsync(address.Trim(), name, by, at, cancel);
        if (await db.Participants.AnyAsync(p => p.TicketId == ticket.Id && p.PersonId == person.Id, cancel) || ticket.IsJoinedBy(person.Id))
            throw new DeskException($"{person.DisplayName} takes part in this ticket already.");

        ticket.Join(person.Id, met.Id, ParticipantKind.Copied, by, at);
        return person;
    }

    /// <summary>Lets those take part whose addresses an agent typed into Cc, before a reply goes out; who takes part already stays.</summary>
    /// <param name="typed">Addresses with commas, semicolons or spaces between them; null or empty for nobody.</param>
    public async Task<IReadOnlyList<Person>> IncludeAllAsync(Ticket ticket, string? typed, Actor by, DateTimeOffset at, CancellationToken cancel)
    {
        var included = new List<Person>();
        var addresses = (typed ?? "").Split([',', ';', ' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(a => a.Trim('<', '>')).Where(a => a.Length > 0).DistinctBy(a => MailAddress.Fold(a) ?? a).ToList();
        if (addresses.Count > CopiedPeople.MostAtOnce)
            throw new DeskException($"Cc takes at most {CopiedPeople.MostAtOnce} addresses at once.");

        foreach (var address in addresses)
        {
            var key = MailAddress.Fold(address) ?? throw new DeskException($"“{address}” in Cc is not a mail address. Write addresses with commas between them.");
            if (!await TakesPartAsync(ticket, key, cancel))
                included.Add(await IncludeAsync(ticket, address, null, by, at, cancel));
        }

        return included;
    }

    private Task<bool> TakesPartAsync(Ticket ticket, string addressKey, CancellationToken cancel) => db.Participants.AnyAsync(
        p => p.TicketId == ticket.Id && db.MailAddresses.Any(a => a.AddressKey == addressKey && a.PersonId == p.PersonId), cancel);

    /// <summary>Sends answers from now on to another address than before: whoever has it is the requester.</summary>
    public async Task AnswerAsync(Ticket ticket, WrittenAddress written, Actor by, DateTimeOffset at, CancellationToken cancel)
    {
        await MustBeOutsideAsync(written.Address, cancel);
        var (person, address) = await db.MeetAsync(written.Address, written.Name, by, at, cancel);
        var parts = await db.Participants
            .Where(p => p.TicketId == ticket.Id && (p.PersonId == person.Id || p.PersonId == ticket.RequesterId)).ToListAsync(cancel);
        var (before, own) = (parts.Find(p => p.PersonId == ticket.RequesterId), parts.Find(p => p.PersonId == person.Id));
        ticket.MakeRequester(person.Id, address.Id, before, own, by, at);
    }

    private async Task MustBeOutsideAsync(string address, CancellationToken cancel)
    {
        var key = MailAddress.Fold(address) ?? throw new DeskException($"“{address}” is not a mail address.");
        if ((await OwnAddresses.LoadAsync(db, cancel)).Includes(key))
            throw new DeskException($"{address} is an address of this desk: move the ticket to its team instead.");
    }
}
