using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Search;
using SupportDesk.Threads;
using SupportDesk.Tickets;
using Desk = SupportDesk.Tests.Tickets.StaffedDesk;

namespace SupportDesk.Tests.Tickets;

/// <summary>What a page asks of the database does not grow with what is on it.</summary>
public sealed class CommandCountTests
{
    [Fact]
    public async Task A_page_sends_as_many_commands_for_thirty_as_for_one()
    {
        using var commands = new CommandCount();
        await using var desk = await Desk.CreateAsync(DatabaseProvider.Sqlite, services => services.AddSingleton<ILoggerProvider>(commands));
        var ticket = await desk.AskAsync("Refund");

        var few = await CountAsync(desk, commands, ticket.Number);
        for (var i = 0; i < 30; i++)
            await desk.AskAsync("Refund", by: desk.Meet($"Person {i}", $"p{i}@customer.test"), then: t => t.AssignTo(desk.Aldo.PersonId, desk.Valeria.As(Via.Web), desk.Now));
        for (var i = 0; i < 30; i++)
            ticket.Note(new(PostKind.Note, desk.Aldo.PersonId, "Aldo", null, "n", "n", Origin.Web), desk.Aldo.As(Via.Web), desk.Now);
        ticket.AssignTo(desk.Bojan.PersonId, desk.Valeria.As(Via.Web), desk.Now);
        await desk.CommitAsync();
        var many = await CountAsync(desk, commands, ticket.Number);

        many.ShouldBe(few);
        few.ShouldBe((List: 1, Counts: 1, Ticket: 12, Loads: 1, Search: 7));
    }

    static async Task<(int List, int Counts, int Ticket, int Loads, int Search)> CountAsync(Desk desk, CommandCount commands, long number)
    {
        commands.Take();
        await desk.Service<Queue>().PageAsync(desk.Aldo, new(QueueView.Open), null, Desk.Stop);
        var list = commands.Take();
        await desk.Service<Queue>().CountsAsync(desk.Aldo, Desk.Stop);
        var counts = commands.Take();
        await desk.Service<TicketPageQuery>().FindAsync(desk.Aldo, number, null, Desk.Stop);
        var ticket = commands.Take();
        await desk.Service<AgentLoads>().ListAsync(desk.Valeria, Desk.Stop);
        var loads = commands.Take();
        await desk.Service<DeskSearch>().FindAsync(desk.Aldo, SearchWords.Parse("refund"), null, Desk.Stop);
        return (list, counts, ticket, loads, commands.Take());
    }
}
