namespace SupportDesk.Notifications.Rendering;

// What each mail's template may say: the names here, in snake_case, and no others. Models for requesters have no property for notes,
// names of staff beyond the reply's author, or other people's words.

/// <summary>What the layout around each mail may say.</summary>
/// <param name="SiteUrl">Ends with a slash.</param>
/// <param name="Heads">Of the cases the mail is about; empty in a first question, and in mail about no case.</param>
/// <param name="Acts">What its reader can do by mail; null for everybody but a level.</param>
public sealed record LayoutModel(string Subject, string SenderName, string SiteUrl, string Language, Html Content, IReadOnlyList<HeadModel> Heads, LevelActsModel? Acts = null);

/// <param name="Number">The case's.</param>
/// <param name="Hash">The hash of its newest receipt.</param>
public sealed record HeadModel(long Number, string Hash);

/// <param name="Subject">Null for an address that was not proved: then the mail says nothing of what was sent in its name.</param>
public sealed record AcknowledgementModel(long Number, string? Subject, string SenderName, string TrackUrl);

/// <param name="Words">The post as stored, sanitised.</param>
/// <param name="Others">Names of those who got this reply too.</param>
/// <param name="Files">Those that are too large to come along.</param>
public sealed record ReplyModel(
    long Number, string Subject, string AuthorName, string SenderName, Html Words, string PlainWords,
    IReadOnlyList<string> Others, IReadOnlyList<FileModel> Files, IReadOnlyList<QuotedModel> History, string TrackUrl);

/// <param name="Size">For instance 23.4 MB.</param>
/// <param name="Until">The last moment at which its link works.</param>
public sealed record FileModel(string Name, string Size, string Until, string Url);

/// <summary>An earlier public post.</summary>
/// <param name="QuotedWords">Plain, each line with "&gt; " before it.</param>
public sealed record QuotedModel(string AuthorName, string At, Html Words, string QuotedWords);

public sealed record AssignedModel(long Number, string Subject, string RequesterName, Paragraphs LastWords, string ByName, string Url);

/// <param name="FromOutside">Somebody outside whom the reader asked: what they answer by mail becomes a note, not a reply.</param>
public sealed record NewReplyModel(long Number, string Subject, string AuthorName, Html Words, string PlainWords, bool FromOutside, string Url);

/// <param name="Words">The agent's, to this reader alone.</param>
/// <param name="History">As much of the public conversation as the agent chose, the newest first.</param>
/// <param name="LeftOut">Names of files that were too large to come along.</param>
public sealed record OutsideModel(
    long Number, string Subject, string AuthorName, string SenderName, Html Words, string PlainWords, IReadOnlyList<QuotedModel> History, IReadOnlyList<string> LeftOut);

/// <param name="Passages">The person's own words that would be passed on, as picked and redacted.</param>
/// <param name="Levels">Who would read them, by the names of the chain's levels.</param>
/// <param name="AnswerBy">Until when the case waits for the answer; empty where it is on its way already.</param>
/// <param name="Silence">What silence means: Private or Anonymous.</param>
public sealed record ConsentModel(
    string Name, string PolicyName, Paragraphs PolicyStatement, IReadOnlyList<Paragraphs> Passages, IReadOnlyList<string> Levels, string AnswerBy, string Silence, string ConsentUrl);

/// <param name="People">How many stand behind it, whatever they consented to.</param>
/// <param name="Note">What the level below said with it; empty if nothing.</param>
public sealed record DeliveryModel(
    long Number, string Title, string LevelName, string PolicyName, Paragraphs PolicyStatement, int People, int Quoted, IReadOnlyList<PassageModel> Passages,
    string FromLevel, Paragraphs Note, string DueAt, bool MayDecide, bool MayForward, bool MayAsk, string Url, string HeadHash)
{
    /// <summary>Why its reader holds the level, where they would not expect it: StandsIn, LevelDeputy, NobodyThere or NobodyReached.</summary>
    public string Why { get; init; } = "";

    /// <summary>The name of whom they stand in for; empty unless <see cref="Why"/> is StandsIn.</summary>
    public string InPlaceOf { get; init; } = "";

    /// <summary>Since when it has been at the level, where its reader came to hold the level later; else empty.</summary>
    public string Since { get; init; } = "";

    /// <summary>Acknowledgement, Decision, Answer or Agent.</summary>
    public string WaitsFor { get; init; } = "Acknowledgement";

    /// <summary>The level's time ran out.</summary>
    public bool Overdue { get; init; }

    /// <summary>Why an earlier decision was opened again; else empty.</summary>
    public Paragraphs ReopenReason { get; init; } = "";
}

/// <param name="By">The name they chose to show, or empty for words without a name.</param>
public sealed record PassageModel(Paragraphs Words, string By);

public sealed record LevelReminderModel(long Number, string Title, string LevelName, string PolicyName, int People, string DueAt, bool Overdue, string WaitsFor, string Url);

