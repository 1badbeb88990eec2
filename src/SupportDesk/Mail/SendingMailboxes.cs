using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SupportDesk.Data;

namespace SupportDesk.Mail;

/// <summary>As whom a mail leaves.</summary>
/// <param name="ReplyShape">The shape of reply addresses, with <c>{token}</c>; empty where answers come to the address itself.</param>
/// <param name="Language">Of people whose own language is not known.</param>
public sealed record Sender(Guid? MailboxId, string Address, string ReplyShape, string Name, string Language, bool Acknowledges, Quoting Quote)
{
    /// <summary>Of people whose own time zone is not known.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The right side of Message-IDs, in lower case: so they are compared when they come back.</summary>
    public string Domain => Address[(Address.LastIndexOf('@') + 1)..].ToLowerInvariant();

    public string ReplyAddress(string token) => ReplyShape.Replace("{token}", token, StringComparison.Ordinal);
}

/// <summary>Finds the mailbox that a mail leaves from: the ticket's own, else the first that is configured.</summary>
public sealed class SendingMailboxes(IOptions<MailOptions> options, IOptions<SiteOptions> site)
{
    private readonly ConcurrentDictionary<Guid, Sender> known = new();
    private Sender? first;

    public async Task<Sender> OfAsync(DeskDb db, Guid? mailboxId, CancellationToken cancel)
    {
        if (mailboxId is { } id)
            return known.GetValueOrDefault(id) ?? Keep(await db.Mailboxes.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel)) ?? Nameless();

        return (first ??= Keep(await FirstAsync(db, cancel))) ?? Nameless();
    }

    private async Task<Mailbox?> FirstAsync(DeskDb db, CancellationToken cancel)
    {
        var name = options.Value.Mailboxes.FirstOrDefault()?.Name;
        return await db.Mailboxes.AsNoTracking().Where(m => name == null || m.Name == name).OrderBy(m => m.Id).FirstOrDefaultAsync(cancel);
    }

    private Sender? Keep(Mailbox? row) =>
        row is null ? null : known[row.Id] = new(row.Id, row.Address, row.ReplyTo, row.SenderName, row.Language, row.Acknowledges, options.Value.Named(row.Name)?.Quote ?? Quoting.Last)
        {
            Zone = TimeZones.Find(options.Value.Named(row.Name)?.TimeZone) ?? SiteZone,
        };

    // A command line or a test may save before any mailbox is set up.
    private Sender Nameless() => new(null, $"desk@{site.Value.PublicUrl.Host}", "", "Support", "en", false, Quoting.None) { Zone = SiteZone };

    private TimeZoneInfo SiteZone => TimeZones.Find(site.Value.TimeZone) ?? TimeZoneInfo.Utc;
}
