using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Tickets;

/// <summary>One ticket in memory with its posts, and every verb as an act of the cast.</summary>
sealed class PlayedTicket
{
    public static readonly TicketOptions Times = new();
    static readonly Actor Damion = new(Guid.CreateVersion7(DateTimeOffset.UnixEpoch), Capacity.Requester, Via.Mail);
    static readonly Actor System = Actor.System(Via.Job);
    static readonly Guid Damions = Damion.PersonId;

    readonly List<Post> posts = [];
    readonly List<TicketTag> tags = [];
    int words;

    public PlayedTicket(bool imported = false)
    {
        Row = Ticket.Open(new NewTicket("Picture refused", Damions, null, null, null, "en"), Says(Damions), imported ? Damion with { Via = Via.Import } : Damion, Now);
        if (imported)
            Row.Shelve(System with { Via = Via.Import }, Now);
        Take();
    }

    public static Actor Aldo { get; } = new(Guid.CreateVersion7(DateTimeOffset.UnixEpoch), Capacity.Agent, Via.Web);
    public static Actor Bojan { get; } = new(Guid.CreateVersion7(DateTimeOffset.UnixEpoch), Capacity.Agent, Via.Web);

    public Ticket Row { get; }
    public DateTimeOffset Now { get; private set; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    public IReadOnlyList<Post> Posts => posts;
    public IReadOnlyList<TicketTag> Tags => tags;

    /// <summary>Each verb by its name, played with a number that chooses among its ways.</summary>
    public IReadOnlyDictionary<string, Action<int>> Verbs => new Dictionary<string, Action<int>>
    {
        [nameof(Ticket.Receive)] = n => Row.Receive(Says(Damions) with { State = n % 5 == 0 ? PostState.Held : PostState.Shown, Automatic = n % 4 == 0 }, Damion, Now),
        [nameof(Ticket.Reply)] = n => Row.Reply(Says(By(n).PersonId), (AfterReply)(n % 3), Times, By(n), Now),
        [nameof(Ticket.Note)] = n => Row.Note(Says(By(n).PersonId), n % 3 == 0 ? System : By(n), Now),
        [nameof(Ticket.AskOutside)] = n => Row.AskOutside(Says(By(n).PersonId), (Guid.CreateVersion7(DateTimeOffset.UnixEpoch), Guid.CreateVersion7(DateTimeOffset.UnixEpoch)), Quoting.Last, By(n), Now),
        [nameof(Ticket.HearOutside)] = n => Row.HearOutside(Says(Guid.CreateVersion7(DateTimeOffset.UnixEpoch)) with { Automatic = n % 3 == 0 }, System, Now),
        [nameof(Ticket.Recall)] = _ => Row.Recall(Says(Damions), Damion with { Via = Via.Import }, Now),
        [nameof(Ticket.Shelve)] = _ => Row.Shelve(System, Now),
        [nameof(Ticket.AssignTo)] = n => Row.AssignTo(By(n).PersonId, By(n + 1), Now),
        [nameof(Ticket.Unassign)] = n => Row.Unassign(By(n), Now),
        [nameof(Ticket.MoveTo)] = n => Row.MoveTo(n % 2 == 0 ? null : Guid.CreateVersion7(DateTimeOffset.UnixEpoch), By(n), Now),
        [nameof(Ticket.Prioritise)] = n => Row.Prioritise((Priority)(n % 4), By(n), Now),
        [nameof(Ticket.Rename)] = n => Row.Rename($"Subject {n}", By(n), Now),
        [nameof(Ticket.Tag)] = n => Row.Tag(Tag.Named($"tag {n}", Now), By(n), Now),
        [nameof(Ticket.Untag)] = n => Row.Untag(Any(tags, n), By(n), Now),
        [nameof(Ticket.Join)] = n => Row.Join(Guid.CreateVersion7(DateTimeOffset.UnixEpoch), null, ParticipantKind.Copied, By(n), Now),
        [nameof(Ticket.LetGo)] = n => Row.LetGo(new(Row.Id, Damions, null, n % 2 == 0 ? ParticipantKind.Copied : ParticipantKind.Requester), By(n), Now),
        [nameof(Ticket.MakeRequester)] = n => Row.MakeRequester(By(n).PersonId, Guid.CreateVersion7(DateTimeOffset.UnixEpoch), new(Row.Id, Row.RequesterId, null, ParticipantKind.Requester), null, By(n), Now),
        [nameof(Ticket.KeepSensitive)] = n => Row.KeepSensitive([By(n).PersonId], By(n), Now),
        [nameof(Ticket.NoteMailFailed)] = n => Row.NoteMailFailed(n, System, Now),
        [nameof(Ticket.NoteMailCalledOff)] = n => Row.NoteMailCalledOff(n, System, Now),
        [nameof(Ticket.NoteMailBounced)] = n => Row.NoteMailBounced(n, System, Now),
        [nameof(Ticket.NoteMaybeSentTwice)] = n => Row.NoteMaybeSentTwice(n, System, Now),
        [nameof(Ticket.NoteEarlierCopy)] = n => Row.NoteEarlierCopy(n, System, Now),
        [nameof(Ticket.SetStatus)] = n => Row.SetStatus((TicketStatus)(n % 7), n % 3 == 0 ? null : (Outcome)(n % 5), Times, By(n), Now),
        [nameof(Ticket.MarkSpam)] = n => Row.MarkSpam(By(n), Now),
        [nameof(Ticket.MarkNotSpam)] = n => Row.MarkNotSpam(By(n), Now),
        [nameof(Ticket.Snooze)] = n => Row.Snooze(Now.AddHours(n - 5), By(n), Now),
        [nameof(Ticket.TimePassed)] = n => Sweep(TimeSpan.FromHours(n * 4)),
        [nameof(Ticket.TakeBack)] = n => TakeBack(Any([.. posts.Where(p => p.Origin == Origin.Web && p.Kind == PostKind.Reply)], n)),
        [nameof(Ticket.Undo)] = n => Row.Undo(Any(Row.Happened, n % 3 == 0 ? n : Row.Happened.Count - 1), By(n), Now),
        [nameof(Ticket.Release)] = n => Release(Any([.. posts.Where(p => p.State == PostState.Held)], n)),
        [nameof(Ticket.Reject)] = n => Row.Reject(Any([.. posts.Where(p => p.State == PostState.Held)], n), By(n), Now),
        [nameof(Ticket.ReadAgain)] = n => ReadAgain(Any([.. posts.Where(p => p is { Origin: Origin.Mail, Kind: PostKind.Reply })], n), By(n)),
        [nameof(Ticket.StopAnswers)] = _ => Row.StopAnswers(System, Now),
    };

    public static Actor By(int n) => n % 2 == 0 ? Aldo : Bojan;

    /// <summary>One act, a second after the one before.</summary>
    /// <returns>False if it was refused.</returns>
    public bool Step(string verb, int n)
    {
        Now = Now.AddSeconds(1);
        try
        {
            Verbs[verb](n);
            return true;
        }
        catch (DeskException)
        {
            return false;
        }
        finally
        {
            Take();
        }
    }

    /// <summary>Lets a second pass, for an act that is no verb of the table.</summary>
    public void Pass() => Now = Now.AddSeconds(1);

    public void TakeBack(Post post)
    {
        var sent = Row.Happened.Last(e => e.Kind == EventKind.ReplyPosted && e.IdOf("post") == post.Id);
        var by = post.RecordedById == Aldo.PersonId ? Aldo : Bojan;
        Row.TakeBack(post, Thread(posts.Where(p => p != post)), ReplyUndoing.Create(sent, Row.Happened), by, Now);
    }

    /// <summary>What a list and the figures would have to say, read from the posts themselves.</summary>
    public ThreadWords Thread(IEnumerable<Post>? these = null)
    {
        var all = (these ?? posts).ToList();
        var shown = all.Where(p => p is { Kind: PostKind.Reply, State: PostState.Shown }).ToList();
        return new(shown.LastOrDefault()?.Text ?? "", shown.FirstOrDefault(p => p.RecordedById == Aldo.PersonId || p.RecordedById == Bojan.PersonId)?.At, all.LastOrDefault()?.At ?? Row.OpenedAt);
    }

    /// <summary>What undoing has to restore: everything but the version.</summary>
    public (TicketState, DateTimeOffset, string, DateTimeOffset?, Guid?, bool, int) Whole() =>
        (Row.State, Row.LastActivityAt, Row.LastWords, Row.FirstReplyAt, Row.AssigneeId, Row.IsLive, Row.Thread.PostCount);

    void Release(Post post) =>
        Row.Release(post, Thread(posts.Where(p => p == post || p.State == PostState.Shown)) is var rest && posts.LastOrDefault(p => p == post || p is { Kind: PostKind.Reply, State: PostState.Shown }) == post ? rest with { LastWords = post.Text } : rest, Aldo, Now);

    void ReadAgain(Post post, Actor by) => Row.ReadAgain(post, new("koi8-r", "", $"{post.Text} again", null, null, null, null, null), by, Now);

    void Sweep(TimeSpan time)
    {
        Now += time;
        for (var moves = 0; Row.DueAt <= Now; moves++)
        {
            moves.ShouldBeLessThan(4, "the sweep comes to rest");
            Row.TimePassed(Times, System, Now);
        }
    }

    NewPost Says(Guid author) =>
        new(PostKind.Reply, author, "Somebody", null, "", $"Words {words++}", author == Damions ? Origin.Mail : Origin.Web);

    static T Any<T>(IReadOnlyList<T> rows, int n) => rows.Count > 0 ? rows[n % rows.Count] : throw new DeskException("There is none.");

    public void Take()
    {
        posts.AddRange(((IAddsRows)Row.Thread).TakeAdded().OfType<Post>());
        posts.RemoveAll(((IAddsRows)Row.Thread).TakeRemoved().Contains);
        tags.AddRange(((IAddsRows)Row).TakeAdded().OfType<TicketTag>());
        tags.RemoveAll(((IAddsRows)Row).TakeRemoved().Contains);
    }
}
