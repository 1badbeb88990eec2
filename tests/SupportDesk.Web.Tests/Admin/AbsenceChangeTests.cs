using System.Net;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Web.Tests.Escalations;

namespace SupportDesk.Web.Tests.Admin;

/// <summary>An absence is noted, changed, ended and called off; whoever holds a level by that hears what waits there.</summary>
public sealed class AbsenceChangeTests(DeskApplication desk) : IClassFixture<DeskApplication>, IAsyncDisposable
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    string Form => $"/admin/people/{desk.Person("tess")}/absence";

    public async ValueTask DisposeAsync() => await desk.DoAsync(db => db.Absences.ExecuteDeleteAsync());

    [Fact]
    public async Task The_deputy_is_told_at_once_when_an_absence_is_noted_and_the_holder_when_it_ends()
    {
        var number = await desk.CaseAsync();
        var ada = await desk.SignInAsync("ada");

        var noted = await ada.FollowAsync(await NoteAsync(ada, 0, 3, deputy: "aldo"));
        await ToldAsync(number, "aldo", 1);
        var change = await ada.GetAsync(await AddressAsync(ada));
        var ended = await ada.FollowAsync(await ada.SubmitAsync(change, "#end"));
        await ToldAsync(number, "tess", 2);

        noted.Words.ShouldContain("Aldo L stands in, and hears by mail what waits.");
        ended.Words.ShouldContain("Tess R is back, and hears by mail what waits at their levels.");
        (await ada.GetAsync(Form)).Document.QuerySelector(".lines").ShouldBeNull("no absence is left");
    }

    [Fact]
    public async Task An_absence_gets_another_deputy_who_is_told()
    {
        var number = await desk.CaseAsync();
        var ada = await desk.SignInAsync("ada");
        await NoteAsync(ada, 0, 3, deputy: "aldo");
        var change = await ada.GetAsync(await AddressAsync(ada));

        var done = await ada.FollowAsync(await ada.SubmitAsync(change, "#act", [("Deputy", $"{desk.Person("bojan")}")]));

        done.Words.ShouldContain("The absence of Tess R was changed:");
        await ToldAsync(number, "bojan", 1);
    }

    [Fact]
    public async Task An_absence_that_has_not_begun_is_called_off()
    {
        var ada = await desk.SignInAsync("ada");
        await NoteAsync(ada, 5, 8);
        var change = await ada.GetAsync(await AddressAsync(ada));

        change.WordsOf("#end")!.ShouldContain("Not away after all?");
        (await ada.FollowAsync(await ada.SubmitAsync(change, "#end"))).Words.ShouldContain("The absence of Tess R was called off.");
        (await desk.ReadAsync(db => db.Absences.CountAsync(Stop))).ShouldBe(0);
    }

    [Theory]
    [InlineData(4, 2, null, "An absence must end after it begins.")]
    [InlineData(-9, -7, null, "Those days are over already. Choose a last day from today on.")]
    [InlineData(6, 9, null, "Tess R is away then already:")]
    [InlineData(20, 21, "damion", "Choose a deputy from the list, or nobody.")]
    [InlineData(20, 21, "tess", "Choose a deputy from the list, or nobody.")]
    public async Task A_wrong_absence_is_refused_with_a_reason_and_keeps_what_was_typed(int from, int until, string? deputy, string reason)
    {
        var ada = await desk.SignInAsync("ada");
        await NoteAsync(ada, 5, 8);

        var refused = await NoteAsync(ada, from, until, deputy);

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Words.ShouldContain(reason);
        refused.Document.QuerySelector("#Until")!.GetAttribute("value").ShouldBe(Day(until));
        (await desk.ReadAsync(db => db.Absences.CountAsync(Stop))).ShouldBe(1);
    }

    [Fact]
    public async Task An_absence_is_not_changed_to_days_that_are_over_or_taken()
    {
        var ada = await desk.SignInAsync("ada");
        await NoteAsync(ada, 5, 8);
        await NoteAsync(ada, 20, 22);
        var change = await ada.GetAsync(await AddressAsync(ada));

        (await ada.SubmitAsync(change, "#act", [("From", Day(-9)), ("Until", Day(-7))])).Words.ShouldContain("To say that they are back, end the absence.");
        (await ada.SubmitAsync(change, "#act", [("Until", Day(21))])).Words.ShouldContain("Tess R is away then already:");
        (await ada.SubmitAsync(change, "#act", [("Until", Day(10))])).Status.ShouldBe(HttpStatusCode.Redirect, "its own days are free");
    }

    [Fact]
    public async Task Whoever_changes_what_somebody_else_just_changed_is_told_first()
    {
        var ada = await desk.SignInAsync("ada");
        await NoteAsync(ada, 5, 8);
        var (one, other) = (await ada.GetAsync(await AddressAsync(ada)), await ada.GetAsync(await AddressAsync(ada)));

        await ada.SubmitAsync(one, "#act", [("Until", Day(9))]);
        var told = await ada.SubmitAsync(other, "#act", [("Until", Day(7))]);
        await ada.SubmitAsync(told, "#act");

        told.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        told.Words.ShouldContain("Somebody changed this absence meanwhile");
        (await desk.ReadAsync(db => db.Events.CountAsync(e => e.Kind == EventKind.AbsenceChanged && e.At > desk.Clock.Now.AddMinutes(-1), Stop))).ShouldBeGreaterThanOrEqualTo(2, "sent again, it holds");
    }

    [Fact]
    public async Task A_deputy_who_is_away_too_is_said_to_be()
    {
        var ada = await desk.SignInAsync("ada");
        await NoteAsync(ada, 3, 6, person: "bojan");

        var noted = await ada.FollowAsync(await NoteAsync(ada, 0, 4, deputy: "bojan"));

        noted.Words.ShouldContain("Bojan S stands in, but is away too");
    }

    async Task<DeskPage> NoteAsync(DeskClient ada, int from, int until, string? deputy = null, string person = "tess") =>
        await ada.SubmitAsync(await ada.GetAsync($"/admin/people/{desk.Person(person)}/absence"), "form.form",
            [("From", Day(from)), ("Until", Day(until)), ("Deputy", deputy is null ? "" : $"{desk.Person(deputy)}")], "button.first");

    async Task<string> AddressAsync(DeskClient ada) => (await ada.GetAsync(Form)).Document.QuerySelector(".lines a")!.GetAttribute("href")!;

    string Day(int ahead) => $"{desk.Clock.Now.AddDays(ahead):yyyy-MM-dd}";

    Task ToldAsync(long number, string name, int times) => Eventually.True($"{name} is told what waits", () => desk.ReadAsync(async db =>
    {
        var person = desk.Person(name);
        return await db.Outbox.CountAsync(m => m.Kind == MailKind.Delivery && m.PersonId == person && db.Escalations.Any(e => e.Number == number && e.Id == m.ObjectId), Stop) == times;
    }));
}
