using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail.Incoming;
using SupportDesk.Search;
using SupportDesk.Threads;
using Desk = SupportDesk.Tests.Tickets.StaffedDesk;

namespace SupportDesk.Tests.Search;

public sealed class DeskSearchTests
{
    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Words_are_found_in_posts_notes_and_subjects_once_a_ticket(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        var refund = await desk.AskAsync("Refund of my shoes", text: "Die Rückgabe über die Straße ging schief.");
        refund.Note(new(PostKind.Note, desk.Aldo.PersonId, "Aldo", null, "", "A second refund was promised.", Origin.Web), desk.Aldo.As(Via.Web), desk.Now);
        await desk.CommitAsync();
        await desk.AskAsync("Other matter", text: "Nothing of the kind, a-b.");

        var found = (await FindAsync(desk, "refund")).Tickets.ShouldHaveSingleItem();

        (found.Row.Subject, found.Mentions, found.Best!.Excerpt.Text).ShouldBe(("Refund of my shoes", 2, "A second refund was promised."));
        found.Subject.Hits.ShouldBe([new Hit(0, 6)]);
        found.Best.Excerpt.Hits.ShouldBe([new Hit(9, 6)]);
        foreach (var typed in new[] { "RUCKGABE", "strasse", "\"second refund\"", "refund promis", "rückgabe straße" })
            (await FindAsync(desk, typed)).Tickets.ShouldHaveSingleItem(typed).Row.Number.ShouldBe(refund.Number);
        foreach (var typed in new[] { "refund AND matter", "\"refund second\"", "refun* promised x", "shoes OR", "\"", "'; DROP TABLE Tickets", "nothing:kind" })
            (await FindAsync(desk, typed)).Tickets.ShouldAllBe(t => t.Row.Subject == "Other matter", $"{typed}");
        (await FindAsync(desk, "a-b")).Tickets.ShouldHaveSingleItem();
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task What_is_folded_and_what_only_the_plain_form_says_is_found(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        var ticket = await desk.AskAsync("Badge", text: "See below.");
        ticket.Note(new(PostKind.Note, desk.Aldo.PersonId, "Aldo", null, "", "Words.", Origin.Mail, QuotedText: "> Which gate?", Signature: "Ilse Kernmann") { PlainForm = "The number is 471100." }, desk.Aldo.As(Via.Web), desk.Now);
        await desk.CommitAsync();

        foreach (var typed in new[] { "gate", "kernmann", "471100" })
            (await FindAsync(desk, typed)).Tickets.ShouldHaveSingleItem(typed).Best!.Excerpt.Hits.ShouldHaveSingleItem(typed);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_number_and_a_requester_are_found_too(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        var ticket = await desk.AskAsync("Banned");

        (await FindAsync(desk, $"#{ticket.Number}")).ByNumber!.Subject.ShouldBe("Banned");
        (await FindAsync(desk, "dami")).ByRequester.ShouldHaveSingleItem().Number.ShouldBe(ticket.Number);
        (await FindAsync(desk, "Damion@Cust")).ByRequester.ShouldHaveSingleItem().RequesterName.ShouldBe("Damion M");
        (await FindAsync(desk, "%a_")).IsEmpty.ShouldBeTrue();
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task What_one_may_not_see_is_not_found(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        var ticket = await desk.AskAsync("Secret", desk.Billing, text: "a confession");
        var outsider = desk.Aldo with { HiddenTeamIds = [desk.Billing.Id] };

        foreach (var typed in new[] { "confession", "secret", $"{ticket.Number}", "damion" })
            (await desk.Service<DeskSearch>().FindAsync(outsider, SearchWords.Parse(typed), null, Desk.Stop)).IsEmpty.ShouldBeTrue(typed);
        (await FindAsync(desk, "confession")).Tickets.ShouldHaveSingleItem();
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Beyond_the_cap_the_newest_are_shown_and_said_to_be_all(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        var old = await desk.AskAsync("Old", text: "common rare");
        var many = await desk.AskAsync("Many");
        for (var i = 0; i < DeskSearch.Cap; i++)
            many.Note(new(PostKind.Note, desk.Aldo.PersonId, "Aldo", null, "", "common", Origin.Web), desk.Aldo.As(Via.Web), desk.Now);
        await desk.CommitAsync();
        desk.Db.ChangeTracker.Clear();

        var newest = await FindAsync(desk, "common");
        var last = newest;
        while (last.Older is { } older)
            last = await desk.Service<DeskSearch>().FindAsync(desk.Aldo, SearchWords.Parse("common"), older, Desk.Stop);

        (newest.Capped, newest.Tickets.Single().Row.Number, newest.Tickets.Single().Mentions).ShouldBe((true, many.Number, DeskSearch.Newest));
        last.Tickets.ShouldContain(t => t.Row.Number == old.Number);
        (await FindAsync(desk, "rare")).Capped.ShouldBeFalse();
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task What_was_redacted_or_deleted_is_found_no_more(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        var ticket = await desk.AskAsync("Iban", text: "my card is forty two");
        var post = await desk.Db.Posts.SingleAsync(p => p.ThreadId == ticket.ThreadId, Desk.Stop);

        await desk.Db.Posts.ExecuteUpdateAsync(set => set.SetProperty(p => p.Text, "my card is ███"), Desk.Stop);
        await desk.Db.Tickets.ExecuteUpdateAsync(set => set.SetProperty(t => t.Subject, "Account"), Desk.Stop);
        var redacted = (await FindAsync(desk, "forty")).IsEmpty && (await FindAsync(desk, "iban")).IsEmpty;
        await SearchIndexTests.IndexAsync(desk);
        var kept = (await FindAsync(desk, "card")).Tickets.Count + (await FindAsync(desk, "account")).Tickets.Count;
        await desk.Db.Posts.Where(p => p.Id == post.Id).ExecuteDeleteAsync(Desk.Stop);

        (redacted, kept).ShouldBe((true, 2));
        (await FindAsync(desk, "card")).IsEmpty.ShouldBeTrue();
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_held_post_is_for_staff_alone_until_released(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        var ticket = await desk.AskAsync("Held", state: PostState.Held);
        var post = await desk.Db.Posts.SingleAsync(p => p.ThreadId == ticket.ThreadId, Desk.Stop);
        var held = await desk.Db.SearchDocuments.AsNoTracking().SingleAsync(d => d.PostId == post.Id, Desk.Stop);

        await desk.Db.ReleaseAsync(ticket, post, desk.Valeria.As(Via.Web), desk.Now, Desk.Stop);
        await desk.CommitAsync();

        held.StaffOnly.ShouldBeTrue();
        (await desk.Db.SearchDocuments.AsNoTracking().SingleAsync(d => d.PostId == post.Id, Desk.Stop)).StaffOnly.ShouldBeFalse();
    }

    [Fact]
    public async Task SQLite_has_its_triggers_after_migrating()
    {
        await using var desk = await Desk.CreateAsync(DatabaseProvider.Sqlite);

        var triggers = await desk.Db.Database.SqlQuery<string>($"SELECT name AS Value FROM sqlite_master WHERE type = 'trigger' ORDER BY name").ToListAsync(Desk.Stop);

        new[]
        {
            "Attachments_Changed", "MailAddresses_Changed", "People_Words", "Posts_Shown", "Posts_Words", "SearchDocuments_Added",
                "SearchDocuments_Changed", "SearchDocuments_Removed", "TicketTags_Added",
            "Tickets_Tags", "Tickets_Words",
        }.ShouldBeSubsetOf(triggers);
    }

    [Fact]
    public async Task PostgreSQL_has_its_triggers_after_migrating()
    {
        await using var desk = await Desk.CreateAsync(DatabaseProvider.Postgres);

        var triggers = await desk.Db.Database.SqlQuery<string>($"""SELECT tgname::text AS "Value" FROM pg_trigger WHERE NOT tgisinternal""").ToListAsync(Desk.Stop);

        new[] { "attachments_changed", "mail_addresses_changed", "people_words", "posts_words", "search_documents_store",
            "ticket_tags_added", "tickets_tags", "tickets_words" }.ShouldBeSubsetOf(triggers);
    }

    static Task<SearchResult> FindAsync(Desk desk, string typed) => desk.Service<DeskSearch>().FindAsync(desk.Aldo, SearchWords.Parse(typed), null, Desk.Stop);
}