public sealed record OverdueModel(long Number, string Title, string LevelName, string PolicyName, string Since, string Url);

/// <param name="Happened">As <see cref="StepHappened"/> names it.</param>
/// <param name="Reason">Why a decision was opened again; else empty.</param>
public sealed record StepModel(long Number, string Title, string PolicyName, string Happened, string LevelName, Paragraphs Reason, string TrackUrl, string HeadHash);

/// <param name="Form">How they are quoted now: Named, Anonymous, Private or None.</param>
public sealed record QuestionModel(long Number, string Title, string PolicyName, string LevelName, Paragraphs Question, string AnswerBy, bool BecomesPassage, string Form, string TrackUrl);

/// <param name="Missing">What the level says is missing.</param>
public sealed record ReturnedModel(long Number, string Title, string LevelName, Paragraphs Missing, string DueAt, string Url);

/// <param name="Question">Empty where an agent brings what was missing.</param>
/// <param name="By">The name they chose to show, or empty.</param>
/// <param name="NoWords">Files came without words.</param>
public sealed record AnswerModel(long Number, string Title, string LevelName, Paragraphs Question, Paragraphs Answer, string By, bool NoWords, string DueAt, string Url);

/// <param name="Outcome">Accepted, PartlyAccepted, Declined or Clarified.</param>
/// <param name="EffectiveOn">Empty where no date is set.</param>
/// <param name="CameAfter">The reader came after the decision: others stood behind it, they are told.</param>
/// <param name="DecidedOn">The day of the decision.</param>
/// <param name="IsInEffect">The day on which it takes effect has begun.</param>
/// <param name="ReopenedOn">The day on which the decision was opened again, and ceased to hold; else empty.</param>
/// <param name="ReopenReason">Why; else empty.</param>
public sealed record DecisionModel(
    long Number, string Title, string PolicyName, string Outcome, Paragraphs Statement, string LevelName, string EffectiveOn, int DecisionNo, int People, string TrackUrl, string HeadHash,
    bool CameAfter, string DecidedOn, bool IsInEffect, string ReopenedOn, Paragraphs ReopenReason);

/// <param name="Outcome">Accepted, PartlyAccepted, Declined or Clarified.</param>
/// <param name="ReopenedOn">The day on which the decision was opened again; else empty.</param>
/// <param name="Tickets">Those of the reader that are in the case and live, the oldest first, a bounded number.</param>
/// <param name="More">How many there are beside those.</param>
public sealed record CaseDecidedModel(
    long Number, string Title, string PolicyName, string Outcome, Paragraphs Statement, string LevelName, string ReopenedOn, Paragraphs ReopenReason, IReadOnlyList<WaitingModel> Tickets, int More, string Url);

/// <param name="Asked">The reader raised the case and was to bring what the level missed.</param>
public sealed record CaseWithdrawnModel(long Number, string Title, string PolicyName, string LevelName, bool Asked, string Url);

public sealed record WaitingModel(long Number, string Subject, string Url);

/// <param name="Kind">Of all its notices: Assigned, NewReply, Overdue or Step.</param>
/// <param name="Notices">The oldest first, a bounded number.</param>
/// <param name="More">How many came beside those.</param>
public sealed record BundleModel(string Kind, int Count, IReadOnlyList<NoticeModel> Notices, int More);

/// <param name="Line">The subject that it would have had as a mail of its own.</param>
public sealed record NoticeModel(string Line, string Url);

/// <param name="Day">Like 2026-11-30.</param>
/// <param name="Hash">One over the heads of all cases.</param>
/// <param name="Lines">How many lines of anchors.log come along.</param>
public sealed record AnchoredModel(string Day, int Cases, string Hash, int Lines, string Url);

/// <param name="Form">How they are quoted now: Named, Anonymous, Private, None (not answered) or Withdrawn.</param>
/// <param name="ByStaff">Somebody of the desk entered it as they said it.</param>
/// <param name="Unclear">They wrote in words of their own: nothing was changed, and a person will read it.</param>
/// <param name="Decided">It is decided already.</param>
public sealed record ConsentNotedModel(long Number, string PolicyName, string Form, bool ByStaff, bool Unclear, bool Decided, string TrackUrl);

/// <param name="WorksOnce">A question of consent is answered once; a tracker or a file is opened as often as its reader likes.</param>
/// <param name="Others">Of whoever gave only an address: their other requests.</param>
public sealed record FreshLinkModel(string Title, string Url, string ValidUntil, bool WorksOnce, IReadOnlyList<NoticeModel> Others)
{
    /// <summary>Of one link alone.</summary>
    public FreshLinkModel(string title, string url, string validUntil, bool worksOnce = true) : this(title, url, validUntil, worksOnce, []) { }

    /// <summary>How many others there are.</summary>
    public int More => Others.Count;
}
