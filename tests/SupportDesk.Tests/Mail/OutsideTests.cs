using Microsoft.EntityFrameworkCore;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Mail;

/// <summary>Somebody who takes no part is asked about a ticket, and answers.</summary>
public sealed class OutsideTests
{
    const string Sam = "sam@supplier.test", Aldo = "aldo@marketfield.test";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task What_is_asked_leaves_for_that_person_alone_with_the_newest_message_and_no_note(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        var (ticket, aldo) = await TakenAsync(desk);
        await desk.ActAsync(ticket, (t, _) => t.Note(OutDesk.Post(aldo, "Aldo", "MARKER-7", PostKind.Note), By(aldo), desk.Now));

        await AskAsync(desk, ticket, aldo);
        await desk.DeliverAsync();

        var row = (await desk.OutboxAsync(MailKind.Outside)).ShouldHaveSingleItem();
        (row.Address, row.SentAt).ShouldBe((Sam, desk.Now));
        var sent = await desk.ReadAsync(row);
        sent.Subject.ShouldBe($"My shop is banned [#{ticket.Number}]");
        sent.From.Mailboxes.Single().Name.ShouldBe("Aldo (Marketfield)");
        sent.Headers.Contains(HeaderId.AutoSubmitted).ShouldBeFalse();
        sent.ReplyTo.Mailboxes.Single().Address.ShouldStartWith("support+");
        sent.TextBody!.ShouldStartWith("Does your check refuse this?");
        sent.TextBody!.ShouldContain("> It says I forged my tax papers.");
        $"{sent.TextBody}{sent.HtmlBody}".ShouldNotContain("MARKER-7");
        sent.TextBody!.ShouldNotContain("/track/");
        desk.Server.Got.Count(mail => mail.To == MailDesk.Damion).ShouldBe(1); // The acknowledgement.
        (await desk.Desk.PostsAsync(ticket))[^1].Kind.ShouldBe(PostKind.Note);
    }

    [Theory]
    [InlineData(Quoting.None, 0, false)]
    [InlineData(Quoting.Last, 1, true)]
    [InlineData(Quoting.All, 2, true)]
    public async Task As_much_goes_along_as_the_agent_chose(Quoting history, int quoted, bool withFile)
    {
        await using var desk = await OutDesk.OpenAsync();
        var (ticket, aldo) = await TakenAsync(desk);
        var letter = MailDesk.Letter(MailDesk.Damion, "Re", "See my papers.", await desk.Desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id));
        letter.Body = new Multipart("mixed") { letter.Body!, new MimePart("text", "plain") { Content = new MimeContent(new MemoryStream("the papers"u8.ToArray())), FileName = "papers.txt", ContentDisposition = new("attachment") } };
        await desk.Desk.TakeAsync(letter);

        await AskAsync(desk, ticket, aldo, history);
        await desk.DeliverAsync();

