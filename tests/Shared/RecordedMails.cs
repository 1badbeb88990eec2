using Microsoft.EntityFrameworkCore;
using SupportDesk.Mail;

namespace SupportDesk.Tests;

/// <summary>Guarantee 8: whatever died meanwhile, what came is recorded, and once.</summary>
static class RecordedMails
{
    /// <summary>Checks a desk that got these mails, and nothing else.</summary>
    /// <param name="hashes">SHA-256 of the bytes of each mail.</param>
    /// <param name="replies">How many of them answer another one: they open no ticket and are not acknowledged.</param>
    public static async Task ShouldBeWholeAsync(TestDatabase database, IReadOnlyCollection<string> hashes, int replies,
        CancellationToken cancel)
    {
        await using var db = database.Open();
        (await db.IncomingMail.Select(m => m.RawHash).ToListAsync(cancel)).Order().ShouldBe(hashes.Order(), "guarantee 8, mails");
        (await db.IncomingMail.CountAsync(m => m.Outcome == MailOutcome.SetAside, cancel)).ShouldBe(0, "guarantee 8, set aside");
        (await db.Posts.CountAsync(cancel)).ShouldBe(hashes.Count, "guarantee 8, posts");
        (await db.Tickets.CountAsync(cancel)).ShouldBe(hashes.Count - replies, "guarantee 8, tickets");
        (await db.Outbox.CountAsync(m => m.Kind == MailKind.Acknowledgement, cancel))
            .ShouldBe(hashes.Count - replies, "guarantee 8, acknowledgements");
    }
}
