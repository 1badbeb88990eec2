using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using SupportDesk.Events;
using SupportDesk.Files;
using SupportDesk.Mail;
using SupportDesk.Mail.Sources;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Mail;

public sealed class MailRoomSourceTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_newcomer_writes_and_is_not_taken_at_their_word()
    {
        await using var desk = await MailDesk.OpenAsync();

        var result = await Room(desk).WriteAsync(new("Muhammed", MailDesk.Muhammed, MailDesk.Support, "Mine too", "My shop is closed as well."), Stop);

        var post = (await desk.PostsAsync(await desk.TicketAsync(result.TicketNumber!.Value))).ShouldHaveSingleItem();
        (post.AuthorName, post.Text, post.Verdict).ShouldBe(("Muhammed", "My shop is closed as well.", Verdict.Unproved));
    }

    [Fact]
    public async Task A_reply_is_reduced_to_its_new_words()
    {
        await using var desk = await MailDesk.OpenAsync();
        var ticket = await desk.DamionWritesAsync();
        var outboxId = await SentAsync(desk, ticket);

        var result = await Room(desk).ReplyAsync(outboxId, "It is the one from March.", Stop);

        var post = (await desk.PostsAsync(ticket))[^1];
        result.Outcome.ShouldBe(MailOutcome.Posted);
        (post.Text, post.Verdict).ShouldBe(("It is the one from March.", Verdict.Proved));
        post.QuotedText.ShouldNotBeNull().ShouldContain("Which paper do you mean?");
    }

    [Theory]
    [InlineData("not an address", "Hello")]
    [InlineData(MailDesk.Damion, "  ")]
    public async Task Nonsense_is_refused(string from, string text)
    {
        await using var desk = await MailDesk.OpenAsync();

        await Should.ThrowAsync<DeskException>(() => Room(desk).WriteAsync(new("Somebody", from, MailDesk.Support, "Subject", text), Stop));
    }

    static MailRoomSource Room(MailDesk desk) => desk.Database.Services.GetRequiredService<MailRoomSource>();

    /// <summary>A reply of the desk as it was rendered.</summary>
    static async Task<long> SentAsync(MailDesk desk, Ticket ticket)
    {
        var (routes, files) = (desk.Database.Services.GetRequiredService<ReplyRoutes>(), desk.Database.Services.GetRequiredService<FileStore>());
        var (at, hash) = (desk.Database.Clock.Now, "");
        await desk.ActAsync(async db =>
        {
            var route = await routes.ToAsync(db, ReplyPurpose.Ticket, ticket.Id, ticket.RequesterId, "marketfield.test", Stop);
            var mail = MailDesk.Letter(MailDesk.Support, "Re: My shop is banned", "Which paper do you mean?\n\nKind regards\nBojan", MailDesk.Damion);
            mail.MessageId = route.MessageId;
            mail.ReplyTo.Add(MailboxAddress.Parse($"support+{route.MessageId.Split('.')[0]}@marketfield.test"));
            using var bytes = new MemoryStream();
            await mail.WriteToAsync(bytes, Stop);
            hash = await files.KeepAsync(db, bytes.ToArray(), at, Stop);
            db.Outbox.Add(OutboxMail.Owe(MailKind.Reply, null, null, new(ticket.RequesterId, MailDesk.Damion, MailDesk.Damion, "en"), ObjectKind.Ticket, ticket.Id, null, null, route, at, at));
        });
        await desk.ReadAsync(db => db.Outbox.Where(m => m.Kind == MailKind.Reply).ExecuteUpdateAsync(set => set.SetProperty(m => m.BodyHash, hash), Stop));
        return await desk.ReadAsync(db => db.Outbox.Where(m => m.Kind == MailKind.Reply).Select(m => m.Id).SingleAsync(Stop));
    }
}
