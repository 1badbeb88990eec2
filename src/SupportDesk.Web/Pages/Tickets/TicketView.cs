using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Drafts;
using SupportDesk.Escalations;
using SupportDesk.Mail;
using SupportDesk.Mail.Parsing;
using SupportDesk.People;
using SupportDesk.Policies;
using SupportDesk.Threads;
using SupportDesk.Tickets;
using SupportDesk.Web.Drafts;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>A ticket as its page shows it to one person.</summary>
/// <param name="Macros">With the requester's name in them.</param>
/// <param name="Climbs">The escalations in which it stands.</param>
/// <param name="Catch">The catch-22 they are about, if there is one.</param>
public sealed record TicketView(TicketPage Page, StaffUser Staff, IReadOnlyList<Macro> Macros, IReadOnlyList<TicketClimb> Climbs, CatchHint? Catch)
{
    public TicketHead Ticket => Page.Ticket;

    /// <summary>The reader's; only known where the page shows an invitation.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Whether the ticket can be changed at all: a closed one is over, and spam waits for somebody to say that it is none.</summary>
    public bool TakesChanges => Ticket.Status is not (TicketStatus.Closed or TicketStatus.Spam);

    /// <summary>Whether a reply can be sent; else notes alone.</summary>
    public bool TakesReplies => TakesChanges && Ticket.ThreadLockedAt is null;

    /// <summary>Posts and lines as one story, by time; at the same moment the post comes first.</summary>
    public IEnumerable<object> Story =>
        Page.Posts.Select(p => (p.At, No: p.Position, What: (object)p))
            .Concat(Page.Lines.Where(l => LineWords.Of(l) is not null).Select(l => (l.At, No: int.MaxValue, What: (object)l)))
            .OrderBy(part => part.At).ThenBy(part => part.No).Select(part => part.What);

    /// <summary>Everybody who gets a reply, the requester first.</summary>
    public IReadOnlyList<ParticipantShown> Recipients =>
    [
        .. Page.Participants.Where(p => p.Address is not null && !IsUnread(p) && p.PersonId != Staff.PersonId)
            .OrderBy(p => p.Kind).ThenBy(p => p.Name, StringComparer.Ordinal),
    ];

    /// <summary><c>Damion M and 2 others</c>.</summary>
    public string To => NamesOf(Recipients);

    /// <summary>Whom Reply-To of a post's mail names, where answers do not go there already.</summary>
    public WrittenAddress? AnswerTo(PostShown post) =>
        post.Mail?.AnswerTo is { } other && !Page.Participants.Any(p => p.Kind == ParticipantKind.Requester && IsAt(p, other)) ? other : null;

    private string NamesOf(IReadOnlyList<ParticipantShown> people) => people switch
    {
        [] when Page.Participants.FirstOrDefault(IsUnread) is { } unread => $"nobody, since nobody reads {unread.Address}",
        [] => "nobody, since no address is known",
        [var only] => only.Name,
        [var first, var second] => $"{first.Name} and {second.Name}",
        [var first, ..] => $"{first.Name} and {people.Count - 1} others",
    };

    private static bool IsAt(ParticipantShown person, WrittenAddress address) => MailAddress.Fold(person.Address) == MailAddress.Fold(address.Address);

    private static bool IsUnread(ParticipantShown person) => MailAddress.Fold(person.Address) is { } key && RobotAddresses.IsUnread(key);

    /// <summary>Public posts of others that came after a position.</summary>
    public IReadOnlyList<PostShown> NewerThan(int position, Guid me) =>
        [.. Page.Posts.Where(p => p.Position > position && p is { Kind: PostKind.Reply, State: PostState.Shown } && p.AuthorId != me)];

    /// <summary>The mail that tells whether an address is proved: the newest proved one that the page shows, else the newest; null where none came from it.</summary>
    public PostShown? MailOf(string address) => Page.Posts
        .Where(p => p.Verdict is not null && string.Equals(p.AuthorAddress, address, StringComparison.OrdinalIgnoreCase))
        .OrderBy(p => p.Verdict == Verdict.Proved).ThenBy(p => p.Position).LastOrDefault();

