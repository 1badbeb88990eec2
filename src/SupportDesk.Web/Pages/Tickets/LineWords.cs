using SupportDesk.Events;
using SupportDesk.Tickets;
using SupportDesk.Web.TagHelpers;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>A happening as a sentence between the posts.</summary>
/// <param name="Look">Class of the line: <c>climb</c>, <c>bad</c>, or none.</param>
public sealed record LineWords(string Icon, string Sentence, string? Look = null)
{
    /// <summary>Null for what the posts themselves show.</summary>
    public static LineWords? Of(TicketLine line) => line.Case is { } about ? new("arrow-up", Of(line, about), "climb") : OfTicket(line);

    private static string Of(TicketLine line, CaseLine about) => line.Kind switch
    {
        EventKind.Raised => $"{line.ActorName} passed it up to {about.Policy}",
        EventKind.Delivered => $"It arrived at {about.Now}",
        EventKind.Acknowledged => $"{about.Now} acknowledged it",
        EventKind.Asked => $"{about.Now} asks something",
        EventKind.Answered when about.ByStaff => $"{line.ActorName} brought what was missing",
        EventKind.Answered => "The question was answered",
        EventKind.Returned => $"{about.Now} gave it back to the agent",
        EventKind.Forwarded => $"{about.Level} forwarded it to {about.Now}",
        EventKind.TimedOut when about is { IsAnswerLate: true } && about.Level == about.Now => $"The time for the answer ran out; {about.Now} goes on",
        EventKind.TimedOut when about.Level == about.Now => $"{about.Level}’s time ran out",
        EventKind.TimedOut => $"{about.Level}’s time ran out; forwarded to {about.Now}",
        EventKind.Skipped => $"Nobody is there at {about.Level}; passed on to {about.Now}",
        EventKind.TakenUp => $"{about.Now} took it up",
        EventKind.Decided => $"{about.Now} decided: {Word($"{about.Outcome}")}",
        EventKind.EscalationReopened => $"{about.Now} reopened it",
        EventKind.Undeliverable when about.Level == about.Now => $"It could not be delivered to {about.Now}; the administrators have it",
        EventKind.Undeliverable => $"It could not be delivered to {about.Level}; passed on to {about.Now}",
        EventKind.Effective => "The decision took effect",
        EventKind.EscalationMerged => "It was joined with another case",
        EventKind.Withdrawn => "It was withdrawn",
        _ => throw new InvalidOperationException($"No line tells of {line.Kind}."),
    };

    private static LineWords? OfTicket(TicketLine line) => line.Kind switch
    {
        EventKind.TicketOpened or EventKind.ReplyPosted or EventKind.NotePosted or EventKind.MailHeld => null,
        EventKind.Assigned => new("user", Assigned(line)),
        EventKind.Unassigned when line.ActorName == line.From => new("user", $"{line.ActorName} gave it back"),
        EventKind.Unassigned => new("user", $"{line.ActorName} took it from {line.From ?? "its assignee"}"),
        EventKind.TeamChanged => new("users", line.To is null ? $"{line.ActorName} took it out of {line.From}" : $"{line.ActorName} moved it to {line.To}"),
        EventKind.Solved when line.Capacity == Capacity.System => new("check", "Solved, since no answer came"),
        EventKind.Solved => new("check", $"{line.ActorName} solved it: {Outcome(line)}"),
        EventKind.StatusChanged when line.After is null => new("lock", $"{line.ActorName} made it sensitive"),
        EventKind.StatusChanged => new("circle-check", $"{line.ActorName} set it to {Word(line.After)}"),
        EventKind.Closed => new("archive", "Closed; a reply now opens a new ticket"),
        EventKind.Reopened => new("inbox", $"{line.ActorName} reopened it"),
        EventKind.MarkedSpam => new("ban", $"{line.ActorName} marked it as spam", "bad"),
        EventKind.MarkedNotSpam => new("inbox", $"{line.ActorName} said that it is not spam"),
        EventKind.SubjectChanged => new("pencil", $"{line.ActorName} changed the subject"),
        EventKind.PriorityChanged => new("triangle-alert", $"{line.ActorName} set the priority from {Word(line.Before)} to {Word(line.After)}"),
        EventKind.Tagged => new("tag", $"{line.ActorName} tagged it “{line.To}”"),
        EventKind.Untagged => new("tag", $"{line.ActorName} removed the tag “{line.To}”"),
        EventKind.ParticipantJoined => new("user-plus", $"{line.To} takes part from here on"),
        EventKind.ParticipantLeft => new("user", $"{line.ActorName} removed {line.To}, who gets no more replies"),
        EventKind.RequesterChanged when line.From == line.To => new("mail", $"{line.ActorName} sends answers to another address of {line.To}"),
        EventKind.RequesterChanged => new("mail", $"{line.ActorName} made {line.To} the requester in place of {line.From}"),
        EventKind.MadeOfMail => new("inbox", $"{line.ActorName} made this ticket of a mail that had made none"),
        EventKind.Snoozed => new("clock", $"{line.ActorName} snoozed it{(line.Until is { } until ? $" until {TimeAgoTagHelper.Short(until, line.At)}" : "")}"),
        EventKind.Woken => new("bell", "It woke up"),
        EventKind.AskedOutside => new("mail", $"{line.ActorName} wrote this to {line.To}, who takes no part"),
        EventKind.MailFailed => new("circle-alert", "A mail about this could not be delivered", "bad"),
        EventKind.EarlierCopyMayHaveLeft => new("info", "An earlier copy of a mail that was called off or written anew may have left"),
        EventKind.MaybeSentTwice => new("info", "A mail about this may have been sent twice"),
        EventKind.MailReleased => new("mail", $"{line.ActorName} released the held mail"),
        EventKind.MailRejected => new("ban", $"{line.ActorName} rejected the held mail"),
        EventKind.MailReadAgain => new("pencil", $"{line.ActorName} chose in which letters a mail is read"),
        EventKind.AnswersStopped => new("circle-alert", "Too much came from this sender at once, as from a program: nothing is answered and nobody is told by mail for a while", "bad"),
        EventKind.ActUndone => new("undo-2", $"{line.ActorName} undid that; it is {Word(line.After)} again"),
        EventKind.MailBounced => new("circle-alert", "A mail about this came back: it was not delivered", "bad"),
        EventKind.MailCalledOff => new("info", "A mail about this was called off before it left"),
        EventKind.ReplyUndone => new("undo-2", $"{line.ActorName} took the reply back before it left"),
        _ => new("info", $"{line.ActorName}: {Markup.Words($"{line.Kind}").ToLowerInvariant()}"),
    };

    private static string Assigned(TicketLine line) =>
        line.ActorName == line.To ? $"{line.ActorName} took it"
        : line.From is null ? $"{line.ActorName} assigned {line.To}"
        : $"{line.ActorName} handed it from {line.From} to {line.To}";

    private static string Outcome(TicketLine line) =>
        Enum.TryParse<Outcome>(line.After, out var outcome) ? EndWords.Of(outcome).ToLowerInvariant() : "done";

    private static string Word(string? name) => name is null ? "nothing" : Markup.Words(name).ToLowerInvariant();
}
