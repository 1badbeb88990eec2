using System.Net;

namespace SupportDesk.Web.Tests.Admin;

public sealed class TemplatePagesTests
{
    [Fact]
    public async Task A_template_is_previewed_in_the_language_that_was_chosen()
    {
        await using var desk = await DeskApplication.StartAsync(new());
        using var ada = await desk.SignInAsync("ada");

        var english = await ada.GetAsync("/admin/templates/decision");
        var german = await ada.GetAsync("/admin/templates/decision?language=de");
        var paper = await ada.GetAsync("/admin/templates/decision?handler=Paper&language=de");

        english.WordsOf(".mail pre")!.ShouldContain("It was partly accepted.");
        german.WordsOf(".mail pre")!.ShouldContain("Dem wurde zum Teil zugestimmt.");
        german.WordsOf(".tabs [aria-current]").ShouldBe("German");
        paper.Text.ShouldContain("lang=\"de\"");
        paper.Headers["Content-Security-Policy"].ShouldBe("default-src 'none'; style-src 'unsafe-inline'; sandbox");
    }

    [Fact]
    public async Task What_has_no_template_is_not_found()
    {
        await using var desk = await DeskApplication.StartAsync(new());
        using var ada = await desk.SignInAsync("ada");

        (await ada.GetAsync("/admin/templates/newsletter")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await ada.GetAsync("/admin/templates/decision?language=xx")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await ada.GetAsync("/admin/templates/decision?handler=Paper&language=xx")).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
