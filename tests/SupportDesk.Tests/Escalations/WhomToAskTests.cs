using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Tests.Races;

namespace SupportDesk.Tests.Escalations;

public sealed class WhomToAskTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_list_of_whom_to_ask_names_only_those_who_may_be_named(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var id = (await desk.RaiseAsync(true, "damion", "muhammed", "aldo", "bojan", "tess")).Id;
        await SayAsync(desk, id, "damion", Consent.Named, "I have no camera.");
        await SayAsync(desk, id, "muhammed", Consent.Anonymous, "My picture is original, says Muhammed.");
        await SayAsync(desk, id, "aldo", Consent.Anonymous, null);
        await SayAsync(desk, id, "bojan", Consent.Private, "Nobody reads this.");
        await SayAsync(desk, id, "tess", Consent.Named, "I leave.");
        await desk.DoAsync(desk.Leave(id, "tess"));

        await using var scope = desk.Database.Services.CreateAsyncScope();
        var people = await scope.ServiceProvider.GetRequiredService<DossierQuery>().AddresseesAsync(id, Stop);

        people.Select(p => p.Name)
            .ShouldBe(["damion", "Whoever said “My picture is original, says […].”", "Someone who prefers not to be named"],
                ignoreOrder: true);
    }

    static Task SayAsync(CaseDesk desk, Guid id, string name, Consent form, string? words) => desk.DoAsync(async db =>
    {
        var person = desk[name];
        var supporter = await db.Supporters.SingleAsync(s => s.EscalationId == id && s.PersonId == person, Stop);
        if (words is not null)
            supporter.Pick(Guid.CreateVersion7(desk.Now), 1, words, Complaint.System, desk.Now);
        supporter.Answer(form, "test", 1, fresh: true, Complaint.By(person), desk.Now);
    });
}
