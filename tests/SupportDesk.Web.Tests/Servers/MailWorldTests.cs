using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace SupportDesk.Web.Tests.Servers;

public sealed class MailWorldTests(MailWorld world)
{
    const string Sales = "sales@marketfield.test";

    [Fact]
    public async Task Mail_to_the_desk_wakes_an_idle_connection()
    {
        await world.ReadyAsync();
        using var desk = await world.ClientOf("Desk", "idle@marketfield.test").SignInAsync();
        await desk.Inbox.OpenAsync(FolderAccess.ReadOnly, TestContext.Current.CancellationToken);
        using var woken = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        desk.Inbox.CountChanged += (_, _) => woken.Cancel();
        var idling = desk.IdleAsync(woken.Token, TestContext.Current.CancellationToken);

        var sent = await world.ClientOf("Damion", "damion.idle@customer.test").SendAsync("idle@marketfield.test", "Order 7", "Where is it?");

        await idling;
        desk.Inbox.Count.ShouldBe(1);
        var arrived = await desk.Inbox.GetMessageAsync(0, TestContext.Current.CancellationToken);
        arrived.MessageId.ShouldBe(sent.MessageId);
        arrived.Headers["Authentication-Results"].ShouldBe("mxa.marketfield.test; spf=pass smtp.mailfrom=customer.test; dmarc=pass header.from=customer.test");
    }

    [Fact]
    public async Task A_reply_quotes_what_it_answers()
    {
        await world.ReadyAsync();
        var (damion, sales) = (world.ClientOf("Damion", "damion.quotes@customer.test"), world.ClientOf("Sales", Sales));
        await sales.SendAsync(damion.Me.Address, "Your order", "Which number?\nKind regards");
        var question = await damion.WaitForAsync("the question", mail => mail.Subject == "Your order");

        await damion.ReplyAsync(question, "It is 7.");

        var answer = await sales.WaitForAsync("the answer", mail => mail.InReplyTo == question.MessageId);
        answer.Subject.ShouldBe("Re: Your order");
        answer.References.ShouldBe([question.MessageId.ShouldNotBeNull()]);
        answer.TextBody.ShouldNotBeNull().ReplaceLineEndings("\n").ShouldMatch(@"^It is 7\.\n\nOn \w+, \d+ \w+ \d+ at \d\d:\d\d, Sales <sales@marketfield\.test> wrote:\n\n> Which number\?\n> Kind regards\n$");
        answer.HtmlBody.ShouldNotBeNull().ShouldContain("<blockquote");
    }

    [Fact]
    public async Task A_plus_address_reaches_its_mailbox()
    {
        await world.ReadyAsync();

        var sent = await world.ClientOf("Damion", "damion.plus@customer.test").SendAsync("plus+t123@marketfield.test", "By token", "Hello");

        var mail = await world.ClientOf("Desk", "plus@marketfield.test").WaitForAsync("by token", mail => mail.MessageId == sent.MessageId);
        mail.Headers["Delivered-To"].ShouldBe("plus+t123@marketfield.test");
    }

    [Fact]
    public async Task What_nobody_takes_comes_back_as_a_bounce()
    {
        await world.ReadyAsync();
        var desk = world.ClientOf("Desk", "bounces@marketfield.test");

        await desk.SendAsync("nobody@customer.test", "Into the void", "Is anybody there?");

        var bounce = await desk.WaitForAsync("a bounce", mail => mail.From.ToString().Contains("MAILER-DAEMON"));
        bounce.Body.ShouldNotBeNull().ContentType.MimeType.ShouldBe("multipart/report");
        world.DeskPostfix.Log.Deliveries().ShouldContain(delivery => delivery.Recipient == "nobody@customer.test" && delivery.Status == "bounced");
    }

    [Fact]
    public async Task A_rule_refuses_and_the_log_tells_what_was_taken()
    {
        await world.ReadyAsync();
        var desk = world.ClientOf("Desk", "refused@marketfield.test");
        using (world.DeskPolicy.AtRecipient("picky@customer.test", "450 4.7.1 Come again"))
        {
            var refusal = await Should.ThrowAsync<SmtpCommandException>(() => desk.SendAsync("picky@customer.test", "First", "Please"));

            refusal.StatusCode.ShouldBe(SmtpStatusCode.MailboxBusy);
        }

        var sent = await desk.SendAsync("picky@customer.test", "Second", "Please");

        await Eventually.True("one delivery", () => world.DeskPostfix.Log.Deliveries().Any(delivery => delivery.Recipient == "picky@customer.test"));
        world.DeskPostfix.Log.AcceptedFrom(desk.Me.Address).ShouldBe([$"<{sent.MessageId}>"]);
    }

    [Fact]
    public async Task Mail_waits_while_the_mailboxes_are_down()
    {
        await using var own = new MailWorld();
        await own.ReadyAsync();
        await own.Dovecot.StopAsync();

        using var smtp = new SmtpClient();
        await smtp.ConnectAsync("127.0.0.1", own.DeskPostfix.SmtpPort, SecureSocketOptions.None, TestContext.Current.CancellationToken);
        await smtp.SendAsync(new([MailboxAddress.Parse("damion@customer.test")], [MailboxAddress.Parse(Sales)], "Later", new TextPart { Text = "Hello" }), TestContext.Current.CancellationToken);
        await own.Dovecot.StartAsync();

        await own.ClientOf("Sales", Sales).WaitForAsync("what waited", mail => mail.Subject == "Later", TimeSpan.FromSeconds(90));
    }
}
