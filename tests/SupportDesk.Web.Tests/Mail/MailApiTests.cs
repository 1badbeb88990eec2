using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace SupportDesk.Web.Tests.Mail;

public sealed class MailApiTests : IAsyncLifetime
{
    const string Key = "a-key-for-the-postfix-pipe";
    DeskApplication desk = null!;
    HttpClient http = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        desk = await DeskApplication.StartAsync(new(More: new Dictionary<string, string?>
        {
            ["Mail:Mailboxes:0:Name"] = "support",
            ["Mail:Mailboxes:0:Address"] = "support@marketfield.test",
            ["Mail:Mailboxes:0:Trust:AuthServIds:0"] = "mx.marketfield.test",
            ["Mail:Mailboxes:1:Name"] = "billing",
            ["Mail:Mailboxes:1:Address"] = "billing@marketfield.test",
            ["Mail:RawKeys:0:Key"] = Key,
            ["Mail:RawKeys:0:Mailbox"] = "support",
        }));
        http = desk.Http();
    }

    [Fact]
    public async Task A_message_is_taken_in_and_its_answer_says_what_was_understood()
    {
        const string mail = "Authentication-Results: mx.marketfield.test; dmarc=pass header.from=customer.test\nFrom: Damion <damion@customer.test>\nSubject: Banned\n\nPlease help.\n\n-- \nDamion\n";

        var answer = await JsonAsync(await PostAsync(mail, Key));
        var again = await JsonAsync(await PostAsync(mail, Key));

        answer.GetProperty("outcome").GetString().ShouldBe("newTicket");
        answer.GetProperty("ticket").GetInt64().ShouldBe(1);
        var understood = answer.GetProperty("understood");
        understood.GetProperty("newText").GetString().ShouldBe("Please help.");
        understood.GetProperty("verdict").GetString().ShouldBe("proved");
        again.GetProperty("repeated").GetBoolean().ShouldBeTrue();
        again.GetProperty("post").GetGuid().ShouldBe(answer.GetProperty("post").GetGuid());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a-key-for-the-postfix-pipf")]
    [InlineData("a-key-for-the-postfix-pipe, a-key-for-the-postfix-pipe")]
    [Trait("threat", "T41")]
    public async Task Nobody_hands_mail_in_without_the_key(string? key)
    {
        var answer = await PostAsync("From: damion@customer.test\n\nHello\n", key);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await desk.ReadAsync(db => Task.FromResult(db.IncomingMail.Count()))).ShouldBe(0);
    }

    [Fact, Trait("threat", "T41")]
    public async Task T41_A_message_handed_in_again_is_recorded_once()
    {
        const string mail = "From: damion@customer.test\nSubject: Once\n\nHello\n";

        var answers = new List<JsonElement>();
        for (var n = 0; n < 3; n++)
            answers.Add(await JsonAsync(await PostAsync(mail, Key)));

        answers.Select(a => a.GetProperty("repeated").GetBoolean()).ShouldBe([false, true, true]);
        (await desk.ReadAsync(db => Task.FromResult((db.IncomingMail.Count(), db.Tickets.Count(), db.Posts.Count())))).ShouldBe((1, 1, 1));
    }

    [Fact, Trait("threat", "T41")]
    public async Task T41_A_key_hands_in_for_its_own_mailbox_whatever_the_request_says()
    {
        await JsonAsync(await PostAsync("From: damion@customer.test\nTo: billing@marketfield.test\nDelivered-To: billing@marketfield.test\nX-Mailbox: billing\n\nHello\n", Key, "?mailbox=billing&mailboxId=2"));

        var taken = await desk.ReadAsync(db => Task.FromResult(db.IncomingMail.Select(m => db.Mailboxes.Single(b => b.Id == m.MailboxId).Name).Single()));
        taken.ShouldBe("support");
    }

    [Fact]
    public async Task A_message_over_the_limit_is_refused()
    {
        using var content = new ByteArrayContent(new byte[(40 * 1024 * 1024) + 1]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/mail/raw") { Content = content, Headers = { Authorization = new("Bearer", Key) } };

        var answer = await http.SendAsync(request, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await desk.DisposeAsync();
    }

    async Task<HttpResponseMessage> PostAsync(string mail, string? key, string query = "")
    {
        using var content = new StringContent(mail, Encoding.UTF8, new MediaTypeHeaderValue("message/rfc822"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/mail/raw" + query) { Content = content };
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        return await http.SendAsync(request, Stop);
    }

    static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement;
    }
}
