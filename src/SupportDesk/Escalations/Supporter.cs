using SupportDesk.Events;

namespace SupportDesk.Escalations;

/// <summary>How much of a supporter's words may be shown to the people at this chain's levels. Wider is larger.</summary>
public enum Consent
{
    /// <summary>Not answered yet; counts as <see cref="Private"/>.</summary>
    None,

    /// <summary>Counted, no words.</summary>
    Private,

    /// <summary>Words without name, address, signature or files.</summary>
    Anonymous,

    /// <summary>Words with the display name, never an address.</summary>
    Named,
}

/// <summary>What a supporter wants to be told of.</summary>
public enum Follow { Steps, Decision }

/// <summary>
/// A person behind an escalation. They consent without touching the case's row; joining and leaving raise its version (<see cref="Escalation"/>). Each answer is kept as proof.
/// </summary>
public sealed class Supporter : Root, IAddsRows
{
    /// <summary>The version of the question's words, kept with each answer as proof of what was asked.</summary>
    public const int QuestionVersion = 2;

    private readonly List<object> added = [];

    private Supporter() { }

    public Guid EscalationId { get; private init; }
    public Guid PersonId { get; private init; }
    public Guid? TicketId { get; private init; }

    /// <summary>The address that proved them: notices go there.</summary>
    public Guid? AddressId { get; private init; }

    /// <summary>The post in which their own mail asked to pass it on; null for whoever was asked first.</summary>
    public Guid? AskedInPostId { get; private set; }

    /// <summary>A reply about their consent in words of their own, until somebody has read it and noted what it says.</summary>
    public Guid? UnreadPostId { get; private set; }

    public Consent Consent { get; private set; }
    public DateTimeOffset? ConsentAt { get; private set; }

    /// <summary>Since when they count among those behind it; null for whoever came after the decision.</summary>
    public DateTimeOffset? CountedAt { get; private set; }

    public Follow Follow { get; private set; }
    public DateTimeOffset JoinedAt { get; private init; }
    public DateTimeOffset? WithdrawnAt { get; private set; }

    /// <summary>How many decisions there were when they joined: of those they hear nothing, but the one that they came after.</summary>
    public int JoinedAfterDecision { get; private set; }

    /// <summary>How many decisions there were when they left: those they still hear of. Null for whoever has not left.</summary>
    public int? LeftAfterDecision { get; private set; }

    protected override ObjectKind ObjectKind => ObjectKind.Supporter;

    /// <summary>Joins a person to an escalation; they are asked for consent by mail.</summary>
    /// <param name="askedInPost">The post in which their own mail asked to pass it on: they count at once, as Private until they choose.</param>
    public static Supporter Join(Guid escalationId, Guid personId, Guid? ticketId, Guid? addressId, Guid? askedInPost, Actor by, DateTimeOffset at)
    {
        var supporter = new Supporter
        {
            Id = Guid.CreateVersion7(at),
            EscalationId = escalationId,
            PersonId = personId,
            TicketId = ticketId,
            AddressId = addressId,
            AskedInPostId = askedInPost,
            CountedAt = at,
            JoinedAt = at,
        };
        supporter.Record(EventKind.SupporterJoined, by, at, ("escalation", escalationId), ("askedIn", askedInPost));
        supporter.Record(EventKind.ConsentAsked, by, at, ("escalation", escalationId), ("askedIn", askedInPost));
        return supporter;
    }

    /// <summary>Notes a person who says the same after the decision: they are told it once and not counted among those behind it.</summary>
    /// <param name="decision">The number of the decision that they are told.</param>
    public static Supporter ComeAfter(Guid escalationId, int decision, Guid personId, Guid? ticketId, Guid? addressId, Actor by, DateTimeOffset at)
    {
        var supporter = new Supporter
        {
            Id = Guid.CreateVersion7(at),
            EscalationId = escalationId,
            PersonId = personId,
            TicketId = ticketId,
            AddressId = addressId,
            Follow = Follow.Decision,
            JoinedAt = at,
        };
        supporter.Record(EventKind.CameAfterDecision, by, at, ("escalation", escalationId), ("decision", decision));
        return supporter;
    }

    /// <summary>Counts somebody who came after a decision, once it was reopened: from here on like everybody who joins.</summary>
    public void StandBehind(Guid? askedInPost, Actor by, DateTimeOffset at)
    {
        if (CountedAt is not null)
            throw new DeskException("They stand behind it already.");

        (CountedAt, Follow, WithdrawnAt, LeftAfterDecision, AskedInPostId) = (at, Follow.Steps, null, null, askedInPost);
        Record(EventKind.SupporterJoined, by, at, ("escalation", EscalationId), ("askedIn", askedInPost));
        Record(EventKind.ConsentAsked, by, at, ("escalation", EscalationId), ("askedIn", askedInPost));
    }

