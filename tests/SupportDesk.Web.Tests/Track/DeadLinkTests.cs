using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SupportDesk.Escalations;
using SupportDesk.Mail;
using SupportDesk.Notifications;
using SupportDesk.Web.Tests.Escalations;
using SupportDesk.Web.Tests.Tickets;

namespace SupportDesk.Web.Tests.Track;

/// <summary>Every kind of mailed link, in every way in which it can be dead, leads to something that its reader can do.</summary>
public sealed class DeadLinkTests
{
    static readonly DateTimeOffset Start = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>What became of a link.</summary>
    public enum Fate { Expired, Used, Revoked, Cut, Unknown, Erased }

    public static TheoryData<LinkPurpose, Fate> Table
    {
        get
        {
            var table = new TheoryData<LinkPurpose, Fate>();
            foreach (var purpose in new[] { LinkPurpose.Track, LinkPurpose.Consent, LinkPurpose.File, LinkPurpose.Acknowledge, LinkPurpose.Confirm })
            {
                foreach (var fate in Enum.GetValues<Fate>())
                    table.Add(purpose, fate);
            }

            return table;
        }
    }

    [Theory, MemberData(nameof(Table))]
    public async Task A_dead_link_offers_a_way_on_and_tells_nobody_anything(LinkPurpose purpose, Fate fate)
    {
        await using var desk = await DeskApplication.StartAsync(new(Time: new FakeTimeProvider(Start)));
        var (mailed, client) = (await MailedAsync(desk, purpose, fate), desk.Stranger());

        foreach (var path in Paths(mailed, purpose))
        {
            var page = await client.GetAsync(path);

            page.Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.NotFound);
            page.Text.ShouldNotContain("/sign-in");
            page.Text.ShouldNotContain(mailed.Address, Case.Insensitive);
            var offers = page.Document.QuerySelector("form[action='/fresh-link']") is not null;
            // Who used a link that acts is told that it is done; a file and a tracker are opened as often as one likes.
            offers.ShouldBe(fate != Fate.Used || purpose == LinkPurpose.Consent, $"{path}: {page.Words}");
            if (!offers)
                continue;

            var answer = await client.SubmitAsync(page, "form[action='/fresh-link']", [("Address", "somebody@elsewhere.test")]);
            (answer.Status, answer.Words).ShouldBe((HttpStatusCode.OK, Answer));
        }

