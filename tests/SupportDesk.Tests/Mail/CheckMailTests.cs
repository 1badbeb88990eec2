using MimeKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Data;
using SupportDesk.Mail;

namespace SupportDesk.Tests.Mail;

/// <summary>The mail of a connection test that the running desk takes in first.</summary>
public sealed class CheckMailTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_mail_of_a_test_makes_no_ticket_and_no_answer(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var mark = await desk.Database.Services.GetRequiredService<CheckMarks>().CreateAsync(Stop);

        var result = await desk.TakeAsync(Letter(MailDesk.Support, $"{mark}.check@marketfield.test"));

        (result.Outcome, result.Problem).ShouldBe((MailOutcome.Ignored, "It belongs to a test of the connection."));
        await using var db = desk.Database.Open();
        (await db.Tickets.AnyAsync(Stop) || await db.Outbox.AnyAsync(Stop)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_machines_answer_to_it_makes_no_ticket_either()
    {
        await using var desk = await MailDesk.OpenAsync();
        var mark = await desk.Database.Services.GetRequiredService<CheckMarks>().CreateAsync(Stop);
        var answer = Letter("robot@elsewhere.test", "answer@elsewhere.test");
        answer.InReplyTo = $"{mark}.check@marketfield.test";
        answer.Headers.Add(HeaderId.AutoSubmitted, "auto-replied");

        (await desk.TakeAsync(answer)).Outcome.ShouldBe(MailOutcome.Ignored);
    }

    [Theory]
    [InlineData("stranger")]
    [InlineData("altered")]
    [InlineData("other desk")]
    [InlineData("made up")]
    public async Task A_mark_that_is_not_ours_or_not_from_ourselves_hides_no_mail(string how)
    {
        await using var desk = await MailDesk.OpenAsync();
        await using var other = await MailDesk.OpenAsync();
        var mark = await (how == "other desk" ? other : desk).Database.Services.GetRequiredService<CheckMarks>().CreateAsync(Stop);
        mark = how switch { "altered" => mark[..^1] + (mark[^1] == 'a' ? 'b' : 'a'), "made up" => $"{new string('a', 13)}-{new string('b', 26)}", _ => mark };

        var result = await desk.TakeAsync(Letter(how == "stranger" ? MailDesk.Damion : MailDesk.Support, $"{mark}.check@marketfield.test"));

        result.Outcome.ShouldBe(MailOutcome.NewTicket);
    }

    static MimeMessage Letter(string from, string messageId)
    {
        var mail = MailDesk.Letter(from, "Connection check", "SupportDesk sent this mail to itself.");
        mail.MessageId = messageId;
        return mail;
    }
}
