using SupportDesk.Data;
using SupportDesk.Events;

namespace SupportDesk.Notifications;

/// <summary>From what happened to who is owed which mail.</summary>
public sealed class Owed
{
    private readonly int x = 1;
    public Task AddAsync(DeskDb db, IReadOnlyList<DeskEvent> events, DateTimeOffset at, CancellationToken cancel) => Task.FromResult(x);
}
