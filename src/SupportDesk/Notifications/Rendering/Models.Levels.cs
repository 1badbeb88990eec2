namespace SupportDesk.Notifications.Rendering;

// What mails to people at a level may say about acting by mail.

/// <summary>What the reader of a mail to a level can do at once, and what waits. It stands around the mail's own words.</summary>
/// <param name="AcknowledgeUrl">Of the page with the one button; empty where it is acknowledged.</param>
/// <param name="TakesUpFrom">The level where the case is, where the reader's act takes it up from there; else empty.</param>
/// <param name="Above">The next level; empty at the top.</param>
/// <param name="Waiting">Decide or Ask, where one waits for confirmation; else empty.</param>
/// <param name="WaitingBy">Who has to confirm it; empty where it is the reader.</param>
/// <param name="WaitingSince">When it was written.</param>
/// <param name="ConfirmUrl">Of the page on which the reader confirms it; empty where it is somebody else's.</param>
public sealed record LevelActsModel(
    string AcknowledgeUrl, string TakesUpFrom, IReadOnlyList<CommandModel> Commands, string Above, string Waiting, string WaitingBy, string WaitingSince, string ConfirmUrl);

/// <param name="Verb">Acknowledge, Ask, Forward, or the outcome of a decision.</param>
/// <param name="Word">As it is written on the first line, in the language of the mail.</param>
/// <param name="Url">A mailto: address that begins such a mail; empty where the desk can't know it again.</param>
public sealed record CommandModel(string Verb, string Word, string Url);

/// <param name="Verb">Decide or Ask.</param>
/// <param name="Outcome">Accepted, PartlyAccepted, Declined or Clarified; empty for a question.</param>
/// <param name="Words">What will leave.</param>
/// <param name="People">How many are behind the case, and read it.</param>
/// <param name="LevelName">In whose name it leaves.</param>
/// <param name="TakesUpFrom">The level where the case is, if confirming takes it up from there; else empty.</param>
/// <param name="AnswerBy">Of a question: until when an answer would be awaited if it left now.</param>
/// <param name="OpenQuestion">A question that deciding closes; else empty.</param>
/// <param name="Replaces">They wrote another one before, which ends.</param>
/// <param name="Doubt">Last lines that may be a signature, and would leave too; else empty.</param>
/// <param name="Confirm">The word that confirms; the word that changes and the one that discards follow.</param>
public sealed record ConfirmationModel(
    long Number, string Title, string PolicyName, string Verb, string Outcome, Paragraphs Words, string EffectiveOn, int People, string LevelName, string TakesUpFrom, string AnswerBy,
    Paragraphs OpenQuestion, bool Replaces, string Doubt, CommandModel Confirm, CommandModel Change, CommandModel Discard, string ConfirmUrl, string Url);

/// <param name="Did">Acknowledged, Asked, Forwarded, Decided, Noted, Refused, or Ended: what waited for confirmation never happens.</param>
/// <param name="Refused">Why a command did nothing, as <see cref="Escalations.CommandRefusal"/> names it; else empty.</param>
/// <param name="Ended">Why it waits no longer: Discarded, CaseEnded, MovedOn or NotTheirs; else empty.</param>
/// <param name="Verb">What was commanded, or what waited: as <see cref="Escalations.LevelVerb"/> names it; else empty.</param>
/// <param name="Kept">What was written is kept as a note.</param>
/// <param name="LevelName">Where the case is now.</param>
/// <param name="Above">The next level; empty at the top.</param>
/// <param name="Outcome">Of the decision: Accepted, PartlyAccepted, Declined or Clarified; else empty.</param>
/// <param name="Said">The statement or the question; empty where there is none.</param>
/// <param name="People">How many are behind the case.</param>
/// <param name="DueAt">Until when that level has promised to act; empty where nothing is promised.</param>
public sealed record UnderstoodModel(
    long Number, string Title, string PolicyName, string Did, string Refused, string Ended, string Verb, bool Kept, string LevelName, string Above, string Outcome, Paragraphs Said, int People,
    string DueAt, string Url);