        var sent = await desk.ReadAsync((await desk.OutboxAsync(MailKind.Outside)).Single());
        ((string[])["> See my papers.", "> It says I forged my tax papers."]).Count(sent.TextBody!.Contains).ShouldBe(quoted);
        sent.Attachments.Any(a => a.ContentDisposition!.FileName == "papers.txt").ShouldBe(withFile);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_picture_within_the_words_goes_along_within_the_words(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        var (ticket, aldo) = await TakenAsync(desk);
        await desk.Desk.TakeAsync(await PicturedAsync(desk, ticket, 1_000));

        await AskAsync(desk, ticket, aldo);
        await desk.DeliverAsync();

        foreach (var kind in (MailKind[])[MailKind.Outside, MailKind.NewReply])
        {
            var sent = await desk.ReadAsync((await desk.OutboxAsync(kind)).Single());
            var picture = sent.BodyParts.OfType<MimePart>().Single(p => p.ContentType.IsMimeType("image", "png"));
            sent.HtmlBody!.ShouldContain($"<img src=\"cid:{picture.ContentId}\"", customMessage: $"{kind}");
            sent.HtmlBody!.ShouldNotContain("/files/");
            sent.Attachments.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_picture_that_is_too_large_for_that_goes_along_as_a_file()
    {
        await using var desk = await OutDesk.OpenAsync();
        var (ticket, aldo) = await TakenAsync(desk);
        await desk.Desk.TakeAsync(await PicturedAsync(desk, ticket, 2 * 1024 * 1024 + 1));

        await AskAsync(desk, ticket, aldo);
        await desk.DeliverAsync();

        var sent = await desk.ReadAsync((await desk.OutboxAsync(MailKind.Outside)).Single());
        sent.HtmlBody!.ShouldNotContain("<img");
        sent.Attachments.ShouldHaveSingleItem().ContentType.MimeType.ShouldBe("image/png");
    }

    [Fact]
    public async Task A_picture_of_another_post_is_never_taken_along()
    {
        await using var desk = await OutDesk.OpenAsync();
        var (ticket, aldo) = await TakenAsync(desk);
        var other = await desk.Desk.TakeAsync(await PicturedAsync(desk, ticket, 1_000));
        var picture = await desk.Desk.ReadAsync(db => db.Attachments.Where(a => a.PostId == other.PostId).Select(a => a.Id).SingleAsync(Stop));
        await desk.Desk.ReadAsync(db => db.Posts.Where(p => p.Id == other.PostId).ExecuteUpdateAsync(set => set.SetProperty(p => p.Kind, PostKind.Note), Stop));
        await desk.Desk.ReadAsync(db => db.Posts.Where(p => p.Position == 1).ExecuteUpdateAsync(set => set.SetProperty(p => p.Html, $"<p>See <img src=\"/files/{picture}\" alt=\"\"></p>"), Stop));

        await AskAsync(desk, ticket, aldo);
        await desk.DeliverAsync();

        var sent = await desk.ReadAsync((await desk.OutboxAsync(MailKind.Outside)).Single());
        sent.HtmlBody!.ShouldContain(">See</p>");
        sent.BodyParts.ShouldAllBe(p => p.ContentType.MediaType == "text");
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_answer_is_a_note_that_ends_the_wait_and_is_told_to_the_assignee(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        var (ticket, aldo) = await TakenAsync(desk);
        var to = await AskedAsync(desk, ticket, aldo);
        await desk.ActAsync(ticket, (t, _) => t.SetStatus(TicketStatus.OnHold, null, new TicketOptions(), By(aldo), desk.Now));

        var taken = await desk.Desk.TakeAsync(MailDesk.Letter(Sam, "Re: My shop is banned", "It refuses drawings.", to), Verdict.Unproved);
        await desk.DeliverAsync();

        var post = (await desk.Desk.PostsAsync(ticket))[^1];
        (taken.Outcome, taken.TicketNumber).ShouldBe((MailOutcome.Note, ticket.Number));
        (post.Kind, post.State, post.AuthorAddress, post.Text, post.Verdict).ShouldBe((PostKind.Note, PostState.Shown, Sam, "It refuses drawings.", Verdict.Unproved));
        (await desk.Desk.TicketAsync(ticket.Number)).Status.ShouldBe(TicketStatus.Open);
        var told = await desk.ReadAsync((await desk.OutboxAsync(MailKind.NewReply)).ShouldHaveSingleItem());
        told.TextBody!.ShouldContain("It refuses drawings.");
        told.TextBody!.ShouldContain("What you answer to this mail becomes a note.");
        desk.Server.Got.Count(mail => mail.To == MailDesk.Damion).ShouldBe(1);
        (await desk.Desk.ReadAsync(db => db.Participants.CountAsync(p => p.TicketId == ticket.Id, Stop))).ShouldBe(1);
        (await desk.Desk.ReadAsync(db => db.Tickets.CountAsync(Stop))).ShouldBe(1);
    }

    [Fact]
    public async Task An_agents_answer_to_that_notice_is_a_note_too()
    {
        await using var desk = await OutDesk.OpenAsync();
        var (ticket, aldo) = await TakenAsync(desk);
        await desk.Desk.TakeAsync(MailDesk.Letter(Sam, "Re", "It refuses drawings.", await AskedAsync(desk, ticket, aldo)));
        await desk.DeliverAsync();
        var told = await desk.ReadAsync((await desk.OutboxAsync(MailKind.NewReply)).Single());

        var taken = await desk.Desk.TakeAsync(MailDesk.Letter(Aldo, $"Re: {told.Subject}", "Then we know.", told.ReplyTo.Mailboxes.Single().Address, told.MessageId));

        var post = (await desk.Desk.PostsAsync(ticket))[^1];
        (taken.Outcome, post.Kind, post.AuthorId, post.Text).ShouldBe((MailOutcome.Note, PostKind.Note, aldo, "Then we know."));
        (await desk.OutboxAsync(MailKind.Reply)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_from_another_address_is_a_note_that_says_so()
    {
        await using var desk = await OutDesk.OpenAsync();
        var (ticket, aldo) = await TakenAsync(desk);

        await desk.Desk.TakeAsync(MailDesk.Letter("tom@supplier.test", "Re", "Sam is away; it refuses drawings.", await AskedAsync(desk, ticket, aldo)));

        var posts = await desk.Desk.PostsAsync(ticket);
        (posts[^2].Kind, posts[^2].AuthorAddress).ShouldBe((PostKind.Note, "tom@supplier.test"));
        posts[^1].Text.ShouldBe("The mail above answers what was sent to Sam, and comes from another address.");
    }

    [Fact]
    public async Task Their_absence_note_wakes_nobody()
    {
        await using var desk = await OutDesk.OpenAsync();
        var (ticket, aldo) = await TakenAsync(desk);
        var away = MailDesk.Letter(Sam, "Out of office", "I am on holiday.", await AskedAsync(desk, ticket, aldo));
        away.Headers.Add("Auto-Submitted", "auto-replied");
        await desk.ActAsync(ticket, (t, _) => t.SetStatus(TicketStatus.OnHold, null, new TicketOptions(), By(aldo), desk.Now));

        await desk.Desk.TakeAsync(away);

        (await desk.Desk.TicketAsync(ticket.Number)).Status.ShouldBe(TicketStatus.OnHold);
        (await desk.OutboxAsync(MailKind.NewReply)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(MailDesk.Support, "support@marketfield.test is an address of this desk: move the ticket to its team instead.")]
    [InlineData(MailDesk.Damion, "damion takes part in this ticket: write a reply.")]
    [InlineData("nobody", "is not a mail address; it should look like name@example.org.")]
    public async Task It_goes_to_nobody_who_gets_replies_anyway(string address, string refusal)
    {
        await using var desk = await OutDesk.OpenAsync();
        var (ticket, aldo) = await TakenAsync(desk);

        (await Should.ThrowAsync<DeskException>(() => AskAsync(desk, ticket, aldo, address: address))).Message.ShouldContain(refusal);

        (await desk.OutboxAsync(MailKind.Outside)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_row_that_names_another_reader_is_never_written()
    {
        await using var desk = await OutDesk.OpenAsync();
        var (ticket, aldo) = await TakenAsync(desk);
        await AskAsync(desk, ticket, aldo);
        await desk.Desk.ReadAsync(db => db.Outbox.Where(m => m.Kind == MailKind.Outside).ExecuteUpdateAsync(set => set.SetProperty(m => m.PersonId, ticket.RequesterId), Stop));

        await desk.DeliverAsync();

        var row = (await desk.OutboxAsync(MailKind.Outside)).Single();
        (row.BodyHash, row.SentAt).ShouldBe((null, null));
    }

    static Actor By(Guid agent) => new(agent, Capacity.Agent, Via.Web);

    /// <summary>Damion has written, and Aldo has the ticket.</summary>
    static async Task<(Ticket Ticket, Guid Agent)> TakenAsync(OutDesk desk)
    {
        var ticket = await desk.Desk.DamionWritesAsync();
        var aldo = await desk.Desk.AgentAsync("Aldo", Aldo);
        await desk.ActAsync(ticket, (t, _) => t.AssignTo(aldo, By(aldo), desk.Now));
        return (ticket, aldo);
    }

    /// <summary>Damion's next mail, with a picture of so many bytes in its words.</summary>
    static async Task<MimeMessage> PicturedAsync(OutDesk desk, Ticket ticket, int size)
    {
        var body = new BodyBuilder { HtmlBody = "<p>Look: <img src=\"cid:shot\"></p>" };
        byte[] png = [0x89, .. "PNG\r\n\x1a\n"u8, .. new byte[size - 8]];
        (await body.LinkedResources.AddAsync("shot.png", new MemoryStream(png), Stop)).ContentId = "shot";
        var mail = MailDesk.Letter(MailDesk.Damion, "Re", "", await desk.Desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id));
        mail.Body = body.ToMessageBody();
        return mail;
    }

    static Task AskAsync(OutDesk desk, Ticket ticket, Guid agent, Quoting history = Quoting.Last, string address = Sam) => desk.Desk.ActAsync(async db =>
    {
        var row = await db.Tickets.Include(t => t.Thread).SingleAsync(t => t.Id == ticket.Id, Stop);
        await new OutsideHelp(db).AskAsync(row, OutDesk.Post(agent, "Aldo", "Does your check refuse this?", PostKind.Note), new(address, "Sam", history), By(agent), desk.Now, Stop);
    });

    /// <returns>Where the answer goes.</returns>
    static async Task<string> AskedAsync(OutDesk desk, Ticket ticket, Guid agent)
    {
        await AskAsync(desk, ticket, agent);
        await desk.DeliverAsync();
        return (await desk.ReadAsync((await desk.OutboxAsync(MailKind.Outside)).Single())).ReplyTo.Mailboxes.Single().Address;
    }
}
