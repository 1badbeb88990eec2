using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Tests.Escalations;
using SupportDesk.Tests.Races;

namespace SupportDesk.Tests.Holders;

/// <summary>Whoever holds the level hears that the last supporter withdrew, if they had heard of the case at all.</summary>
public sealed class CaseEndTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Whoever_holds_the_level_hears_that_the_case_was_withdrawn(DatabaseProvider engine)
    {
        var (desk, id) = await HolderDesk.OpenAsync(engine);
        await using var _ = desk;
        await desk.LeadAsync("aldo", leads: true);
        await desk.SweepAsync();
        await desk.AcceptAsync();

        await desk.DoAsync(desk.Leave(id, "damion"));

        (await desk.MailedAsync(MailKind.CaseWithdrawn)).ShouldBe(["aldo", "tess"]);
        (await WhyNotAsync(desk, "tess")).ShouldBeNull();
        var mail = (await desk.NoticesToAsync("tess", MailKind.CaseWithdrawn)).Single();
        mail.Subject.ShouldBe("Withdrawn: Mandatory profile picture [E-1]");
        mail.TextBody!.ShouldContain("The last person behind this case has withdrawn. It was with Team lead, and so with you.");
        mail.TextBody!.ShouldNotContain("damion", Case.Insensitive);
    }

    [Fact]
    public async Task Whoever_had_not_heard_of_the_case_is_not_told_of_its_end()
    {
        var (desk, id) = await HolderDesk.OpenAsync(delivered: false);
        await using var _ = desk;

        await desk.DoAsync(desk.Leave(id, "damion"));

        (await WhyNotAsync(desk, "tess")).ShouldBe("They had not heard of the case.");
    }

    [Fact]
    public async Task Whoever_stays_behind_a_case_keeps_it_on_its_way_and_nobody_is_told_of_an_end()
    {
        var (desk, _) = await HolderDesk.OpenAsync();
        await using var _1 = desk;
        var two = await desk.RaiseAsync(true, "damion", "muhammed");

        await desk.DoAsync(desk.Leave(two.Id, "damion"));

        (await desk.MailedAsync(MailKind.CaseWithdrawn)).ShouldBeEmpty();
    }

    static Task<string?> WhyNotAsync(CaseDesk desk, string name) => desk.ReadAsync(async db =>
    {
        var person = desk[name];
        return await LastCheck.AgainstAsync(db, await db.Outbox.SingleAsync(m => m.PersonId == person && m.Kind == MailKind.CaseWithdrawn, Stop), desk.Now, Stop);
    });
}
