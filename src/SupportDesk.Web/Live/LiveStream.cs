using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Notifications;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Live;

/// <summary>
/// Server-sent events that say only *what* changed; the page fetches the fragment again and permissions are checked again there.
/// Topics: <c>queue</c>, <c>board</c>, <c>ticket:1042</c>, <c>escalation:37</c>; one <c>topic</c> parameter each.
/// </summary>
public static class LiveStream
{
    public static void MapLive(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/live", async (string[]? topic, CurrentUser user, DeskDb db, Dossiers dossiers, CommitFeed feed, CancellationToken cancel) =>
        {
            var watched = await Watched.OfAsync(topic ?? [], user.Required, db, dossiers, cancel);
            return TypedResults.ServerSentEvents(Stream(watched, feed, cancel));
        }).WithMetadata(new NeedsAttribute(Permission.Desk));

    private static async IAsyncEnumerable<SseItem<string>> Stream(Watched watched, CommitFeed feed, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var listening = feed.Listen();
        yield return new SseItem<string>("", "hello");
        while (!cancel.IsCancellationRequested)
        {
            var beat = false;
            DeskEvent? happening = null;
            try
            {
                happening = await listening.Reader.ReadAsync(cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(25), cancel);
            }
            catch (TimeoutException)
            {
                beat = true;
            }
            catch (OperationCanceledException)
            {
                yield break;
            }

            if (beat)
                yield return new SseItem<string>("", "beat"); // a half-open connection is found out by writing to it
            else if (watched.TopicOf(happening!) is { } topic)
                yield return new SseItem<string>(topic, "changed");
        }
    }

    private sealed record Watched(bool Queue, bool Board, IReadOnlyDictionary<Guid, string> Objects)
    {
        public static async Task<Watched> OfAsync(string[] topics, StaffUser user, DeskDb db, Dossiers dossiers, CancellationToken cancel)
        {
            var names = topics.Take(8).ToHashSet();
            var objects = new Dictionary<Guid, string>();
            foreach (var name in names)
            {
                if (name.StartsWith("ticket:", StringComparison.Ordinal) && long.TryParse(name.AsSpan(7), out var number))
                {
                    var ticket = await db.TicketsVisibleTo(user).Where(t => t.Number == number).Select(t => new { t.Id, t.ThreadId }).SingleOrDefaultAsync(cancel);
                    if (ticket is not null)
                        objects[ticket.Id] = objects[ticket.ThreadId] = name;
                }
                else if (name.StartsWith("escalation:", StringComparison.Ordinal) && long.TryParse(name.AsSpan(11), out var raised) && await dossiers.FindAsync(user, raised, cancel) is { } seen)
                {
                    objects[seen.Escalation.Id] = name;
                }
            }

            return new(names.Contains("queue") && user.May(Permission.Tickets), names.Contains("board") && user.May(Permission.Escalations), objects);
        }

        public string? TopicOf(DeskEvent happening) =>
            Objects.TryGetValue(happening.ObjectId, out var name) ? name
            : Queue && happening.ObjectKind == ObjectKind.Ticket ? "queue"
            : Board && happening.ObjectKind is ObjectKind.Escalation ? "board"
            : null;
    }
}
