using System.Text;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Threads;

namespace SupportDesk.Tests.Mail;

/// <summary>What leaves, to whom, and when.</summary>
public sealed class DeliveryTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_reply_leaves_once_it_can_no_longer_be_undone(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        var (ticket, _) = await desk.AnsweredAsync();

        await desk.DeliverAsync(TimeSpan.FromSeconds(9));
        (await desk.OutboxAsync(MailKind.Reply)).ShouldHaveSingleItem().SentAt.ShouldBeNull();
        await desk.DeliverAsync(TimeSpan.FromSeconds(2));

        var mail = (await desk.OutboxAsync(MailKind.Reply)).ShouldHaveSingleItem();
        mail.SentAt.ShouldBe(desk.Now);
        var sent = await desk.ReadAsync(mail);
        sent.To.ToString().ShouldContain(MailDesk.Damion);
        sent.MessageId.ShouldBe(mail.MessageId);
        sent.Subject!.ShouldBe($"Re: My shop is banned [#{ticket.Number}]");
        sent.ReplyTo.Mailboxes.Single().Address.ShouldStartWith("support+");
        sent.TextBody!.ShouldContain("We are looking into it.");
        sent.TextBody!.ShouldContain("> It says I forged my tax papers.");
        sent.Headers.Contains(HeaderId.AutoSubmitted).ShouldBeFalse();
        desk.Server.Got[^1].From.ShouldBe(sent.ReplyTo.Mailboxes.Single().Address);
    }

    [Fact]
    public async Task Each_reader_of_a_reply_is_told_who_else_got_it()
    {
        await using var desk = await OutDesk.OpenAsync();
        var ticket = await desk.Desk.DamionWritesAsync();
        await desk.ActAsync(ticket, (row, db) =>
        {
            var max = SupportDesk.People.Person.Meet("Max Lind", "en", Actor.System(Via.Job), desk.Now);
            max.AddAddress("max@team.test", Actor.System(Via.Job), desk.Now);
            db.Add(max);
            row.Join(max.Id, max.PrimaryAddressId, SupportDesk.Tickets.ParticipantKind.Copied, Actor.System(Via.Job), desk.Now);
        });
        await desk.ReplyAsync(ticket, await desk.Desk.AgentAsync("Aldo", "aldo@marketfield.test"));

        await desk.DeliverAsync(TimeSpan.FromMinutes(1));

        var mails = (await desk.OutboxAsync(MailKind.Reply)).ToDictionary(m => m.Address);
        var (damions, maxs) = (await desk.ReadAsync(mails[MailDesk.Damion]), await desk.ReadAsync(mails["max@team.test"]));
        damions.TextBody!.ShouldContain("Also sent to Max Lind");
        maxs.TextBody!.ShouldContain("Also sent to ");
        maxs.TextBody!.ShouldNotContain("Also sent to Max");
        damions.To.Concat(damions.Cc).Count().ShouldBe(1, "each has a mail of their own");
    }

    [Fact]
    public async Task A_reply_continues_the_requesters_own_thread()
    {
        await using var desk = await OutDesk.OpenAsync();
        var letter = MailDesk.Letter(MailDesk.Damion, "My shop is banned", "It says I forged my tax papers.");
        letter.MessageId = "CAJ+Mixed.Case@mail.customer.test";
        var ticket = await desk.Desk.TicketAsync((await desk.Desk.TakeAsync(letter)).TicketNumber!.Value);
        await desk.DeliverAsync();
        await desk.ReplyAsync(ticket, await desk.Desk.AgentAsync("Aldo", "aldo@marketfield.test"));

        await desk.DeliverAsync(TimeSpan.FromMinutes(1));

        var acknowledgement = (await desk.OutboxAsync(MailKind.Acknowledgement)).Single();
        var sent = await desk.ReadAsync((await desk.OutboxAsync(MailKind.Reply)).Single());
        sent.References.ShouldBe(["CAJ+Mixed.Case@mail.customer.test", acknowledgement.MessageId]);
        sent.InReplyTo.ShouldBe(acknowledgement.MessageId);
    }

    [Fact]
    public async Task An_acknowledgement_to_an_unproved_address_repeats_none_of_its_words()
    {
        await using var desk = await OutDesk.OpenAsync();
        await desk.Desk.TakeAsync(MailDesk.Letter(MailDesk.Muhammed, "Buy cheap watches", "http://watches.test"), Verdict.Unproved);

        await desk.DeliverAsync();

        var sent = await desk.ReadAsync((await desk.OutboxAsync()).Single());
        sent.ToString().ShouldNotContain("watches");
        sent.Headers[HeaderId.AutoSubmitted].ShouldBe("auto-replied");
        sent.TextBody!.ShouldContain("/track/");
    }

    [Fact]
    public async Task A_picture_within_a_reply_that_an_agent_mailed_comes_once_within_the_words()
    {
        await using var desk = await OutDesk.OpenAsync();
        var ticket = await desk.Desk.DamionWritesAsync();
        var aldo = await desk.Desk.AgentAsync("Aldo", "aldo@marketfield.test");
        var body = new BodyBuilder { HtmlBody = "<p>Press this: <img src=\"cid:shot\"></p>" };
        byte[] png = [0x89, .. "PNG\r\n\x1a\n"u8];
        (await body.LinkedResources.AddAsync("shot.png", new MemoryStream(png), Stop)).ContentId = "shot";
        body.Attachments.Add("form.pdf", "%PDF-1.7"u8.ToArray());
        var answer = MailDesk.Letter("aldo@marketfield.test", "Re", "", await desk.Desk.ReplyAddressAsync(aldo, ticket.Id, ReplyPurpose.Agent));
        answer.Body = body.ToMessageBody();
        await desk.Desk.TakeAsync(answer);

        await desk.DeliverAsync(TimeSpan.FromMinutes(1));

        var sent = await desk.ReadAsync((await desk.OutboxAsync(MailKind.Reply)).Single());
        var picture = sent.BodyParts.OfType<MimePart>().Single(p => p.ContentType.IsMimeType("image", "png"));
        sent.HtmlBody!.ShouldContain($"<img src=\"cid:{picture.ContentId}\"");
        sent.Attachments.Select(a => a.ContentDisposition!.FileName).ShouldBe(["form.pdf"]);
    }

    [Fact]
    public async Task A_note_reaches_no_requester()
    {
        await using var desk = await OutDesk.OpenAsync();
        var (ticket, aldo) = await desk.AnsweredAsync();
        await desk.ActAsync(ticket, (t, _) => t.Note(OutDesk.Post(aldo, "Aldo", "MARKER-7", PostKind.Note), new Actor(aldo, Capacity.Agent, Via.Web), desk.Now));
        await desk.ReplyAsync(ticket, aldo, "One more thing.");

        await desk.DeliverAsync(TimeSpan.FromMinutes(1));

        desk.Server.Got.Count.ShouldBe(3);
        desk.Server.Got.ShouldAllBe(mail => !Decoded(mail.Mime).Contains("MARKER-7"));
    }

    [Fact, Trait("threat", "T07b")]
    public async Task T07b_Names_and_subjects_make_no_headers_and_no_recipients()
    {
        await using var desk = await OutDesk.OpenAsync();
        var letter = MailDesk.Letter(MailDesk.Damion, "Hello\u0007 {{ number }}", "Words.");
        letter.From.Clear();
        letter.From.Add(new MailboxAddress("a, b@evil.test <x@evil.test>\r\nBcc: c@evil.test", MailDesk.Damion));
        var ticket = await desk.Desk.TicketAsync((await desk.Desk.TakeAsync(letter)).TicketNumber!.Value);
        await desk.ReplyAsync(ticket, await desk.Desk.AgentAsync("Aldo\r\nBcc: d@evil.test", "aldo@marketfield.test"));

        await desk.DeliverAsync(TimeSpan.FromMinutes(1));

        foreach (var (_, to, mime) in desk.Server.Got)
        {
            var sent = await MimeMessage.LoadAsync(new MemoryStream(mime), Stop);
            to.ShouldBe(MailDesk.Damion);
            sent.To.Mailboxes.ShouldHaveSingleItem().Address.ShouldBe(MailDesk.Damion);
            sent.Headers.Contains(HeaderId.Bcc).ShouldBeFalse();
            sent.Subject!.ShouldContain("Hello {{ number }}");
        }
    }

    static string Decoded(byte[] mime)
    {
        using var message = MimeMessage.Load(new MemoryStream(mime));
        return string.Concat(Encoding.ASCII.GetString(mime), message.TextBody, message.HtmlBody, message.Subject);
    }
}
