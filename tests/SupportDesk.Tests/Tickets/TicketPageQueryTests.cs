using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Threads;
using SupportDesk.Tickets;
using Desk = SupportDesk.Tests.Tickets.StaffedDesk;

namespace SupportDesk.Tests.Tickets;

public sealed class TicketPageQueryTests
{
    static readonly TicketOptions Times = new();

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_ticket_shows_its_thread_its_person_and_what_happened(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        var tag = Tag.Named("Refund", desk.Now);
        desk.Db.Add(tag);
        await desk.AskAsync("July", then: t => t.SetStatus(TicketStatus.Solved, Outcome.NoAnswer, Times, desk.Aldo.As(Via.Web), desk.Now));
        var ticket = await desk.AskAsync("Picture refused");
        ticket.AssignTo(desk.Bojan.PersonId, desk.Valeria.As(Via.Web), desk.Now);
        ticket.MoveTo(desk.Billing.Id, desk.Valeria.As(Via.Web), desk.Now);
        ticket.Tag(tag, desk.Valeria.As(Via.Web), desk.Now);
        var reply = ticket.Reply(new(PostKind.Reply, desk.Bojan.PersonId, "Bojan", null, "<p>Hello</p>", "Hello", Origin.Web), AfterReply.Pend, Times, desk.Bojan.As(Via.Web), desk.Now);
        desk.Db.Add(Attachment.Of(reply, "form.pdf", "application/pdf", 12, null, null, FileState.LeftOut, desk.Now));
        await desk.CommitAsync();

        var page = (await desk.Service<TicketPageQuery>().FindAsync(desk.Aldo, ticket.Number, null, Desk.Stop))!;

        (page.Ticket.Subject, page.Ticket.TeamName, page.Ticket.AssigneeName, page.Ticket.RequesterName).ShouldBe(("Picture refused", "Billing", "Bojan", "Damion M"));
        page.Posts.Select(p => (p.Position, p.AuthorName, p.ByStaff, p.Files.Count)).ShouldBe([(1, "Damion M", false, 0), (2, "Bojan", true, 1)]);
        page.Posts[1].Files[0].Name.ShouldBe("form.pdf");
        page.Lines.Where(l => l.Kind != EventKind.TicketOpened).Select(l => (l.Kind, l.ActorName, l.From, l.To)).ShouldBe(
            [(EventKind.Assigned, "Valeria", null, "Bojan"), (EventKind.TeamChanged, "Valeria", "Trust", "Billing"), (EventKind.Tagged, "Valeria", null, "Refund")]);
        page.Participants.ShouldBe([new ParticipantShown(desk.Damion.Id, "Damion M", ParticipantKind.Requester, "damion@customer.test")]);
        page.Earlier.Select(e => (e.Subject, e.Status, e.Outcome)).ShouldBe([("July", TicketStatus.Solved, Outcome.NoAnswer)]);
        page.Addresses.ShouldBe([new AddressShown("damion@customer.test", true, false, false)]);
        page.Tags.ShouldBe(["Refund"]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_long_thread_is_shown_in_parts(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        var ticket = await desk.AskAsync("Long");
        for (var i = 0; i < 60; i++)
            ticket.Note(new(PostKind.Note, desk.Aldo.PersonId, "Aldo", null, "n", "n", Origin.Web), desk.Aldo.As(Via.Web), desk.Now);
        await desk.CommitAsync();

        var newest = (await desk.Service<TicketPageQuery>().FindAsync(desk.Aldo, ticket.Number, null, Desk.Stop))!;
        var earlier = (await desk.Service<TicketPageQuery>().FindAsync(desk.Aldo, ticket.Number, newest.EarlierBefore, Desk.Stop))!;

        (newest.Posts.Count, newest.LastPosition, newest.EarlierBefore).ShouldBe((TicketPageQuery.PostsShown, 61, 12));
        (earlier.Posts[0].Position, earlier.LastPosition, earlier.EarlierBefore).ShouldBe((1, 11, null));
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Nobody_finds_a_ticket_that_is_not_theirs_to_see(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        var ticket = await desk.AskAsync("Private", desk.Billing);

        var page = await desk.Service<TicketPageQuery>().FindAsync(desk.Aldo with { HiddenTeamIds = [desk.Billing.Id] }, ticket.Number, null, Desk.Stop);

        page.ShouldBeNull();
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Agents_are_listed_with_what_they_have_and_who_is_away(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        await desk.AskAsync("one", then: t => t.AssignTo(desk.Aldo.PersonId, desk.Valeria.As(Via.Web), desk.Now));
        await desk.AskAsync("two", then: t => t.AssignTo(desk.Aldo.PersonId, desk.Valeria.As(Via.Web), desk.Now));
        desk.Db.Tickets.Local.Single(t => t.Subject == "two").SetStatus(TicketStatus.Pending, null, Times, desk.Aldo.As(Via.Web), desk.Now);
        var back = desk.Now.AddDays(3);
        desk.Db.People.Local.Single(p => p.Id == desk.Bojan.PersonId).GoAway(desk.Now.AddDays(-1), back, null, desk.Bojan.As(Via.Web), desk.Now);
        await desk.CommitAsync();

        var loads = await desk.Service<AgentLoads>().ListAsync(desk.Valeria, Desk.Stop);

        loads.Select(l => (l.Name, l.Open, l.Pending, l.AwayUntil)).ShouldBe([("Aldo", 2, 1, null), ("Bojan", 0, 0, back), ("Valeria", 0, 0, null)]);
        AgentLoad.Suggest(loads, desk.Trust.Id)!.Name.ShouldBe("Valeria");
        AgentLoad.Suggest(loads, desk.Billing.Id)!.Name.ShouldBe("Valeria");
    }
}
