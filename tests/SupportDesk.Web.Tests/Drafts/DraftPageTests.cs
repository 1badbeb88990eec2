using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Escalations;
using SupportDesk.Web.Tests.Escalations;
using SupportDesk.Web.Tests.Tickets;

namespace SupportDesk.Web.Tests.Drafts;

public sealed class DraftPageTests(DeskApplication desk) : IClassFixture<DeskApplication>
{
    [Fact]
    public async Task A_form_that_was_opened_as_a_note_cannot_be_sent_as_a_reply()
    {
        var (number, aldo) = (await desk.TicketAsync("Picture refused"), await desk.SignInAsync("aldo"));
        var note = FieldsOf(await aldo.GetAsync($"/tickets/{number}"), "#note");

        var sent = await aldo.PostAsync($"/tickets/{number}/reply", [.. note, ("words", "He is rude."), ("seen", "1")]);
        var unnamed = await aldo.PostAsync($"/tickets/{number}/reply", [.. note.Where(f => f.Name != "draft-kind"), ("words", "He is rude.")]);
        var outside = await aldo.PostAsync($"/tickets/{number}/outside", [.. note, ("words", "He is rude."), ("Address", "other@supplier.test")]);

        new[] { sent, unnamed, outside }.ShouldAllBe(answer => answer.Status == HttpStatusCode.UnprocessableEntity);
        sent.Words.ShouldContain("nothing was sent");
        (await desk.PostsAsync(number)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_draft_that_is_a_note_cannot_be_sent_as_a_reply_under_another_kind()
    {
        var (number, aldo) = (await desk.TicketAsync("Picture refused"), await desk.SignInAsync("aldo"));
        var page = await aldo.GetAsync($"/tickets/{number}");
        await KeepAsync(aldo, page, "#note", ("words", "He is rude."));
        var note = FieldsOf(await aldo.GetAsync($"/tickets/{number}"), "#note").First(f => f.Name == "draft").Value;

        var sent = await aldo.SubmitAsync(page, "#composer", [("draft", note), ("words", "He is rude.")], "[value=Pend]");

        sent.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await desk.PostsAsync(number)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Files_of_a_note_stay_with_the_note()
    {
        var (number, aldo) = (await desk.TicketAsync("Picture refused"), await desk.SignInAsync("aldo"));
        var page = await aldo.GetAsync($"/tickets/{number}");
        var file = await AttachAsync(aldo, page, "#note");

        await aldo.SubmitAsync(page, "#composer", [("format", "html"), ("words", $"<p>See <img src=\"/files/{file}\"></p>"), ("keep", $"{file}")], "[value=Pend]");
        var reply = (await desk.PostsAsync(number))[^1];
        var noted = await aldo.SubmitAsync(await aldo.GetAsync($"/tickets/{number}"), "#note", [("words", "See this."), ("keep", $"{file}")], "button.first");

        reply.Html.ShouldNotContain("<img");
        noted.Status.ShouldBe(HttpStatusCode.Redirect, noted.Text);
        var note = (await desk.PostsAsync(number))[^1];
        (await desk.ReadAsync(db => db.Attachments.Where(a => a.PostId == reply.Id || a.PostId == note.Id).Select(a => a.PostId).ToListAsync())).ShouldBe([note.Id]);
    }

    [Fact]
    public async Task Asking_outside_and_passing_up_open_with_what_was_typed()
    {
        var (number, aldo) = (await desk.TicketAsync("Picture refused"), await desk.SignInAsync("aldo"));
        await OpensWithAsync(aldo, $"/tickets/{number}/outside", ("Address", "typed@supplier.test"), ("words", "Typed question"));
        await OpensWithAsync(aldo, $"/tickets/{number}/escalation", ("Title", "Typed title"));
    }

    [Theory]
    [InlineData("question", "Text"), InlineData("forwarding", "Text"), InlineData("decision", "Statement"), InlineData("note", "Text"), InlineData("return", "Text"), InlineData("answer", "Text"), InlineData("reopening", "Text")]
    public async Task An_act_of_a_case_opens_with_what_was_typed(string act, string field)
    {
        var (number, tess) = (await desk.CaseAsync(Consent.Anonymous), await desk.SignInAsync("tess"));
        await OpensWithAsync(tess, $"/escalations/{number}/{act}", (field, $"Typed for {act}"));
    }

    [Fact]
    public async Task A_new_ticket_a_policy_and_its_wording_open_with_what_was_typed()
    {
        var (policy, aldo, ada) = (await desk.PolicyAsync("Drafted rule"), await desk.SignInAsync("aldo"), await desk.SignInAsync("ada"));
        await OpensWithAsync(aldo, "/tickets/new", ("Input.Address", "new@customer.test"), ("Input.Subject", "Typed subject"), ("Input.Said", "Typed words"));
        await OpensWithAsync(ada, "/policies/new", ("Name", "Typed name"), ("Statement", "Typed rule"));
        await OpensWithAsync(ada, $"/policies/{policy.Slug}/statement", ("Text", "Typed wording"));
    }

    [Fact]
    public async Task The_act_that_sends_the_words_ends_the_draft_also_when_it_is_repeated()
    {
        var (number, aldo) = (await desk.TicketAsync("Picture refused"), await desk.SignInAsync("aldo"));
        var page = await aldo.GetAsync($"/tickets/{number}");
        await KeepAsync(aldo, page, "#note", ("words", "Call him."));

        await aldo.SubmitAsync(page, "#note", [("words", "Call him.")], "button.first");
        (await DraftsAsync()).ShouldBe(0, "in the save that sent the words");
        var after = await aldo.GetAsync($"/tickets/{number}");
        await KeepAsync(aldo, page, "#note", ("words", "Call him."));
        await aldo.SubmitAsync(page, "#note", [("words", "Call him.")], "button.first");
        var again = await aldo.GetAsync($"/tickets/{number}");

        after.WordsOf("#note textarea").ShouldBe("");
        again.WordsOf("#note textarea").ShouldBe("");
        (await desk.PostsAsync(number)).Count.ShouldBe(2);
        (await DraftsAsync()).ShouldBe(0);

        Task<int> DraftsAsync() => desk.ReadAsync(db => db.Drafts.CountAsync(d => d.Subject == $"ticket:{number}"));
    }

    [Fact]
    public async Task A_draft_is_shown_to_its_writer_alone_and_found_by_nobody()
    {
        var (number, aldo, bojan) = (await desk.TicketAsync("Picture refused"), await desk.SignInAsync("aldo"), await desk.SignInAsync("bojan"));
        await KeepAsync(aldo, await aldo.GetAsync($"/tickets/{number}"), "#note", ("words", "Quokkas are rude."));

        var mine = await aldo.GetAsync("/drafts");
        var pages = new[] { await bojan.GetAsync($"/tickets/{number}"), await bojan.GetAsync("/drafts"), await bojan.GetAsync("/search?q=Quokkas"), await aldo.GetAsync("/search?q=Quokkas"), await bojan.GetAsync("/tickets?view=open") };

        mine.Words.ShouldContain("Quokkas are rude.");
        pages.ShouldAllBe(page => !page.Words.Contains("Quokkas are rude.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_window_shows_what_the_first_one_typed_since()
    {
        var (number, aldo) = (await desk.TicketAsync("Picture refused"), await desk.SignInAsync("aldo"));
        var (one, other) = (await aldo.GetAsync($"/tickets/{number}"), await aldo.GetAsync($"/tickets/{number}"));

        await KeepAsync(aldo, one, "#note", ("words", "From the first window"));
        await KeepAsync(aldo, other, "#note", ("words", "From the second window"));

        var page = await aldo.GetAsync($"/tickets/{number}");
        page.WordsOf("#note")!.ShouldContain("From the first window");
        page.WordsOf("#note")!.ShouldContain("From the second window");
    }

    [Fact]
    public async Task The_button_names_who_reads_the_reply()
    {
        var (number, aldo) = (await desk.TicketAsync("Picture refused"), await desk.SignInAsync("aldo"));

        var page = await aldo.GetAsync($"/tickets/{number}");

        page.WordsOf("#composer [value=Pend]").ShouldBe("Send to Damion");
        page.WordsOf("#note button.first").ShouldBe("Add note, staff only");
    }

    [Theory, InlineData(1, "Send to Damion and 1 other"), InlineData(2, "Send to Damion and 2 others")]
    public async Task The_button_counts_who_else_reads_the_reply(int others, string words)
    {
        var (number, aldo) = (await desk.TicketAsync("Picture refused"), await desk.SignInAsync("aldo"));
        await desk.DoAsync(async db =>
        {
            var ticket = await db.Tickets.SingleAsync(t => t.Number == number);
            foreach (var name in new[] { "bojan", "tess" }.Take(others))
                ticket.Join(desk.Person(name), await db.MailAddresses.Where(a => a.PersonId == desk.Person(name)).Select(a => a.Id).FirstAsync(), SupportDesk.Tickets.ParticipantKind.Copied, desk.By("aldo"), desk.Clock.Now);
            return true;
        });

        (await aldo.GetAsync($"/tickets/{number}")).WordsOf("#composer [value=Pend]").ShouldBe(words);
    }

    [Theory]
    [InlineData("Best regards", null, "Signature"), InlineData(null, "> Hello", "Quoted history"), InlineData("Best regards", "> Hello", "Signature and quoted history")]
    public async Task What_is_folded_is_named_as_what_it_is(string? signature, string? quoted, string name)
    {
        var (number, aldo) = (await desk.TicketAsync("Picture refused"), await desk.SignInAsync("aldo"));
        await desk.ReadAsync(db => db.Posts.Where(p => db.Tickets.Any(t => t.Number == number && t.ThreadId == p.ThreadId))
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Signature, signature).SetProperty(p => p.QuotedText, quoted)));

        var page = await aldo.GetAsync($"/tickets/{number}");

        page.WordsOf("#post-1 summary").ShouldBe(name);
    }

    private static async Task OpensWithAsync(DeskClient who, string address, params (string Name, string Value)[] typed)
    {
        await KeepAsync(who, await who.GetAsync(address), "form[data-draft]", typed);

        var page = await who.GetAsync(address);

        foreach (var (name, value) in typed)
            FieldsOf(page, "form[data-draft]").ShouldContain((name, value), address);
    }

    // As drafts.js does.
    internal static async Task KeepAsync(DeskClient who, DeskPage page, string form, params (string Name, string Value)[] typed)
    {
        var fields = FieldsOf(page, form).DistinctBy(f => f.Name).ToDictionary(f => f.Name, f => f.Value);
        var place = page.Document.QuerySelector(form)!.GetAttribute("data-draft")!.Split(' ');
        var json = JsonSerializer.Serialize(typed.ToDictionary(t => t.Name, t => new[] { t.Value }));
        var kept = await who.PostAsync("/drafts", ("Id", fields["draft"]), ("Kind", place[0]), ("Subject", place[1]), ("version", fields["draft-version"]),
            ("turn", "1"), ("form-act", fields["act"]), ("fields", json), ("__RequestVerificationToken", fields["__RequestVerificationToken"]));
        kept.Status.ShouldBe(HttpStatusCode.OK, kept.Text);
    }

    private static async Task<Guid> AttachAsync(DeskClient who, DeskPage page, string form)
    {
        var fields = FieldsOf(page, form).DistinctBy(f => f.Name).ToDictionary(f => f.Name, f => f.Value);
        var place = page.Document.QuerySelector(form)!.GetAttribute("data-draft")!.Split(' ');
        var kept = await who.PostFileAsync("/drafts/file", ("button.png", FilesTests.Png), ("Id", fields["draft"]), ("Kind", place[0]), ("Subject", place[1]), ("__RequestVerificationToken", fields["__RequestVerificationToken"]));
        kept.Status.ShouldBe(HttpStatusCode.OK, kept.Text);
        return JsonDocument.Parse(kept.Text).RootElement.GetProperty("id").GetGuid();
    }

    private static List<(string Name, string Value)> FieldsOf(DeskPage page, string form) => DeskClient.FieldsOf(page, form);
}
