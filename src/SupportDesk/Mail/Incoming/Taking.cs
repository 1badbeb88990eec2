using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail.Matching;
using SupportDesk.Mail.Parsing;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Mail.Incoming;

/// <summary>One mail on its way into the desk, within one commit.</summary>
internal sealed record Taking(DeskDb Db, Reading Reading, Mailbox Mailbox, Sender Sender, Match Match, IReadOnlyList<KeptFile> Files, Breaker Breaker, DateTimeOffset At, CancellationToken Cancel)
{
    private const string Unread = "This mail could not be read. It is attached as it came.";
    private const string Wordless = "(no text)";

    public Actor System { get; } = Actor.System(Via.Mail);

    /// <summary>The mail's new words as a post.</summary>
    public NewPost Post(PostState state)
    {
        var mail = Reading.Mail;
        var (text, html) = Words();
        var folds = !IsFoldedWhole;
        return new(
            PostKind.Reply, Sender.Person.Id, Reading.Writer?.Name ?? Sender.Person.DisplayName, Reading.Writer?.Address, html, text, Origin.Mail,
            folds ? Kept(mail.QuotedText) : null, folds ? Kept(mail.Signature) : null, Reading.Verdict, state, Files.Count > 0, Reading.Automatic || mail.IsMarkedSpam)
        {
            QuotedHtml = folds ? Kept(Placed(mail.QuotedHtml)) : null,
            SignatureHtml = folds ? Kept(Placed(mail.SignatureHtml)) : null,
            PlainForm = mail.PlainForm,
            Invitations = mail.Invitations.Count > 0 ? Invitation.ToJson(mail.Invitations) : null,
        };
    }

    /// <summary>A line of the desk itself, for staff alone.</summary>
    public Post Tell(Ticket ticket, string text) =>
        ticket.Note(new(PostKind.Note, Actor.SystemId, "SupportDesk", null, PostHtml.FromText(text), text, Origin.Mail), System, At);

    /// <summary>What is shown of it.</summary>
    public (string Text, string Html) Words()
    {
        var mail = Reading.Mail;
        if (mail.Unreadable is not null)
            return (Unread, PostHtml.FromText(Unread));
        if (!IsFoldedWhole)
            return (mail.NewText.Length > 0 ? mail.NewText : Wordless, mail.NewHtml.Length > 0 ? Placed(mail.NewHtml) : PostHtml.FromText(Wordless));

        var folded = string.Join("\n\n", new[] { mail.Signature, mail.QuotedText }.Where(t => t.Length > 0));
        return (folded.Length > 0 ? folded : Wordless, Placed(mail.SignatureHtml + mail.QuotedHtml));
    }

    // A reply of nothing but history is shown whole: an empty post would say nothing.
    private bool IsFoldedWhole => Reading.Mail is { NewText.Length: 0, NewHtml.Length: 0 } mail && mail.SignatureHtml.Length + mail.QuotedHtml.Length > 0;

    private string Placed(string html) => PostHtml.PlacePictures(html, n => n < Files.Count ? Files[n].PictureAddress : null);

    private static string? Kept(string text) => text.Length > 0 ? text : null;
}

/// <summary>What was made of one mail.</summary>
internal sealed record Taken(MailOutcome Outcome, Ticket? Ticket = null, Post? Post = null, string? Problem = null, long? CopyOfId = null);