    /// <summary>Takes an answer to the question of consent.</summary>
    /// <param name="how">By which door: consent page, tracker, mail.</param>
    /// <param name="questionVersion">The words of the question, by version.</param>
    /// <param name="fresh">Whether it came by a link sent for this: widening needs one, narrowing does not.</param>
    public void Answer(Consent form, string how, int questionVersion, bool fresh, Actor by, DateTimeOffset at)
    {
        if (form == Consent.None)
            throw new DeskException("Choose how you want to be quoted.");
        if (WithdrawnAt is not null)
            throw new DeskException("You have withdrawn from this; nothing of yours is shown.");
        if (form > (Consent == Consent.None ? Consent.Private : Consent) && !fresh)
            throw new DeskException("To allow more than before, ask for a fresh link: it comes to your address, so that nobody else can widen it for you.");

        (Consent, ConsentAt, UnreadPostId) = (form, at, null);
        added.Add(new ConsentAnswer(Id, form, at, how, questionVersion, by.PersonId));
        Record(EventKind.ConsentGiven, by, at, ("escalation", EscalationId), ("form", form));
    }

    /// <summary>Notes that they wrote about it in words of their own: a person reads them, and nothing changes by them.</summary>
    /// <param name="proved">Whether the mail is proved to be theirs: only then is it answered.</param>
    public void WriteFreely(Guid postId, bool proved, Actor by, DateTimeOffset at)
    {
        if (WithdrawnAt is not null)
            return;

        UnreadPostId = postId;
        Record(EventKind.ConsentUnclear, by, at, ("escalation", EscalationId), ("post", postId), ("proved", proved));
    }

    /// <summary>Says that somebody has read what they wrote and that it changes nothing.</summary>
    public void LeaveAsItIs(Actor by, DateTimeOffset at)
    {
        if (UnreadPostId is not { } post)
            return;

        UnreadPostId = null;
        Record(EventKind.ConsentRead, by, at, ("escalation", EscalationId), ("post", post));
    }

    /// <summary>Asks for a fresh link by mail, with which they may allow more than now.</summary>
    public void AskAgain(Actor by, DateTimeOffset at)
    {
        if (WithdrawnAt is not null)
            throw new DeskException("You have withdrawn from this; nothing of yours is shown.");

        Record(EventKind.ConsentAsked, by, at, ("escalation", EscalationId));
    }

    /// <summary>Leaves: no longer counted, nothing of theirs is shown, no further notice but that of a decision made before.</summary>
    /// <param name="how">By which door, for the proof of it.</param>
    public void Withdraw(Actor by, DateTimeOffset at, string how = "page")
    {
        if (WithdrawnAt is not null)
            return;

        (WithdrawnAt, UnreadPostId) = (at, null);
        added.Add(new ConsentAnswer(Id, Consent.None, at, how, 0, by.PersonId));
        Record(EventKind.SupporterLeft, by, at, ("escalation", EscalationId));
    }

    internal void JoinAfter(int decisions) => JoinedAfterDecision = decisions;

    internal void LeaveAfter(int decisions) => LeftAfterDecision = decisions;

    public void Choose(Follow follow, Actor by, DateTimeOffset at)
    {
        if (Follow == follow)
            return;

        Follow = follow;
        Record(EventKind.FollowChanged, by, at, ("escalation", EscalationId), ("follow", follow));
    }

    /// <summary>Picks words of one of their posts to go up, redacted as given.</summary>
    /// <param name="ordinal">Where it stands among their passages.</param>
    /// <param name="kept">What the desk proposed to leave out for somebody who stays unnamed, and the agent left in (<see cref="Redaction.KeptWords"/>).</param>
    /// <param name="lookBy">By when an agent has to look at the words before they go up unnamed; null where nobody needs to.</param>
    public Passage Pick(Guid postId, int ordinal, string text, Actor by, DateTimeOffset at, string kept = "", DateTimeOffset? lookBy = null)
    {
        var words = Words.Clean(text).Trim();
        if (words.Length == 0)
            throw new DeskException("A passage needs words.");

        var passage = new Passage(Guid.CreateVersion7(at), Id, postId, ordinal, words, by.PersonId, at) { Kept = kept, LookBy = lookBy };
        added.Add(passage);
        Record(EventKind.PassagePicked, by, at, ("escalation", EscalationId), ("post", postId), ("passage", passage.Id));
        return passage;
    }

    /// <summary>An agent looked at an answer that the desk was unsure of: it goes up now.</summary>
    /// <param name="kept">See <see cref="Pick"/>.</param>
    /// <param name="questionId">The question that it answers.</param>
    public void LookOver(Passage passage, string kept, Guid? questionId, Actor by, DateTimeOffset at)
    {
        if (passage.SupporterId != Id)
            throw new DeskException("Those words are somebody else’s.");
        if (!passage.WaitsForLook)
            throw new DeskException("Somebody has looked at these words already.");

        passage.LookOver(kept, by, at);
        Record(EventKind.PassageLookedOver, by, at, ("escalation", EscalationId), ("passage", passage.Id), ("question", questionId), ("supporter", Id));
    }

    IReadOnlyList<object> IAddsRows.TakeAdded()
    {
        var rows = added.ToArray();
        added.Clear();
        return rows;
    }
}
