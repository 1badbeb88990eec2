using System.Data.Common;
using SupportDesk.Benchmarks.Engines;
using SupportDesk.People;
using SupportDesk.Search;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Benchmarks.Seeding;

/// <summary>Fills an empty desk: so many tickets of four posts, the same every time. Bare ADO.NET, 5,000 tickets a transaction.</summary>
sealed class Seed(BenchEngine engine, DbConnection connection, SeededStaff staff, Vocabulary words, DateTimeOffset now) : IDisposable
{
    public const int PostsEach = 4;
    const int Batch = 5000;

    readonly Random random = new(7);
    readonly BulkTable numbers = engine.Table(connection, "TicketNumbers", "Number");
    readonly BulkTable people = engine.Table(connection, "People", "Id", "DisplayName", "NameKey", "RootId", "PrimaryAddressId", "Version");
    readonly BulkTable addresses = engine.Table(connection, "MailAddresses", "Id", "PersonId", "Address", "AddressKey", "Standing", "StandingAt");
    readonly BulkTable threads = engine.Table(connection, "Threads", "Id", "Kind", "NextPosition", "PostCount", "LastPostAt", "Version");
    readonly BulkTable tickets = engine.Table(connection, "Tickets", "Id", "Number", "ThreadId", "Subject", "Status", "IsLive", "Priority", "TeamId", "AssigneeId", "RequesterId",
        "SnoozedUntil", "DueFor", "OpenedAt", "LastActivityAt", "LastWords", "RootId", "Version");
    readonly BulkTable participants = engine.Table(connection, "Participants", "TicketId", "PersonId", "AddressId", "Kind");
    readonly BulkTable posts = engine.Table(connection, "Posts", "Id", "ThreadId", "Position", "Kind", "State", "AuthorId", "AuthorName", "RecordedById", "Origin", "At", "Html", "Text");
    readonly BulkTable documents = engine.Table(connection, "SearchDocuments", "ThreadId", "PostId", "TicketId", "PersonId", "StaffOnly", "IsIndexed", "NewTerms");
    readonly BulkTable tags = engine.Table(connection, "TicketTags", "TagId", "TicketId", "TeamId", "IsLive", "LastActivityAt");
    readonly List<(Guid Id, Guid AddressId, string Name)> requesters = [];

    // What is referred to comes first.
    BulkTable[] Tables => [numbers, people, addresses, threads, tickets, participants, posts, documents, tags];

    /// <summary>The desk's longest ticket has this many posts, for the ticket page.</summary>
    public const int LongThread = 50;

    public void Run(int count)
    {
        for (var from = 0; from < count; from += Batch)
        {
            for (var i = from; i < Math.Min(count, from + Batch); i++)
                Ticket(i + 1, count);
            using var transaction = connection.BeginTransaction();
            foreach (var table in Tables)
                table.Write(transaction);
            transaction.Commit();
        }
    }

    void Ticket(int number, int count)
    {
        // Two years, evenly, the newest number last; activity follows within a week.
        var opened = now.AddMinutes(-(count - number + 1) * (2.0 * 365 * 24 * 60 / count));
        var last = Whole(opened.AddMinutes(Math.Min(random.Next(7 * 24 * 60), (now - opened).TotalMinutes)));
        var (status, live) = StatusOf(random.NextDouble());
        var (id, thread, requester) = (Guid.CreateVersion7(opened), Guid.CreateVersion7(opened), Requester(number, opened));
        var (team, agent) = (staff.Teams[random.Next(staff.Teams.Count)], random.Next(10) < 3 ? (Guid?)null : staff.Agents[random.Next(staff.Agents.Count)]);
        var length = number == count ? LongThread : PostsEach;
        numbers.Add(number);
        threads.Add(thread, ThreadKind.Private, length + 1, length, last, 1);
        var subject = words.Text(random, 6);
        tickets.Add(id, number, thread, subject, status, live, random.Next(10) == 0 ? Priority.High : Priority.Normal, team, agent, requester.Id,
            live && random.Next(50) == 0 ? now.AddDays(1) : null, TicketDue.Nothing, Whole(opened), last, words.Text(random, 18), id, 1);
        participants.Add(id, requester.Id, requester.AddressId, ParticipantKind.Requester);
        documents.Add(thread, null, id, null, false, true, engine.Write(SearchText.OfTicket(subject, [])));
        if (random.Next(5) == 0)
            tags.Add(staff.Tags[random.Next(staff.Tags.Count)], id, team, live, last);
        for (var position = 1; position <= length; position++)
            Post(thread, position, position % 2 == 1 ? (requester.Id, requester.Name) : (agent ?? staff.Agents[0], "Agent"), Whole(opened.AddMinutes(position)));
    }

    void Post(Guid thread, int position, (Guid Id, string Name) author, DateTimeOffset at)
    {
        var (id, text) = (Guid.CreateVersion7(at), words.Text(random, 25 + random.Next(25)));
        posts.Add(id, thread, position, PostKind.Reply, PostState.Shown, author.Id, author.Name, author.Id, Origin.Mail, at, $"<p>{text}</p>", text);
        documents.Add(thread, id, null, null, false, true, engine.Write(SearchText.OfPost(text, null, null, [])));
    }

    // One new person for each five tickets.
    (Guid Id, Guid AddressId, string Name) Requester(int number, DateTimeOffset at)
    {
        if (number % 5 != 1)
            return requesters[random.Next(requesters.Count)];

        var (id, address, name) = (Guid.CreateVersion7(at), Guid.CreateVersion7(at), $"Requester {number}");
        people.Add(id, name, Person.KeyOf(name), id, address, 1);
        addresses.Add(address, id, $"r{number}@customer.test", $"r{number}@customer.test", AddressStanding.Good, Whole(at));
        documents.Add(null, null, null, id, false, true, engine.Write(SearchText.OfPerson(name, [$"r{number}@customer.test"])));
        requesters.Add((id, address, name));
        return requesters[^1];
    }

    public void Dispose()
    {
        foreach (var table in Tables)
            table.Dispose();
    }

    static (TicketStatus Status, bool Live) StatusOf(double share) => share switch
    {
        < 0.03 => (TicketStatus.New, true),
        < 0.11 => (TicketStatus.Open, true),
        < 0.19 => (TicketStatus.Pending, true),
        < 0.20 => (TicketStatus.OnHold, true),
        < 0.30 => (TicketStatus.Solved, false),
        < 0.33 => (TicketStatus.Spam, false),
        _ => (TicketStatus.Closed, false),
    };

    static DateTimeOffset Whole(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
}

/// <summary>Who and what the tickets are spread over.</summary>
sealed record SeededStaff(IReadOnlyList<Guid> Teams, IReadOnlyList<Guid> Agents, IReadOnlyList<Guid> Tags, IReadOnlyList<string> TagNames);
