using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Notifications;
using SupportDesk.Notifications.Rendering;
using SupportDesk.Tests.Escalations;
using SupportDesk.Tests.Races;

namespace SupportDesk.Tests.Holders;

/// <summary>What a notice says to people at a level: only what they may do, and why it comes to them.</summary>
public sealed class LevelWordsTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_level_that_may_not_decide_is_asked_to_review()
    {
        var (desk, id) = await HolderDesk.OpenAsync();
        await using var _ = desk;

        (await desk.NoticeToAsync("tess")).Subject.ShouldStartWith("For you to review:");
        await desk.ForwardAsync(id, "tess");

        (await desk.NoticeToAsync("ines")).Subject.ShouldStartWith("For you to decide on:");
    }

    [Fact]
    public async Task A_notice_offers_only_what_its_level_may_do()
    {
        var (desk, id) = await HolderDesk.OpenAsync();
        await using var _ = desk;

        (await desk.NoticeToAsync("tess")).TextBody!.ShouldContain("You can forward it with a note or ask the people behind it. The people behind it are told each step.");
        await desk.ForwardAsync(id, "tess");
        (await desk.NoticeToAsync("ines")).TextBody!.ShouldContain("You can decide it, forward it with a note or ask the people behind it.");
        await desk.ForwardAsync(id, "ines");
        (await desk.NoticeToAsync("victor")).TextBody!.ShouldContain("You can decide it or ask the people behind it.");
    }

    [Theory]
    [InlineData("en", false, true, false, "You can forward it with a note. The people behind it are told each step.")]
    [InlineData("en", true, true, false, "You can decide it or forward it with a note. The people")]
    [InlineData("en", true, false, false, "You can decide it. The people")]
    [InlineData("en", false, false, true, "You can ask the people behind it. The people")]
    [InlineData("en", false, false, false, "\n\nThe people behind it are told each step.")]
    [InlineData("de", false, true, false, "Sie können sie mit einer Notiz weiterreichen. Die Menschen dahinter erfahren jeden Schritt.")]
    [InlineData("de", true, false, true, "Sie können entscheiden oder bei den Menschen dahinter nachfragen. Die Menschen")]
    [InlineData("de", true, true, true, "Sie können entscheiden, sie mit einer Notiz weiterreichen oder bei den Menschen dahinter nachfragen.")]
    [InlineData("de", false, false, false, "\n\nDie Menschen dahinter erfahren jeden Schritt.")]
    public async Task A_notice_lists_each_power_alone_and_together(string language, bool decide, bool forward, bool ask, string words)
    {
        var templates = Templates.Load(Path.Combine(AppContext.BaseDirectory, "templates", "mail"));
        var model = new DeliveryModel(1, "Picture", "Lead", "Picture", "Show one.", 1, 0, [], "", "", "1 May", decide, forward, ask, "http://desk.test/", "ab");

        var mail = await templates.WriteAsync(MailKind.Delivery, language, model, "Marketfield", "http://desk.test/");

        mail.Text.ReplaceLineEndings("\n").ShouldContain(words);
        mail.Html.ShouldContain(words.Trim());
    }

    [Fact]
    public async Task Administrators_who_inherit_a_case_are_told_why()
    {
        var (desk, id) = await HolderDesk.OpenAsync();
        await using var _ = desk;
        await desk.ForwardAsync(id, "tess");
        await desk.ForwardAsync(id, "ines");
        await desk.AcceptAsync();

        await desk.AwayAsync("victor");
        await desk.SweepAsync();

        (await desk.LoadAsync(id)).Climb.Holders.ShouldBe([desk["ada"]]);
        (await desk.NoticeToAsync("ada")).TextBody!.ShouldContain("It comes to you as an administrator: nobody of Senior VP is there now, and nobody is above.");
    }

    [Fact]
    public async Task Administrators_are_told_that_no_mail_reached_the_top()
    {
        var (desk, id) = await HolderDesk.OpenAsync();
        await using var _ = desk;
        await desk.ForwardAsync(id, "tess");
        await desk.ForwardAsync(id, "ines");
        await desk.DoAsync(async db =>
        {
            var victor = desk["victor"];
            (await db.Outbox.SingleAsync(m => m.PersonId == victor && m.Kind == MailKind.Delivery, Stop)).Fail("550 no such user", desk.Now);
        });

        await desk.SweepAsync();

        (await desk.LoadAsync(id)).Climb.Holders.Order().ShouldBe(new[] { desk["ada"], desk["victor"] }.Order());
        (await desk.NoticeToAsync("ada")).TextBody!.ShouldContain("our mail reached nobody of Senior VP");
    }

    [Fact]
    public async Task The_deputy_of_an_empty_level_is_told_why()
    {
        var (desk, id) = await HolderDesk.OpenAsync();
        await using var _ = desk;
        await desk.ForwardAsync(id, "tess");
        await desk.AcceptAsync();

        await desk.DeactivateAsync("ines");
        await desk.SweepAsync();

        (await desk.NoticeToAsync("bojan")).TextBody!.ShouldContain("you are a deputy of Head, and nobody else of that level is there now");
    }

    [Fact]
    public async Task Whoever_comes_to_an_acknowledged_case_is_not_asked_to_acknowledge_it()
    {
        var (desk, id) = await HolderDesk.OpenAsync();
        await using var _ = desk;
        await desk.DoAsync(async db =>
        {
            var row = await db.Escalations.SingleAsync(e => e.Id == id, Stop);
            row.Acknowledge(await new SupportDesk.Chains.WhoStands(db, desk.Now).ForAsync(row, Stop), Complaint.By(desk["tess"]), desk.Now);
        });

        await desk.AwayAsync("tess", "aldo");
        await desk.SweepAsync();

        var text = (await desk.NoticeToAsync("aldo")).TextBody!;
        text.ShouldNotContain("Please acknowledge it by");
        text.ShouldContain("It was acknowledged. The next step is due by");
    }

    [Fact]
    public async Task Mail_to_a_level_names_the_level_above_that_somebody_holds()
    {
        var (desk, id) = await HolderDesk.OpenAsync();
        await using var _ = desk;
        await desk.DeactivateAsync("ines");
        await desk.DeactivateAsync("bojan");

        var offered = (await desk.NoticeToAsync("tess")).TextBody!;
        await desk.DoAsync(async db =>
        {
            var row = await db.Escalations.SingleAsync(e => e.Id == id, Stop);
            row.Forward(null, await new SupportDesk.Chains.WhoStands(db, desk.Now).ForAsync(row, Stop), new(desk["tess"], Capacity.Level, Via.Mail), desk.Now);
        });
        var done = (await desk.NoticesToAsync("tess", MailKind.Understood)).Single().TextBody!;

        offered.ShouldContain(" and a note for Senior VP");
        done.ShouldContain("You have passed it on; it stands with Senior VP now.");
        (offered + done).ShouldNotContain("Head", Case.Sensitive);
    }

    [Fact]
    public async Task A_level_that_nobody_holds_is_announced_to_nobody()
    {
        var (desk, id) = await HolderDesk.OpenAsync();
        await using var _ = desk;
        await desk.DeactivateAsync("ines");
        await desk.DeactivateAsync("bojan");

        await desk.ForwardAsync(id, "tess");
        await desk.SweepAsync();
        await desk.Database.Services.GetRequiredService<Unfold>().RunAsync(Stop);

        var announced = await desk.ReadAsync(db => db.Notices.Where(n => n.Kind == MailKind.Step).Select(n => n.Event.Kind).ToListAsync(Stop));
        announced.ShouldBe([EventKind.Delivered, EventKind.Skipped]);
        (await desk.NoticesToAsync("damion", MailKind.Step)).ShouldContain(m => m.TextBody!.Contains("it went on to Senior VP"));
        (await desk.NoticesToAsync("damion", MailKind.Step)).ShouldNotContain(m => m.TextBody!.Contains("with Head"));
        (await desk.ReadAsync(db => db.Receipts.Where(r => r.EscalationId == id).OrderBy(r => r.No).Select(r => r.Kind).ToListAsync(Stop)))
            .ShouldBe([ReceiptKind.Raised, ReceiptKind.Delivered, ReceiptKind.Opened, ReceiptKind.Forwarded, ReceiptKind.Skipped]);
    }
}
