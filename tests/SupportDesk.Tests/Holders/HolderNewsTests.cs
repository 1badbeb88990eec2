using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.People;
using SupportDesk.Tests.Escalations;
using SupportDesk.Tests.Races;

namespace SupportDesk.Tests.Holders;

/// <summary>Whoever comes to hold the level where a case is hears what waits there, whatever made them its holder.</summary>
public sealed class HolderNewsTests
{
    static readonly TimeSpan Day = TimeSpan.FromDays(1);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_deputy_hears_of_what_waits_when_an_absence_is_noted(DatabaseProvider engine)
    {
        var (desk, _) = await HolderDesk.OpenAsync(engine);
        await using var _1 = desk;

        await desk.AwayAsync("tess", "aldo");
        await desk.SweepAsync();

        (await desk.NoticesAsync("aldo")).ShouldBe(1);
        (await desk.NoticesAsync("tess")).ShouldBe(1);
        (await desk.NoticeToAsync("aldo")).TextBody!.ShouldContain("It comes to you because you stand in for tess, who is away.");
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_deputy_hears_when_an_absence_begins_later_changes_and_begins_again(DatabaseProvider engine)
    {
        var (desk, _) = await HolderDesk.OpenAsync(engine);
        await using var _1 = desk;
        await desk.AwayAsync("tess", "aldo", TimeSpan.FromHours(2), 3 * Day);
        await desk.SweepAsync();
        (await desk.NoticesAsync("aldo")).ShouldBe(0, "the absence has not begun");

        desk.Time.Advance(TimeSpan.FromHours(2));
        await desk.SweepAsync();
        (await desk.NoticesAsync("aldo")).ShouldBe(1);

        await desk.ChangeAsync("tess", async (db, tess) => tess.ChangeAbsence(await db.Absences.SingleAsync(a => a.PersonId == tess.Id, Stop), desk.Now, desk.Now + Day, desk["bojan"], Complaint.System, desk.Now));
        await desk.SweepAsync();
        (await desk.NoticesAsync("bojan")).ShouldBe(1);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Whoever_comes_back_hears_what_waits_for_them_again(DatabaseProvider engine)
    {
        var (desk, _) = await HolderDesk.OpenAsync(engine);
        await using var _1 = desk;
        await desk.AwayAsync("tess", "aldo");
        await desk.AcceptAsync();

        await desk.BackAsync("tess");
        await desk.SweepAsync();

        (await desk.NoticesAsync("tess")).ShouldBe(2);
        (await desk.NoticeToAsync("tess")).TextBody!.ShouldContain("It has been there since");
    }

    [Theory]
    [InlineData("a lead joins", "aldo", DatabaseProvider.Sqlite)]
    [InlineData("a lead joins", "aldo", DatabaseProvider.Postgres)]
    [InlineData("a member of another team comes as lead", "bojan", DatabaseProvider.Sqlite)]
    [InlineData("the lead changes", "aldo", DatabaseProvider.Sqlite)]
    [InlineData("the owner changes", "victor", DatabaseProvider.Sqlite)]
    [InlineData("the owner changes", "victor", DatabaseProvider.Postgres)]
    [InlineData("the holder is deactivated", "bojan", DatabaseProvider.Sqlite)]
    [InlineData("the holder is reactivated", "ines", DatabaseProvider.Sqlite)]
    [InlineData("the role is granted", "aldo", DatabaseProvider.Sqlite)]
    public async Task Whoever_becomes_level_holder_is_told_what_waits(string change, string told, DatabaseProvider engine)
    {
        var (desk, id) = await HolderDesk.OpenAsync(engine);
        await using var _ = desk;
        await PrepareAsync(desk, id, change);
        var before = await desk.NoticesAsync(told);

        await MakeAsync(desk, change);
        await desk.SweepAsync();
        await desk.SweepAsync();

        (await desk.NoticesAsync(told)).ShouldBe(before + 1);
        (await desk.LoadAsync(id)).Climb.Holders.ShouldContain(desk[told]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_holder_who_appears_before_the_first_notice_is_delivered_gets_one(DatabaseProvider engine)
    {
        var (desk, _) = await HolderDesk.OpenAsync(engine, delivered: false);
        await using var _1 = desk;

        await desk.LeadAsync("aldo", leads: true);
        await desk.SweepAsync();

        (await desk.MailedAsync(MailKind.Delivery)).ShouldBe(["aldo", "tess"]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Two_sweeps_at_once_tell_a_new_holder_once(DatabaseProvider engine)
    {
        var (desk, _) = await HolderDesk.OpenAsync(engine);
        await using var _1 = desk;
        await desk.LeadAsync("aldo", leads: true);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(desk.SweepAsync, Stop)));

        (await desk.MailedAsync(MailKind.Delivery)).ShouldBe(["aldo", "tess"]);
    }

    [Fact]
    public async Task Whoever_leads_and_passes_a_case_up_gets_the_dossier_too()
    {
        await using var desk = await CaseDesk.OpenAsync(DatabaseProvider.Sqlite);
        await desk.AddMailboxAsync();
        var ticket = await desk.TicketAsync("damion");

        await desk.DoAsync(async db =>
        {
            var post = await db.Posts.Where(p => p.ThreadId == ticket.ThreadId).Select(p => p.Id).FirstAsync(Stop);
            await new SupportDesk.Escalations.PassUp(db, Microsoft.Extensions.Options.Options.Create(new SupportDesk.Chains.EscalationOptions()))
                .DoAsync(await db.Tickets.SingleAsync(t => t.Id == ticket.Id, Stop), new(desk.PolicyId, "", [new(post, "I have no picture.")], post, null), Complaint.By(desk["tess"]), desk.Now, Stop);
        });
        await desk.SweepAsync();

        (await desk.MailedAsync(MailKind.Delivery)).ShouldBe(["tess"]);
    }

    [Fact]
    public async Task Whoever_takes_a_case_up_has_it_in_view_and_is_not_told()
    {
        var (desk, id) = await HolderDesk.OpenAsync();
        await using var _ = desk;

        await desk.DoAsync(async db =>
        {
            var row = await db.Escalations.SingleAsync(e => e.Id == id, Stop);
            row.Acknowledge(await new WhoStands(db, desk.Now).ForAsync(row, Stop), Complaint.By(desk["victor"]), desk.Now);
        });
        await desk.SweepAsync();

        (await desk.LoadAsync(id)).Climb.Level.ShouldBe(3);
        (await desk.NoticesAsync("victor")).ShouldBe(0);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_case_on_its_way_during_an_upgrade_tells_nobody_again(DatabaseProvider engine)
    {
        var (desk, id) = await HolderDesk.OpenAsync(engine);
        await using var _ = desk;
        await desk.DoAsync(db => db.Escalations.ExecuteUpdateAsync(set => set.SetProperty(e => e.Climb.HolderIds, ""), Stop));

        await desk.DoAsync(db => db.Database.ExecuteSqlRawAsync(CaseUpgrade.HoldersOf(postgres: engine == DatabaseProvider.Postgres), Stop));
        await desk.SweepAsync();

        (await desk.LoadAsync(id)).Climb.Holders.ShouldBe([desk["tess"]]);
        (await desk.MailedAsync(MailKind.Delivery)).ShouldBe(["tess"]);
    }

    static async Task PrepareAsync(CaseDesk desk, Guid id, string change)
    {
        if (change is "the owner changes" or "the holder is deactivated" or "the holder is reactivated")
        {
            await desk.ForwardAsync(id, "tess");
            await desk.AcceptAsync();
        }

        if (change == "the holder is reactivated")
        {
            await desk.DeactivateAsync("ines");
            await desk.AcceptAsync();
        }
        else if (change == "the role is granted")
        {
            await desk.DeactivateAsync("tess");
            await desk.DeactivateAsync("ines");
            await desk.DeactivateAsync("bojan");
            await desk.DeactivateAsync("victor");
            await desk.SweepAsync();
            await desk.AcceptAsync();
        }
    }

    static Task MakeAsync(CaseDesk desk, string change) => change switch
    {
        "a lead joins" => desk.LeadAsync("aldo", leads: true),
        "a member of another team comes as lead" => desk.LeadAsync("bojan", leads: true),
        "the lead changes" => ChangeLeadAsync(desk),
        "the owner changes" => desk.OwnAsync("victor"),
        "the holder is deactivated" => desk.DeactivateAsync("ines"),
        "the holder is reactivated" => desk.ReactivateAsync("ines"),
        _ => desk.ChangeAsync("aldo", (_, aldo) =>
        {
            aldo.Grant(Role.Administrator, Complaint.System, desk.Now);
            return Task.CompletedTask;
        }),
    };

    static async Task ChangeLeadAsync(CaseDesk desk)
    {
        await desk.LeadAsync("tess", leads: false);
        await desk.LeadAsync("aldo", leads: true);
    }
}
