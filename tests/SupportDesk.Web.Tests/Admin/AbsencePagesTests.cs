using System.Globalization;
using Microsoft.Extensions.Time.Testing;

namespace SupportDesk.Web.Tests.Admin;

public sealed class AbsencePagesTests
{
    [Fact]
    public async Task Form_message_list_and_card_name_the_same_last_day()
    {
        await using var desk = await DeskApplication.StartAsync(new(Time: new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero))));
        using var ada = await desk.SignInAsync("ada");
        using var valeria = await desk.SignInAsync("valeria");
        var bojan = desk.Person("bojan");
        var form = await ada.GetAsync($"/admin/people/{bojan}/absence");

        var noted = await ada.SubmitAsync(form, "form.form", [("Until", "2026-03-04"), ("Deputy", $"{desk.Person("aldo")}")], "button.first");

        var day = new DateOnly(2026, 3, 4).ToString("ddd d MMM", CultureInfo.InvariantCulture);
        var list = await ada.FollowAsync(noted);
        list.Words.ShouldContain($"Bojan S is away until {day}.");
        list.WordsOf($"tr:has(a[href='/admin/people/{bojan}/absence'])")!.ShouldContain($"until {day}");
        (await valeria.GetAsync("/moderation")).WordsOf(".agents .away")!.ShouldContain($"Away until {day}");
        await desk.PushClockAsync(TimeSpan.FromHours(62));
        (await valeria.GetAsync("/moderation")).WordsOf(".agents .away")!.ShouldContain($"Away until {day}");
        await desk.PushClockAsync(TimeSpan.FromHours(1));
        (await valeria.GetAsync("/moderation")).WordsOf(".agents .away").ShouldBeNull();
    }
}
