using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Mail.Matching;

/// <summary>What a mail was found to belong to.</summary>
/// <param name="Route">The reply address its token names, for the first two ties.</param>
/// <param name="TicketId">The ticket, for a tie by thread.</param>
/// <param name="By">In words for the API's answer: token, message or subject.</param>
/// <param name="BadToken">It carries something of a token's form that is none of ours, or no longer.</param>
public sealed record Match(Tie Tie, ReplyAddress? Route, Guid? TicketId, string? By, bool BadToken = false)
{
    public static readonly Match None = new(Tie.Nothing, null, null, null);
}

/// <summary>Looks for the conversation a mail belongs to. Reads only.</summary>
public sealed partial class Matcher(ReplyRoutes routes)
{
    private const int MostIds = 50;
    private const int MostTokens = 20;

    /// <summary>Whether a mail carries anything of a token's form.</summary>
    public static bool CarriesToken(ParsedMail mail) => mail.TokenCandidates.Any(c => TokenForm.In(c) is not null);

    /// <param name="senderId">The person whose address the mail claims to come from; null for an address nobody knows.</param>
    /// <param name="fromKey">That address, folded.</param>
    /// <param name="tokens">False: tokens are not looked at, since too many of this sender's were wrong.</param>
    /// <param name="messages">What is known beforehand of the Message-IDs it names; null asks for this mail alone.</param>
    public async Task<Match> FindAsync(DeskDb db, ParsedMail mail, Guid? senderId, string? fromKey, bool tokens, KnownMessages? messages, CancellationToken cancel)
    {
        var byToken = tokens ? await ByTokenAsync(db, mail, senderId, cancel) : Match.None;
        if (byToken.Tie != Tie.Nothing)
            return byToken;

        var byThread = senderId is { } known ? await ByThreadAsync(db, mail, known, messages, cancel) : null;
        return (byThread ?? await AsCopiedAsync(db, mail, fromKey, messages, cancel) ?? Match.None) with { BadToken = byToken.BadToken };
    }

    // A colleague whom the requester copied answers to all: their mail belongs to that conversation, and nobody has asked them in yet.
    private static async Task<Match?> AsCopiedAsync(DeskDb db, ParsedMail mail, string? fromKey, KnownMessages? messages, CancellationToken cancel)
    {
        if (fromKey is null || IdsOf(mail) is not { Count: > 0 } ids)
            return null;

        messages ??= await KnownMessages.LoadAsync(db, ids, [], cancel);
        return messages?.TicketCopiedTo(ids, fromKey) is { } ticket ? new(Tie.Copied, null, ticket, "message") : null;
    }

    /// <summary>Whether an address or Message-ID carries a token that we made.</summary>
    public async Task<bool> CarriesOurTokenAsync(DeskDb db, string? written, CancellationToken cancel) =>
        written is not null && TokenForm.In(written) is { } token && await routes.FindAsync(db, token, cancel) is not null;

    /// <summary>The Message-IDs by which a mail names others, the nearest first, at most fifty.</summary>
    public static IReadOnlyList<string> IdsOf(ParsedMail mail) =>
        [.. mail.InReplyTo.Concat(mail.References.Reverse()).Select(MessageIds.Key).OfType<string>().Distinct().Take(MostIds)];

    // The sender's own token wins wherever it stands: a mail to everybody carries tokens of others too.
    private async Task<Match> ByTokenAsync(DeskDb db, ParsedMail mail, Guid? senderId, CancellationToken cancel)
    {
        Match? foreign = null;
        var bad = false;
        foreach (var token in mail.TokenCandidates.Select(TokenForm.In).OfType<string>().Distinct().Take(MostTokens))
        {
            if (await routes.FindAsync(db, token, cancel) is not { } route)
                bad = true;
            else if (senderId is { } sender && await IsSameAsync(db, route.PersonId, sender, cancel))
                return new(Tie.OwnToken, route, null, "token");
            else
                foreign ??= new(Tie.ForeignToken, route, null, "token");
        }

        return (foreign ?? Match.None) with { BadToken = bad };
    }

    private static async Task<bool> IsSameAsync(DeskDb db, Guid one, Guid other, CancellationToken cancel) =>
        one == other || await db.People.Where(p => p.Id == one || p.Id == other).Select(p => p.RootId).Distinct().CountAsync(cancel) == 1;

    private static async Task<Match?> ByThreadAsync(DeskDb db, ParsedMail mail, Guid senderId, KnownMessages? messages, CancellationToken cancel)
    {
        var ids = IdsOf(mail);
        if (ids.Count > 0 && (messages is null ? await ByMessageAsync(db, ids, senderId, cancel) : messages.TicketOf(ids, senderId)) is { } byMessage)
            return new(Tie.Thread, null, byMessage, "message");

        var numbers = Tag().Matches(mail.Subject).Take(3).Select(m => long.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).ToList();
        if (numbers.Count == 0)
            return null;

        var byTag = await db.Tickets.Where(t => numbers.Contains(t.Number) && db.Participants.Any(p => p.TicketId == t.Id && p.PersonId == senderId)).Select(t => (Guid?)t.Id).FirstOrDefaultAsync(cancel);
        return byTag is null ? null : new(Tie.Thread, null, byTag, "subject");
    }

    private static async Task<Guid?> ByMessageAsync(DeskDb db, IReadOnlyList<string> ids, Guid senderId, CancellationToken cancel)
    {
        var received = await db.IncomingMail.Where(m => m.MessageIdKey != null && ids.Contains(m.MessageIdKey) && m.TicketId != null).OrderByDescending(m => m.Id).Take(MostIds).Select(m => m.TicketId!.Value).ToListAsync(cancel);
        var sent = await db.Outbox.Where(m => ids.Contains(m.MessageId) && m.ObjectKind == ObjectKind.Ticket).OrderByDescending(m => m.Id).Take(MostIds).Select(m => m.ObjectId).ToListAsync(cancel);
        var tickets = received.Concat(sent).Distinct().ToList();
        if (tickets.Count == 0)
            return null;

        return await db.Participants.Where(p => tickets.Contains(p.TicketId) && p.PersonId == senderId)
            .OrderByDescending(p => p.TicketId).Select(p => (Guid?)p.TicketId).FirstOrDefaultAsync(cancel);
    }

    [GeneratedRegex(@"\[#([0-9]{1,18})\]")]
    private static partial Regex Tag();
}
