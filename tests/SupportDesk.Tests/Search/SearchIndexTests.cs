using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Search;
using SupportDesk.Threads;
using SupportDesk.Tickets;
using Desk = SupportDesk.Tests.Tickets.StaffedDesk;

namespace SupportDesk.Tests.Search;

/// <summary>What else is found than words of posts, and how the index follows what changes.</summary>
public sealed class SearchIndexTests
{
    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Requesters_are_found_by_any_part_of_name_address_and_domain(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        var anna = desk.Meet("Anna-Lena Winkelmüller", "a.winkelm@bücher-haus.example");
        var taro = desk.Meet("山田太郎", "taro@example.jp");
        var (hers, his) = (await desk.AskAsync("Hers", by: anna), await desk.AskAsync("His", by: taro));

        foreach (var typed in new[] { "anna", "lena", "winkelm", "kelmuller", "Müller", "wi", "WIN", "winkelm@",
            "a.winkelm@bücher-haus.example", "bucher", "haus.example", "elm@bü", "lena winkel", "\"anna\"" })
            (await FindAsync(desk, typed)).ByRequester.Select(r => r.Number).ShouldBe([hers.Number], typed);
        foreach (var typed in new[] { "山田", "太郎", "田太", "郎", "taro@", "example.jp" })
            (await FindAsync(desk, typed)).ByRequester.Select(r => r.Number).ShouldBe([his.Number], typed);
        foreach (var typed in new[] { "in", "winkelx", "anna taro", "郎山" })
            (await FindAsync(desk, typed)).ByRequester.ShouldBeEmpty(typed);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Two_letters_begin_a_subject_a_tag_and_a_file_and_three_a_word_of_a_post(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        var subject = await desk.AskAsync("Zeppelin refused", text: "nothing");
        var post = await desk.AskAsync("Other", text: "my zeppelin, and xy");
        var file = await desk.AskAsync("Third", text: "see the file");
        await AttachAsync(desk, file, "Zebra_Rechnung-2024.pdf");
        var tagged = await desk.AskAsync("Fourth", text: "nothing");
        await TagAsync(desk, tagged, "Zentrale");
        var waiting = (await FindAsync(desk, "zent")).Waiting;
        await IndexAsync(desk);

        (await NumbersAsync(desk, "ze")).ShouldBe([subject.Number, file.Number, tagged.Number], ignoreOrder: true);
        (await NumbersAsync(desk, "zep")).ShouldBe([subject.Number, post.Number], ignoreOrder: true);
        (await NumbersAsync(desk, "xy")).ShouldBe([post.Number]);
        (await NumbersAsync(desk, "rechnung-2024.pdf")).ShouldBe([file.Number]);
        (await NumbersAsync(desk, "z")).ShouldBeEmpty();
        (await FindAsync(desk, "zebra")).Tickets.Single().Best!.Excerpt.ShouldSatisfyAllConditions(e =>
            e.Text.ShouldBe("Zebra_Rechnung-2024.pdf"), e => e.Hits.ShouldBe([new Hit(0, 5)]));
        waiting.ShouldBe(1);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task What_is_new_is_in_the_index_with_its_own_save(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        var anna = desk.Meet("Anna", "anna@example.org");
        var ticket = await desk.AskAsync("With all", by: anna);
        await AttachAsync(desk, ticket, "one.pdf");

        (await desk.Db.SearchDocuments.CountAsync(d => !d.IsIndexed, Desk.Stop)).ShouldBe(0);
        (await desk.Db.SearchDocuments.CountAsync(d => d.NewTerms != null, Desk.Stop)).ShouldBe(0);
        (await NumbersAsync(desk, "one.pdf")).ShouldBe([ticket.Number]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Folded_history_and_the_signature_are_found_and_shown(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        var ticket = await desk.AskAsync("Forwarded", text: "See below.");
        ticket.Receive(new(PostKind.Reply, desk.Damion.Id, "Damion", null, "", "Again.", Origin.Mail,
            QuotedText: "They wrote: the pangolin is sold out.", Signature: "Damion, Quokka Ltd"),
            new(desk.Damion.Id, Capacity.Requester, Via.Mail), desk.Now);
        await desk.CommitAsync();

        (await FindAsync(desk, "pangolin")).Tickets.Single().Best!.Excerpt.Text.ShouldContain("pangolin");
        (await FindAsync(desk, "quokka")).Tickets.Single().Best!.Excerpt.Hits.Count.ShouldBe(1);
        (await FindAsync(desk, "\"Again Damion\"")).Tickets.ShouldBeEmpty("no phrase reaches from one field into the next");
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task What_changes_leaves_the_index_at_once_and_comes_back_as_it_is_then(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        var ticket = await desk.AskAsync("Iban", text: "old words");
        await AttachAsync(desk, ticket, "secret.pdf");
        var person = await desk.Db.People.AsTracking().SingleAsync(p => p.Id == desk.Damion.Id, Desk.Stop);
        person.Rename("Quentin", Actor.System(Via.Job), desk.Now);
        await desk.CommitAsync();
        await desk.Db.Attachments.Where(a => a.Name == "secret.pdf").ExecuteDeleteAsync(Desk.Stop);
        await desk.Db.Tickets.ExecuteUpdateAsync(set => set.SetProperty(t => t.Subject, "Account"), Desk.Stop);
        await desk.Db.Posts.Where(p => p.Text == "old words").ExecuteUpdateAsync(set => set.SetProperty(p => p.Text, "new words"),
            Desk.Stop);

        foreach (var typed in new[] { "iban", "old", "secret", "damion m" })
            (await FindAsync(desk, typed)).IsEmpty.ShouldBeTrue(typed);
        await IndexAsync(desk);
        foreach (var typed in new[] { "iban", "old", "secret", "damion m" })
            (await FindAsync(desk, typed)).IsEmpty.ShouldBeTrue($"{typed}, indexed");
        foreach (var typed in new[] { "account", "new", "quentin", "customer.test" })
            (await FindAsync(desk, typed)).IsEmpty.ShouldBeFalse(typed);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Words_that_were_read_before_a_change_are_not_stored_after_it(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        await desk.AskAsync("Race", text: "erased");
        await desk.Db.Posts.ExecuteUpdateAsync(set => set.SetProperty(p => p.Text, "erased 2"), Desk.Stop);
        await using var other = desk.Database.Open();
        var read = await other.SearchDocuments.AsTracking().SingleAsync(d => !d.IsIndexed, Desk.Stop);
        read.Index(other.Write(SearchText.OfPost("erased 2", null, null, [])));
        await desk.Db.Posts.ExecuteUpdateAsync(set => set.SetProperty(p => p.Text, "███"), Desk.Stop);

        await Should.ThrowAsync<ClashException>(() => other.CommitAsync(Act.Job, Desk.Stop));

        await IndexAsync(desk);
        (await FindAsync(desk, "erased")).IsEmpty.ShouldBeTrue();
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_index_of_another_folding_is_made_anew_and_says_so_until_then(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        var ticket = await desk.AskAsync("Straße", text: "Rückgabe");
        // As a desk of an earlier version: no state, nothing in the index, no people.
        foreach (var statement in new[] { """DELETE FROM "SearchIndexState" """,
            """DELETE FROM "SearchDocuments" WHERE "PersonId" IS NOT NULL""", desk.Database.Engine == DatabaseProvider.Postgres
            ? """UPDATE "SearchDocuments" SET "Terms" = NULL, "IsIndexed" = false""" : """DELETE FROM SearchTerms WHERE rowid IN (SELECT Id FROM SearchDocuments)""", """UPDATE "SearchDocuments" SET "IsIndexed" = false""" })
            await desk.Db.Database.ExecuteSqlRawAsync(statement, Desk.Stop);

        await desk.Database.Services.GetRequiredService<SearchIndexer>().FollowAsync(Desk.Stop);
        var before = await FindAsync(desk, "ruckgabe");
        await IndexAsync(desk);
        var state = await desk.Db.Set<SearchIndexState>().SingleAsync(Desk.Stop);

        (before.IsEmpty, before.Waiting).ShouldBe((true, await desk.Db.SearchDocuments.LongCountAsync(Desk.Stop)));
        state.Folding.ShouldBe(Letters.Version);
        foreach (var typed in new[] { "ruckgabe", "strasse", "damion" })
            (await FindAsync(desk, typed)).IsEmpty.ShouldBeFalse(typed);
        (await FindAsync(desk, "damion")).Waiting.ShouldBe(0);
        ticket.Number.ShouldBe((await FindAsync(desk, "strasse")).Tickets.Single().Row.Number);
    }

    static async Task AttachAsync(Desk desk, Ticket ticket, string name)
    {
        var post = ticket.Receive(new(PostKind.Reply, desk.Damion.Id, "Damion", null, "", "Here.", Origin.Mail, HasFiles: true),
            new(desk.Damion.Id, Capacity.Requester, Via.Mail), desk.Now);
        desk.Db.Add(Attachment.Of(post, name, "application/pdf", 1, null, null, FileState.LeftOut, desk.Now));
        await desk.CommitAsync();
    }

    static async Task TagAsync(Desk desk, Ticket ticket, string name)
    {
        await desk.Service<SupportDesk.Tickets.Tags>().PutOnAsync(ticket, name, desk.Aldo.As(Via.Web), desk.Now, Desk.Stop);
        await desk.CommitAsync();
    }

    internal static async Task IndexAsync(Desk desk)
    {
        while (await desk.Database.Services.GetRequiredService<SearchIndexer>().IndexSomeAsync(newestFirst: true, Desk.Stop) > 0)
        {
        }
    }

    static async Task<List<long>> NumbersAsync(Desk desk, string typed) =>
        [.. (await FindAsync(desk, typed)).Tickets.Select(t => t.Row.Number)];

    static Task<SearchResult> FindAsync(Desk desk, string typed) => desk.Service<DeskSearch>()
        .FindAsync(desk.Aldo, SearchWords.Parse(typed), null, Desk.Stop);
}
