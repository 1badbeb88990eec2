using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail.Matching;
using SupportDesk.Mail.Parsing;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Mail.Incoming;

/// <summary>One mail on its way into the desk, within one commit.</summary>
internal sealed record Taking(DeskDb Db, Reading Reading, Mailbox Mailbox, Sender Sender, Match Match, IReadOnlyList<KeptFile> Files, Breaker Breaker, Senders People, DateTimeOffset At, CancellationToken Cancel)
{
    public Actor System { get; } = Actor.System(Via.Mail);

    /// <summary>The mail's new words as a post.</summary>
    public NewPost Post(PostState state)
    {
        var (mail, words) = (Reading.Mail, Words());
        return new(
            PostKind.Reply, Sender.Person.Id, Reading.Writer?.Name ?? Sender.Person.DisplayName, Reading.Writer?.Address, words.Html, words.Text, Origin.Mail,
            words.QuotedText, words.Signature, Reading.Verdict, state, Files.Count > 0, Reading.Automatic || mail.IsMarkedSpam, LetterDoubt: mail.LetterDoubt)
        {
            QuotedHtml = words.QuotedHtml,
            SignatureHtml = words.SignatureHtml,
            PlainForm = words.PlainForm,
            Invitations = mail.Invitations.Count > 0 ? Invitation.ToJson(mail.Invitations) : null,
        };
    }

    /// <summary>A line of the desk itself, for staff alone.</summary>
    public Post Tell(Ticket ticket, string text) =>
        ticket.Note(new(PostKind.Note, Actor.SystemId, "SupportDesk", null, PostHtml.FromText(text), text, Origin.Mail), System, At);

    /// <summary>What is shown of it, and what is folded.</summary>
    public MailWords Words() => MailWords.Read(Reading.Mail, n => n < Files.Count ? Files[n].PictureAddress : null);
}

/// <summary>What was made of one mail.</summary>
internal sealed record Taken(MailOutcome Outcome, Ticket? Ticket = null, Post? Post = null, string? Problem = null, long? CopyOfId = null);
