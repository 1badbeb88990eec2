using Microsoft.Extensions.Options;
using SupportDesk.Mail;

namespace SupportDesk.Notifications.Rendering;

/// <summary>Gathers what each kind of mail says: one switch, one method a kind, each reading only what its reader may know.</summary>
public sealed partial class Contents(MailLinks links, ReplyRoutes routes, DeskClock clock, IOptions<MailOptions> mail)
{
    /// <exception cref="DeskException">What it is about is no longer there.</exception>
    public Task<Content> OfAsync(Writing writing) => writing.Mail.Kind switch
    {
        MailKind.Acknowledgement => AcknowledgementAsync(writing),
        MailKind.Reply => ReplyAsync(writing),
        MailKind.Assigned => AssignedAsync(writing),
        MailKind.Outside => OutsideAsync(writing),
        MailKind.NewReply => NewReplyAsync(writing),
        MailKind.ConsentQuestion or MailKind.ConsentReminder or MailKind.PassedOn => ConsentAsync(writing),
        MailKind.ConsentNoted => ConsentNotedAsync(writing),
        MailKind.FreshLink => FreshLinkAsync(writing),
        MailKind.Delivery => DeliveryAsync(writing),
        MailKind.LevelReminder => LevelReminderAsync(writing),
        MailKind.Overdue => OverdueAsync(writing),
        MailKind.Step => StepAsync(writing),
        MailKind.Question => QuestionAsync(writing),
        MailKind.Answer => AnswerAsync(writing),
        MailKind.Returned => ReturnedAsync(writing),
        MailKind.Understood => UnderstoodAsync(writing),
        MailKind.Confirmation => ConfirmationAsync(writing),
        MailKind.Decision => DecisionAsync(writing),
        MailKind.CaseDecided => CaseDecidedAsync(writing),
        MailKind.CaseWithdrawn => CaseWithdrawnAsync(writing),
        MailKind.Anchored => AnchoredAsync(writing),
        MailKind.Bundle => throw new InvalidOperationException("A bundle is written from its notices."),
        _ => throw new DeskException($"The desk does not know how to write a mail of kind {writing.Mail.Kind}."),
    };
}
