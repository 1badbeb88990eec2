using SupportDesk.Benchmarks.Seeding;
using SupportDesk.Tickets;

namespace SupportDesk.Benchmarks.Figures;

/// <summary>The page of one ticket with 50 posts. The floor reads ticket, posts, participants, addresses and earlier tickets by bare ADO.NET.</summary>
static class TicketFigure
{
    static readonly string[] Statements =
    [
        "SELECT * FROM Tickets WHERE Number = $number",
        "SELECT p.* FROM Posts p JOIN Tickets t ON t.ThreadId = p.ThreadId WHERE t.Number = $number ORDER BY p.Position DESC LIMIT 51",
        "SELECT o.DisplayName, a.Address FROM Participants p JOIN Tickets t ON t.Id = p.TicketId JOIN People o ON o.Id = p.PersonId LEFT JOIN MailAddresses a ON a.Id = p.AddressId WHERE t.Number = $number",
        "SELECT a.* FROM MailAddresses a JOIN Tickets t ON t.RequesterId = a.PersonId WHERE t.Number = $number",
        "SELECT e.Number, e.Subject, e.Status, e.Outcome, e.OpenedAt FROM Tickets t JOIN Tickets e ON e.RequesterId = t.RequesterId WHERE t.Number = $number ORDER BY e.LastActivityAt DESC LIMIT 10",
        "SELECT e.* FROM Tickets t JOIN Events e ON e.ObjectId = t.Id WHERE t.Number = $number ORDER BY e.Id DESC LIMIT 200",
    ];

    public static async Task RunAsync(BenchDesk desk, Report report)
    {
        var number = desk.Size.Tickets;
        var floor = await FloorAsync(desk, number);
        report.Times($"ticket of {Seed.LongThread} posts, queries", await Timing.OfAsync(desk.Size, async _ =>
        {
            await using var db = desk.Open();
            var page = await desk.Over<TicketPageQuery>(db).FindAsync(desk.User, number, null, CancellationToken.None);
            if (page?.Posts.Count != Seed.LongThread)
                throw new InvalidOperationException("The long ticket is not there.");
        }), floor);
        await using var web = await WebDesk.StartAsync(desk);
        await web.MeasureAsync(report, desk.Size, $"ticket of {Seed.LongThread} posts", _ => $"/tickets/{number}", floor);
    }

    static async Task<Timing> FloorAsync(BenchDesk desk, long number)
    {
        await using var connection = await desk.Sqlite.OpenAsync();
        var commands = Statements.Select(statement =>
        {
            var command = connection.CreateCommand();
            command.CommandText = statement;
            command.Parameters.AddWithValue("$number", number);
            return command;
        }).ToList();
        var values = new object[64];
        return await Timing.OfAsync(desk.Size, _ =>
        {
            foreach (var command in commands)
            {
                using var rows = command.ExecuteReader();
                while (rows.Read())
                    rows.GetValues(values);
            }

            return Task.CompletedTask;
        });
    }
}
