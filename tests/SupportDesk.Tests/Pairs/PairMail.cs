using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.Tests.Escalations;
using SupportDesk.Tests.Mail;
using SupportDesk.Tests.Races;
using SupportDesk.Threads;

namespace SupportDesk.Tests.Pairs;

/// <summary>Mail that comes in, through the whole gateway.</summary>
static class PairMail
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>
    /// Takes in a mail from somebody of the cast to the address by which the desk asked <paramref name="asked"/> to answer about an object.
    /// </summary>
    /// <exception cref="DeskException">It became something else than what it should.</exception>
    public static async Task AnswerAsync(
        CaseDesk desk, string from, ReplyPurpose purpose, Guid about, string words, MailOutcome[] expected, string? asked = null)
    {
        var person = desk[asked ?? from];
        var row = await desk.ReadAsync(db => db.ReplyAddresses.AsNoTracking()
                .SingleOrDefaultAsync(a => a.Purpose == purpose && a.ObjectId == about && a.PersonId == person, Stop))
            ?? throw new DeskException($"No mail has told {asked ?? from} where to answer.");
        var token = await desk.Database.Services.GetRequiredService<ReplyRoutes>().TokenAsync(row, Stop);
        await TakeAsync(desk, MailDesk.Letter($"{from}@marketfield.test", "The picture", words, $"support+{token}@marketfield.test"),
            expected);
    }

    /// <summary>Takes in a proved mail.</summary>
    /// <exception cref="DeskException">It became something else than what it should.</exception>
    public static async Task TakeAsync(CaseDesk desk, MimeMessage letter, MailOutcome[] expected)
    {
        using var bytes = new MemoryStream();
        await letter.WriteToAsync(bytes, Stop);
        var mailbox = await desk.ReadAsync(db => db.Mailboxes.Select(m => m.Id).SingleAsync(Stop));
        var result = await desk.Database.Services.GetRequiredService<Intake>()
            .TakeAsync(new RawMail(mailbox, bytes.ToArray(), Known: Verdict.Proved), Stop);
        result.Outcome.ShouldNotBe(MailOutcome.SetAside, result.Problem);
        if (!expected.Contains(result.Outcome))
            throw new DeskException($"The mail was taken as {result.Outcome}. {result.Problem}");
    }

    /// <summary>Makes the address to which somebody answers about an object, as a mail to them would.</summary>
    public static async Task AddAddressAsync(CaseDesk desk, SupportDesk.Data.DeskDb db, ReplyPurpose purpose, Guid about, string who) =>
        await desk.Database.Services.GetRequiredService<ReplyRoutes>().AddAsync(db, purpose, about, desk[who], Stop);
}
