using System.Text.RegularExpressions;

namespace SupportDesk.Drafts;

/// <summary>What the words of a draft would become. A draft never changes its kind: a note cannot turn into a reply.</summary>
public enum DraftKind { Reply, Note, OutsideQuestion, NewTicket, PassUp, Question, Forward, Decision, Answer, Return, Reopening, CaseNote, PolicyStatement, NewPolicy }

/// <summary>Where a draft belongs.</summary>
/// <param name="Subject"><c>ticket:1042</c>, <c>case:7</c>, <c>policy:profile-picture</c>, or <c>new</c> for what does not exist yet.</param>
public readonly partial record struct DraftPlace(DraftKind Kind, string Subject)
{
    public static DraftPlace OfReply(long ticket) => new(DraftKind.Reply, $"ticket:{ticket}");

    public static DraftPlace OfNote(long ticket) => new(DraftKind.Note, $"ticket:{ticket}");

    /// <summary>Reads a kind and a subject as a form names them; null where they are none.</summary>
    public static DraftPlace? TryParse(string? kind, string? subject) =>
        Enum.TryParse<DraftKind>(kind, out var known) && Enum.IsDefined(known) && SubjectForm().IsMatch(subject ?? "") ? new(known, subject!) : null;

    [GeneratedRegex(@"\A(new|(ticket|case):[0-9]{1,18}|policy:[\w-]{1,150})\z")]
    private static partial Regex SubjectForm();
}
