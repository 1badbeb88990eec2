using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail.Parsing;
using SupportDesk.People;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Demo;

/// <summary>Plays the story into an empty desk by the same verbs that people use, in one commit; as history it owes nobody any mail.</summary>
public sealed partial class SeedLoader(IDbContextFactory<DeskDb> databases, DeskClock clock, TicketOptions times)
{
    private readonly Dictionary<string, Person> cast = [];
    private readonly Dictionary<string, MailAddress> addresses = [];
    private readonly Dictionary<string, Team> teams = [];
    private readonly Dictionary<string, Tag> tags = [];
    private readonly Dictionary<string, (Guid Ticket, Guid FirstPost)> tickets = [];
    private DateTimeOffset now;

    /// <summary>Loads the story where nobody but the system is known yet.</summary>
    /// <returns>False if the desk is in use already.</returns>
    public async Task<bool> LoadAsync(SeedStory story, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.People.AnyAsync(p => p.Id != Actor.SystemId, cancel))
            return false;

        now = clock.Now;
        foreach (var person in story.People)
            Add(db, person);
        foreach (var team in story.Teams)
            await AddAsync(db, team, cancel);
        foreach (var absence in story.Away)
            Add(absence);
        await AddPoliciesAsync(db, story.Policies, cancel);
        foreach (var ticket in story.Tickets.OrderByDescending(t => SeedStory.Before(DateTimeOffset.UnixEpoch, t.Posts[0].Ago)))
            Add(db, ticket);
        AddEscalations(db, story.Escalations);
        await db.CommitAsync(Act.Job, cancel);
        return true;
    }

    private void Add(DeskDb db, SeedStory.SeedPerson seed)
    {
        var at = now.AddDays(-420).AddMinutes(cast.Count); // ids sort by time: the sign-in page shows the cast in the story's order
        var person = Person.Meet(seed.Name, seed.Language, Imported(Actor.SystemId, Capacity.System), at);
        var by = Imported(person.Id, Capacity.System);
        addresses[seed.Key] = person.AddAddress(seed.Address, by, at);
        person.Verify(addresses[seed.Key], by, at);
        if (seed.Position is not null)
            person.WorkAs(seed.Position, by, at);
        if (seed.Roles is { Count: > 0 } roles)
        {
            person.OpenAccount(seed.Address, by, at);
            foreach (var role in roles)
                person.Grant(role, by, at);
        }

        cast[seed.Key] = person;
        db.People.Add(person);
    }

    private async Task AddAsync(DeskDb db, SeedStory.SeedTeam seed, CancellationToken cancel)
    {
        var at = now.AddDays(-410);
        var by = Imported(Actor.SystemId, Capacity.System);
        var key = Person.KeyOf(seed.Name);
        if (await db.Teams.SingleOrDefaultAsync(t => t.NameKey == key, cancel) is not { } team) // a mailbox may have founded it
            db.Teams.Add(team = Team.Found(seed.Name, isPrivate: false, calendar: null, by, at));
        team.Welcome(cast[seed.Lead].Id, asLead: true, by, at);
        foreach (var member in seed.Members)
            team.Welcome(cast[member].Id, asLead: false, by, at);
        teams[seed.Name] = team;
    }

    private void Add(SeedStory.SeedAbsence seed)
    {
        var noted = SeedStory.Before(now, seed.FromAgo);
        var first = AbsenceDays.DayOf(noted, cast[seed.Person].TimeZone);
        var (from, to) = new AbsenceDays(first, first.AddDays(seed.Days - 1)).In(cast[seed.Person].TimeZone);
        cast[seed.Person].GoAway(from, to, seed.Deputy is null ? null : cast[seed.Deputy].Id, Imported(cast[seed.Person].Id, Capacity.Agent), noted);
    }

    private void Add(DeskDb db, SeedStory.SeedTicket seed)
    {
        var requester = cast[seed.Requester];
        var opened = SeedStory.Before(now, seed.Posts[0].Ago);
        var ticket = Ticket.Open(
            new NewTicket(seed.Subject, requester.Id, addresses[seed.Requester].Id, teams[seed.Team].Id, null, seed.Language, seed.Priority),
            Post(seed.Posts[0], seed), Imported(requester.Id, Capacity.Requester), opened);
        foreach (var name in seed.Tags ?? [])
            ticket.Tag(TagNamed(db, name), Imported(Actor.SystemId, Capacity.System), opened);
        if (seed.Assignee is { } assignee)
            ticket.AssignTo(cast[assignee].Id, Imported(cast[assignee].Id, Capacity.Agent), opened.AddMinutes(20));
        foreach (var post in seed.Posts.Skip(1))
            Add(ticket, seed, post);

        if (seed.Ended == Outcome.NoAnswer)
            ticket.TimePassed(times, Imported(Actor.SystemId, Capacity.System), ticket.DueAt!.Value);
        else if (seed.Ended == Outcome.Policy)
            ticket.SetStatus(TicketStatus.Solved, Outcome.Policy, times, Imported(cast[seed.Assignee!].Id, Capacity.Agent), ticket.LastActivityAt);
        else if (seed.Status is { } status && ticket.Status != status)
            ticket.SetStatus(status, seed.Ended, times, Imported(cast[seed.Assignee ?? "valeria"].Id, Capacity.Agent), ticket.LastActivityAt);
        tickets[seed.Subject] = (ticket.Id, ticket.Happened.First(e => e.Kind == EventKind.TicketOpened).IdOf("post")!.Value);
        db.Tickets.Add(ticket);
    }

    private void Add(Ticket ticket, SeedStory.SeedTicket seed, SeedStory.SeedPost post)
    {
        var (author, at) = (cast[post.By], SeedStory.Before(now, post.Ago));
        if (post.By == seed.Requester)
            ticket.Receive(Post(post, seed), Imported(author.Id, Capacity.Requester), at);
        else if (post.Note)
            ticket.Note(Post(post, seed), Imported(author.Id, Capacity.Agent), at);
        else
            ticket.Reply(Post(post, seed), seed.Ended is Outcome.Answered or Outcome.Policy ? AfterReply.Solve : AfterReply.Pend, times, Imported(author.Id, Capacity.Agent), at);
    }

    private NewPost Post(SeedStory.SeedPost post, SeedStory.SeedTicket ticket)
    {
        var byMail = post.By == ticket.Requester;
        return new(
            post.Note ? PostKind.Note : PostKind.Reply, cast[post.By].Id, cast[post.By].DisplayName, byMail ? addresses[post.By].Address : null,
            PostHtml.FromText(post.Text), post.Text, byMail ? Origin.Mail : Origin.Web, Verdict: byMail ? Verdict.Proved : null);
    }

    private Tag TagNamed(DeskDb db, string name)
    {
        if (!tags.TryGetValue(name, out var tag))
            db.Tags.Add(tags[name] = tag = Tag.Named(name, now));
        return tag;
    }

    private static Actor Imported(Guid person, Capacity capacity) => new(person, capacity, Via.Import);
}
