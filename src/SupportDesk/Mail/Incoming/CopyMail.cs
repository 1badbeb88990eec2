using Microsoft.EntityFrameworkCore;
using SupportDesk.Files;
using SupportDesk.Mail.Parsing;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Mail.Incoming;

/// <summary>A mail that comes twice: to two of the desk's addresses, or by two ways to one of them.</summary>
internal static class CopyMail
{
    private const int MostCompared = 5;

    /// <summary>Same Message-ID, same writer and same words, recorded within a day; a Message-ID alone is nobody's key (threat T37).</summary>
    public static async Task<Taken?> FindAsync(Taking mail, FileStore files)
    {
        var (reading, since) = (mail.Reading, mail.At.AddDays(-1));
        if (reading.MessageIdKey is null || reading.FromKey is null)
            return null;

        var before = await mail.Db.IncomingMail.AsNoTracking()
            .Where(m => m.MessageIdKey == reading.MessageIdKey && m.FromKey == reading.FromKey && m.At > since && m.CopyOfId == null && m.Outcome != MailOutcome.SetAside)
            .OrderBy(m => m.Id).Take(MostCompared).ToListAsync(mail.Cancel);
        foreach (var first in before)
        {
            // Held for want of proof, and here is the proof: this one counts.
            if (first.Outcome == MailOutcome.Held && reading.Verdict == Verdict.Proved && first.Verdict != Verdict.Proved)
                continue;
            if (await SaysTheSameAsync(mail, first.RawHash, files))
                return await CopyOfAsync(mail, first);
        }

        return null;
    }

    private static async Task<Taken> CopyOfAsync(Taking mail, IncomingMail first)
    {
        var ticket = first.TicketId is { } id ? await TicketMail.LoadAsync(mail.Db, id, mail.Cancel) : null;
        if (ticket is not null && mail.Reading.Verdict == Verdict.Proved && first.Verdict != Verdict.Proved)
            await ProveAsync(mail, ticket, first);
        if (first.MailboxId == mail.Mailbox.Id)
            return new(MailOutcome.Ignored, ticket, null, "A copy of a mail that came to the same mailbox.", first.Id);
        if (ticket is not null)
            mail.Tell(ticket, $"Also sent to {mail.Mailbox.Address}.");
        return new(MailOutcome.Ignored, ticket, null, "A copy of a mail that came to another address of the desk.", first.Id);
    }

    // A group's copy proves nobody, the one that comes straight does: whichever is first, the address is known to be theirs.
    private static async Task ProveAsync(Taking mail, Ticket ticket, IncomingMail first)
    {
        if (await mail.Db.IncomingMail.AnyAsync(m => m.MessageIdKey == first.MessageIdKey && m.CopyOfId == first.Id && m.Verdict == Verdict.Proved, mail.Cancel))
            return;

        await mail.People.MeetAsync(mail.Reading, mail.Cancel);
        mail.Tell(ticket, $"The same mail came by another way too, which proves that {mail.Reading.Writer} sent it.");
    }

    private static async Task<bool> SaysTheSameAsync(Taking mail, string rawHash, FileStore files)
    {
        if (!await mail.Db.Blobs.AnyAsync(b => b.Hash == rawHash, mail.Cancel))
            return false;

        var (here, first) = (mail.Reading.Mail, MailParser.Parse(await files.ReadAsync(mail.Db, rawHash, mail.Cancel)));
        return IsSameSubject(here.Subject, first.Subject) && WordsOf(here) == WordsOf(first) && HashesOf(here).SetEquals(HashesOf(first));
    }

    // A group on the way writes its name before the subject, and a line below the words.
    private static bool IsSameSubject(string one, string other) => one.EndsWith(other, StringComparison.Ordinal) || other.EndsWith(one, StringComparison.Ordinal);

    private static string WordsOf(ParsedMail mail) => mail.NewText.Length > 0 ? mail.NewText : mail.WholeText;

    private static HashSet<string> HashesOf(ParsedMail mail) => [.. mail.Files.Select(f => Blob.HashOf(f.Content.Span))];
}
