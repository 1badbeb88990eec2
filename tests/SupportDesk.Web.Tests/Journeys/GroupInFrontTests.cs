using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Threads;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Journeys;

/// <summary>
/// J1's mail with a group in front of the desk: customers know the group's address alone, and it rewrites From, adds the fields of a list and hands the mail to the mailbox
/// that the desk reads, all by real Postfix and Dovecot.
/// </summary>
public sealed class GroupInFrontTests(MailWorld world, Browser browser)
{
    const string Subject = "A lamp by the group", Words = "the lamp is broken", Answer = "We send another lamp.", Through = "The other lamp is broken too.", Direct = "The third one shines.";
    static readonly TimeSpan Mail = TimeSpan.FromSeconds(60);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_conversation_through_a_group_is_one_ticket_with_one_acknowledgement_and_no_loop()
    {
        Machine.NeedsChromium();
        await world.ReadyAsync();
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var desk = await DeskProcess.StartAsync(Settings(database), "Development");
        var (group, inbox) = (world.DeskPostfix.GroupAddress, world.DeskPostfix.MemberAddress);
        var (damion, aldo) = (world.ClientOf("Damion G", "damion.group@customer.test"), world.ClientOf("Aldo L", "aldo@marketfield.test"));
        await using var valeria = await Seat.TakeAsync(browser, desk, "Valeria K");

        // By the group first, then the same mail straight into the mailbox, which proves its writer.
        var sent = await damion.SendAsync(group, Subject, $"Hello,\n\n{Words}.\n\nDamion");
        var acknowledged = await damion.WaitForAsync("the acknowledgement", m => IsAbout(m, desk, "/track/"), Mail);
        await damion.DeliverAsync(sent, recipient: inbox);
        await UntilAsync(database, "the copy is noted", rows => rows.Exists(m => m.CopyOfId != null));
        acknowledged.ReplyTo.ToString().ShouldContain($"{group[..group.IndexOf('@', StringComparison.Ordinal)]}+");
        acknowledged.TextBody!.ShouldNotContain(Words, customMessage: "nothing proves the address, so nothing of the mail goes to it");

        var ticket = await valeria.AssignAsync(Subject, "Aldo L");
        await using var agent = await Seat.TakeAsync(browser, desk, "Aldo L");
        await agent.GoAsync(ticket);
        await agent.SeesAsync("Damion G");
        await Assertions.Expect(agent.Page.Locator("article.post").First.Locator("header")).ToContainTextAsync("not verified");
        await agent.Page.Locator("#composer trix-editor").PressSequentiallyAsync(Answer);
        await agent.Page.Locator("#composer button[name=then][value=Pend]").ClickAsync();
        var answered = await damion.WaitForAsync("the agent's answer", m => m.TextBody?.Contains(Answer, StringComparison.Ordinal) == true, Mail);

        // The group hands our own answer back, as it does where one of its members has their mail passed on to it.
        await damion.DeliverAsync(answered, recipient: group);
        await UntilAsync(database, "our own mail is known", rows => rows.Exists(m => m is { Class: MailClass.Own, Outcome: MailOutcome.Ignored }));

        // By his reply address through the group, and by the same one of the mailbox itself.
        await damion.ReplyAsync(answered, Through);
        await aldo.WaitForAsync("a notice of the answer", m => IsAbout(m, desk, ticket) && m.TextBody!.Contains(Through, StringComparison.Ordinal), Mail);
        answered.ReplyTo.Clear();
        answered.ReplyTo.Add(MailboxAddress.Parse(acknowledged.ReplyTo.Mailboxes.Single().Address.Replace("help.group+", "help.inbox+", StringComparison.Ordinal)));
        await damion.ReplyAsync(answered, Direct);
        await UntilAsync(database, "both answers came", rows => rows.Count(m => m.Outcome == MailOutcome.Posted) == 2);

        await ShouldBeOneAsync(database, group);
        (await damion.AllAsync()).Count(m => m.TextBody!.Contains(desk.Address, StringComparison.Ordinal)).ShouldBe(2, "an acknowledgement and an answer");
        await agent.GoAsync(ticket);
        await agent.SeesAsync(Direct);
        await Assertions.Expect(agent.Page.Locator("article.post").Last.Locator("header")).ToContainTextAsync(", verified");
    }

    // The mails of this mailbox: what came is one ticket, two posts on it and two that made none; and whose word counts for what.
    static async Task ShouldBeOneAsync(TestDatabase database, string group)
    {
        await using var db = database.Open();
        var box = await db.Mailboxes.SingleAsync(m => m.Address == group, Stop);
        var rows = await db.IncomingMail.AsNoTracking().Where(m => m.MailboxId == box.Id && m.Uid != null).OrderBy(m => m.Id).ToListAsync(Stop);
        var number = rows[0].TicketId;
        rows.Select(m => (m.Outcome, m.Verdict)).ShouldBe([(MailOutcome.NewTicket, Verdict.Unproved), (MailOutcome.Ignored, Verdict.Proved), (MailOutcome.Ignored, Verdict.Unproved), (MailOutcome.Posted, Verdict.Unproved), (MailOutcome.Posted, Verdict.Proved)]);
        rows.Where(m => m.Class != MailClass.Own).ShouldAllBe(m => m.TicketId == number && m.FromKey == "damion.group@customer.test");
        rows[0].ProofReason!.ShouldContain("dmarc=pass", customMessage: "our own domain's word stands on it, and proves nobody");
        (await db.Outbox.Where(m => m.Kind == MailKind.Acknowledgement && m.AddressKey == "damion.group@customer.test").CountAsync(Stop)).ShouldBe(1);
        (await db.Outbox.AsNoTracking().Select(m => m.AddressKey).ToListAsync(Stop)).ShouldNotContain(a => a.StartsWith("help.", StringComparison.Ordinal));
    }

    static Task UntilAsync(TestDatabase database, string what, Func<List<IncomingMail>, bool> holds) => Eventually.True(what, async () =>
    {
        await using var db = database.Open();
        return holds(await db.IncomingMail.AsNoTracking().Where(m => m.Uid != null).ToListAsync(Stop));
    }, Mail);

    static bool IsAbout(MimeMessage mail, DeskProcess desk, string path) => mail.TextBody?.Contains(desk.Address + path, StringComparison.Ordinal) == true;

    // The desk is known by the group's address and reads the mailbox behind it.
    Dictionary<string, string?> Settings(TestDatabase database) => new(world.DeskSettings(world.DeskPostfix.MemberAddress).Concat(database.Settings))
    {
        ["Mail:Mailboxes:0:Address"] = world.DeskPostfix.GroupAddress,
        ["Mail:Mailboxes:0:Trust:FormSenders:0"] = world.DeskPostfix.GroupAddress,
        ["Serilog:MinimumLevel:Default"] = "Warning",
    };
}