        var mails = await desk.FreshAsync();
        mails.ShouldAllBe(m => m.Address == mailed.Address);
        // What is known of the link says to whom; erased people and unknown links say nothing.
        (mails.Count > 0).ShouldBe(fate is Fate.Expired or Fate.Revoked || (fate == Fate.Used && purpose == LinkPurpose.Consent));
    }

    [Fact]
    public async Task A_link_to_which_a_mail_program_added_something_still_works()
    {
        await using var desk = await DeskApplication.StartAsync(new(Time: new FakeTimeProvider(Start)));
        var (mailed, client) = (await MailedAsync(desk, LinkPurpose.Track, null), desk.Stranger());

        foreach (var garbled in new[] { $"{mailed.Path}.", $"{mailed.Path})", $"{mailed.Path}%3E", $"{mailed.Path}/", $"{mailed.Path}/more", $"{mailed.Path}/receipts/", $"{mailed.Path}/receipts/999999", $"{mailed.Path}%E2%80%9D" })
        {
            var page = await client.GetAsync(garbled);
            if (page.Location is not null)
            {
                page.Location.ShouldBe(mailed.Path, garbled);
                page = await client.FollowAsync(page);
            }

            page.Status.ShouldBe(HttpStatusCode.OK, garbled);
            page.WordsOf("h1").ShouldStartWith("Your words are", Case.Sensitive, garbled);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/tickets/1")]
    [InlineData("/track")]
    [InlineData("/trac")]
    [InlineData("/consent")]
    [InlineData("/nowhere/at/all")]
    [InlineData("/receipts/de/more")]
    [InlineData("/fresh-link/more")]
    [InlineData("/confirm/x/y/z")]
    [InlineData("/unsubscribe")]
    public async Task Nobody_without_an_account_comes_to_an_address_without_a_way_on(string path)
    {
        await using var desk = await DeskApplication.StartAsync(new());
        var client = desk.Stranger();

        var page = await client.GetAsync(path);

        // The staff's own pages ask for a password, and say there what a requester can do.
        if (path is "/" or "/tickets/1")
            (await client.FollowAsync(page)).Document.QuerySelector("a[href='/fresh-link']").ShouldNotBeNull();
        else
            (page.Status, page.Document.QuerySelector("form[action='/fresh-link'] input[type=email]") is not null).ShouldBe((HttpStatusCode.NotFound, true), page.Location);
        var staff = await desk.SignInAsync("ada");
        if (path == "/nowhere/at/all")
            (await staff.GetAsync(path)).WordsOf("h1").ShouldBe("There is nothing here");
    }

    [Fact]
    public async Task A_form_that_was_open_too_long_leads_back_to_its_page_in_the_readers_language()
    {
        await using var desk = await DeskApplication.StartAsync(new(Time: new FakeTimeProvider(Start)));
        var (mailed, client) = (await MailedAsync(desk, LinkPurpose.Track, null), desk.Stranger());
        await desk.ReadAsync(db => db.People.Where(p => p.Id == desk.Person("damion")).ExecuteUpdateAsync(p => p.SetProperty(x => x.Language, "de"), Stop));

        var stale = await client.PostAsync($"{mailed.Path}?handler=Follow", ("follow", "Decision"));

        stale.Status.ShouldBe(HttpStatusCode.BadRequest);
        stale.WordsOf("h1").ShouldBe("Dieses Formular konnte nicht gelesen werden");
        (stale.WordsOf(".skip"), (await client.GetAsync(mailed.Path)).WordsOf(".skip"), (await client.GetAsync("/sign-in")).WordsOf(".skip")).ShouldBe(("Zum Inhalt", "Zum Inhalt", "Skip to the content"));
        stale.Document.QuerySelector(".oops a")!.GetAttribute("href").ShouldBe(mailed.Path);
        stale.Text.ShouldNotContain("href=\"/\"");
    }

    [Fact]
    public async Task The_answer_comes_before_anything_is_looked_up()
    {
        await using var desk = await DeskApplication.StartAsync(new());
        var client = desk.Stranger();
        var page = await client.GetAsync("/fresh-link");
        await using var db = desk.Open();
        var (known, unknown) = (await client.SubmitAsync(page, "form", [("Address", "damion@customer.test")]), await client.SubmitAsync(page, "form", [("Address", "nobody@elsewhere.test")]));

        known.Words.ShouldBe(unknown.Words);
        known.Headers.Keys.Order().ShouldBe(unknown.Headers.Keys.Order());
        typeof(SupportDesk.Web.Pages.LinkRenewal.IndexModel).GetConstructors().Single().GetParameters().Select(p => p.ParameterType)
            .ShouldBe([typeof(FreshLinkQueue), typeof(FreshLinkLimit)], "the page has nothing by which it could look anybody up");
    }

    [Fact]
    public async Task Whoever_gives_an_address_gets_all_their_requests_the_newest_open_one_first()
    {
        var time = new FakeTimeProvider(Start);
        await using var desk = await DeskApplication.StartAsync(new(Time: time));
        var numbers = new List<long>();
        foreach (var subject in new[] { "An old invoice", "A closed account", "A new picture" })
        {
            numbers.Add(await desk.TicketAsync(subject));
            time.Advance(TimeSpan.FromMinutes(5));
        }

        await desk.ReadAsync(db => db.Tickets.Where(t => t.Number == numbers[2]).ExecuteUpdateAsync(t => t.SetProperty(x => x.Status, SupportDesk.Tickets.TicketStatus.Solved), Stop));
        var client = desk.Stranger();

        await client.SubmitAsync(await client.GetAsync("/fresh-link"), "form", [("Address", " Damion@customer.test ")]);

        var mail = (await desk.FreshAsync()).ShouldHaveSingleItem();
        var text = await desk.WrittenAsync(mail.Id);
        text.ShouldContain("about “A closed account”");
        text.IndexOf("A closed account", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("An old invoice", StringComparison.Ordinal));
        text.IndexOf("An old invoice", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("A new picture", StringComparison.Ordinal));
        var links = System.Text.RegularExpressions.Regex.Matches(text, "http://localhost[:0-9]*(/track/[A-Za-z0-9_-]{27})").Select(m => m.Groups[1].Value).ToList();
        links.Count.ShouldBe(3);
        foreach (var (link, title) in links.Zip(["A closed account", "An old invoice", "A new picture"]))
            (await client.GetAsync(link)).WordsOf("h1").ShouldBe(title);
    }

    [Fact]
    public async Task An_address_that_was_never_proved_is_shown_only_what_came_from_it()
    {
        await using var desk = await DeskApplication.StartAsync(new(Time: new FakeTimeProvider(Start)));
        await desk.TicketAsync("Written from the first address");
        await desk.DoAsync(async db => (await db.People.SingleAsync(p => p.Id == desk.Person("damion"), Stop)).AddAddress("second@customer.test", desk.By("ada"), desk.Clock.Now));
        var client = desk.Stranger();

        var answer = await client.SubmitAsync(await client.GetAsync("/fresh-link"), "form", [("Address", "second@customer.test")]);

        answer.Words.ShouldBe(Answer);
        (await desk.FreshAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_link_of_a_merged_person_and_of_a_merged_ticket_leads_on()
    {
        await using var desk = await DeskApplication.StartAsync(new(Time: new FakeTimeProvider(Start)));
        var mailed = await MailedAsync(desk, LinkPurpose.Track, Fate.Expired);
        var (old, target, client) = (await desk.TicketAsync("The old one"), await desk.TicketAsync("The one that stays"), desk.Stranger());
        await desk.ReadAsync(async db =>
        {
            var into = await db.Tickets.Where(t => t.Number == target).Select(t => t.Id).SingleAsync(Stop);
            await db.Tickets.Where(t => t.Number == old).ExecuteUpdateAsync(t => t.SetProperty(x => x.MergedIntoId, into), Stop);
            return await db.People.Where(p => p.Id == desk.Person("damion")).ExecuteUpdateAsync(p => p.SetProperty(x => x.RootId, desk.Person("muhammed")).SetProperty(x => x.MergedIntoId, desk.Person("muhammed")), Stop);
        });
        var merged = await desk.ReadAsync(db => db.Tickets.Where(t => t.Number == old).Select(t => t.Id).SingleAsync(Stop));

        var ticket = await client.GetAsync($"/track/{await desk.LinkAsync(LinkPurpose.Track, desk.Person("damion"), merged)}");
        await client.SubmitAsync(await client.GetAsync(mailed.Path), "form");
        var fresh = await desk.WrittenAsync((await desk.FreshAsync()).ShouldHaveSingleItem().Id);

        ticket.WordsOf("h1").ShouldBe("The one that stays");
        var again = await client.GetAsync(System.Text.RegularExpressions.Regex.Match(fresh, "/track/[A-Za-z0-9_-]{27}").Value);
        again.WordsOf("h1").ShouldStartWith("Your words are");
    }

    private const string Answer = "Skip to the content Look into your mail If we know you, a fresh link is on its way to your address. An address gets three an hour at most.";

    private sealed record Mailed(string Path, string Token, string Address);

    private static async Task<Mailed> MailedAsync(DeskApplication desk, LinkPurpose purpose, Fate? fate)
    {
        var number = await desk.CaseAsync(Consent.Named);
        var (person, about) = purpose switch
        {
            LinkPurpose.Acknowledge => ("tess", await desk.ReadAsync(db => db.Escalations.Where(e => e.Number == number).Select(e => e.Id).SingleAsync(Stop))),
            LinkPurpose.Confirm => ("ines", await desk.ObjectOfAsync(await desk.LevelLinkAsync(number, "ines", LinkPurpose.Confirm))),
            LinkPurpose.File => ("damion", await FileAsync(desk)),
            _ => ("damion", await desk.ReadAsync(db => db.Escalations.Where(e => e.Number == number).Select(e => e.Id).SingleAsync(Stop))),
        };
        var token = await desk.LinkAsync(purpose, desk.Person(person), about, over: fate is Fate.Expired, used: fate == Fate.Used && purpose is not (LinkPurpose.Acknowledge or LinkPurpose.Confirm));
        var path = $"/{purpose.ToString().ToLowerInvariant()}/{token}";
        if (fate == Fate.Used && (purpose is LinkPurpose.Acknowledge or LinkPurpose.Confirm))
            await UseAsync(desk, path);
        if (fate == Fate.Revoked)
            await desk.Services.GetRequiredService<SupportDesk.Data.KeyRotation>().RevokeAsync(Stop);
        if (fate == Fate.Erased && (person is "tess" or "ines"))
            await LeaveAsync(desk, person);
        if (fate == Fate.Erased)
            await desk.ReadAsync(db => db.People.Where(p => p.Id == desk.Person(person)).ExecuteUpdateAsync(p => p.SetProperty(x => x.ErasedAt, desk.Clock.Now), Stop));
        var address = await desk.ReadAsync(db => db.MailAddresses.Where(a => a.PersonId == desk.Person(person)).Select(a => a.Address).SingleAsync(Stop));
        token = fate switch { Fate.Cut => token[..20], Fate.Unknown => $"A{token[1..^1]}A", _ => token };
        return new($"/{purpose.ToString().ToLowerInvariant()}/{token}", token, address);
    }

    private static async Task UseAsync(DeskApplication desk, string path)
    {
        var client = desk.Stranger();
        (await client.SubmitAsync(await client.GetAsync(path), "form.form")).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    private static Task<bool> LeaveAsync(DeskApplication desk, string name) => desk.DoAsync(async db =>
    {
        var person = await db.People.SingleAsync(p => p.Id == desk.Person(name), Stop);
        person.Deactivate(await db.Users.SingleAsync(a => a.Id == person.Id, Stop), desk.By("ada"), desk.Clock.Now);
        return true;
    });

    private static async Task<Guid> FileAsync(DeskApplication desk)
    {
        var (ticket, aldo) = (await desk.TicketAsync("Files"), await desk.SignInAsync("aldo"));
        await aldo.SubmitAsync(await aldo.GetAsync($"/tickets/{ticket}"), "#composer", [("words", "See the file.")], "[value=Pend]", [("form.pdf", "%PDF-1.7"u8.ToArray())]);
        return await desk.ReadAsync(db => db.Attachments.OrderByDescending(a => a.Id).Select(a => a.Id).FirstAsync(Stop));
    }

    // What hangs on a link is as dead as the link.
    private static IEnumerable<string> Paths(Mailed mailed, LinkPurpose purpose) => purpose switch
    {
        LinkPurpose.Track => [mailed.Path, $"{mailed.Path}/receipts/1"],
        LinkPurpose.File => [mailed.Path, $"{mailed.Path}?handler=Content"],
        _ => [mailed.Path],
    };
}
