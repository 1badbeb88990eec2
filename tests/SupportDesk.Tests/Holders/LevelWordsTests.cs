using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Notifications;
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
        (await desk.NoticesToAsync("damion", MailKind.Step)).ShouldContain(m => m.TextBody!.Contains("it now stands with Senior VP"));
        (await desk.NoticesToAsync("damion", MailKind.Step)).ShouldNotContain(m => m.TextBody!.Contains("with Head"));
        (await desk.ReadAsync(db => db.Receipts.Where(r => r.EscalationId == id).OrderBy(r => r.No).Select(r => r.Kind).ToListAsync(Stop)))
            .ShouldBe([ReceiptKind.Raised, ReceiptKind.Delivered, ReceiptKind.Opened, ReceiptKind.Forwarded, ReceiptKind.Skipped]);
    }
}