    /// <summary>Who reads a reply, as its button names them: <c>Damion and 1 other</c>.</summary>
    public string Readers => Recipients switch
    {
        [] => "nobody by mail",
        [var only] => FirstName(only),
        [var first, ..] => $"{FirstName(first)} and {(Recipients.Count == 2 ? "1 other" : $"{Recipients.Count - 1} others")}",
    };

    public static string FirstName(ParticipantShown person) => GreetingName.Find(person.Name) is { Length: > 0 } name ? name : person.Name;

    /// <summary>What is said after a reply.</summary>
    /// <param name="leftOut">Who did not get it.</param>
    /// <param name="added">Who takes part since this reply.</param>
    public string Sent(AfterReply then, IReadOnlyCollection<Guid> leftOut, IReadOnlyList<Person> added)
    {
        List<ParticipantShown> to =
        [
            .. Recipients.Where(p => !leftOut.Contains(p.PersonId)), .. added.Select(p => new ParticipantShown(p.Id, p.DisplayName, ParticipantKind.Copied, "")),
        ];
        return to.Count == 0 && leftOut.Count > 0 ? $"Kept on the ticket and sent to nobody; #{Ticket.Number} is {Then(then)}." : $"Sent to {NamesOf(to)}; #{Ticket.Number} is {Then(then)}.";
    }

    private static string Then(AfterReply then) => then switch { AfterReply.Solve => "solved", AfterReply.Keep => "still open", _ => "pending" };
}

/// <summary>One post on the page of its ticket.</summary>
/// <param name="Fresh">It came while its reader was writing.</param>
public sealed record PostView(TicketView View, PostShown Post, bool Fresh);

/// <summary>The form of a reply or of a note. Each has words, files and a draft of its own.</summary>
/// <param name="Text">What was typed already, in the form that <paramref name="Format"/> names.</param>
/// <param name="Anyway">Something came in meanwhile, which the writer has before them now.</param>
public sealed record ComposerView(TicketView View, DraftForm Draft, string Text, string Format, bool Anyway = false)
{
    /// <summary>What was typed into Cc.</summary>
    public string? Cc { get; init; } = Draft["cc"];

    /// <summary>Who was left out of this reply so far.</summary>
    public IReadOnlyCollection<Guid> LeftOut { get; init; } =
        [.. (Draft.Fields.GetValueOrDefault("leaveOut") ?? []).Select(id => Guid.TryParse(id, out var known) ? known : Guid.Empty)];

    public bool LeavesOut(Guid personId) => LeftOut.Contains(personId);

    /// <summary>The page that sends it.</summary>
    public string Address => $"/tickets/{View.Ticket.Number}/{(Draft.Place.Kind == DraftKind.Reply ? "reply" : "note")}";
}

/// <summary>Finds a ticket for its page, or for what a person writes on it.</summary>
public sealed class TicketViews(TicketPageQuery query, TicketClimbs climbs, CatchHints hints, ReaderZones zones, DeskDb db, IOptions<TicketOptions> options)
{
    /// <summary>Null where there is no such ticket for this person.</summary>
    public async Task<TicketView?> FindAsync(StaffUser user, long number, int? before, CancellationToken cancel)
    {
        if (await query.FindAsync(user, number, before, cancel) is not { } page)
            return null;

        var raised = await climbs.OfAsync(page.Ticket.Id, cancel);
        var macros = options.Value.Macros.Select(m => new Macro { Name = m.Name, Text = m.For(page.Ticket.RequesterName) });
        var invites = page.Posts.Any(p => p.Invitations is not null);
        var zone = invites ? (await zones.FindAsync(db, user.PersonId, page.Ticket.Id, cancel)).Zone : TimeZoneInfo.Utc;
        return new(page, user, [.. macros], raised, await hints.FindAsync([.. raised.Select(r => r.PolicySlug)], cancel)) { Zone = zone };
    }
}
