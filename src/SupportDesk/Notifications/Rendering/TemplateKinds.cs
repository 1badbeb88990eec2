using SupportDesk.Mail;

namespace SupportDesk.Notifications.Rendering;

/// <summary>Which folder of templates/mail writes which mail, from which model.</summary>
internal static class TemplateKinds
{
    public static readonly IReadOnlyDictionary<MailKind, Type> Models = new Dictionary<MailKind, Type>
    {
        [MailKind.Acknowledgement] = typeof(AcknowledgementModel),
        [MailKind.Reply] = typeof(ReplyModel),
        [MailKind.Assigned] = typeof(AssignedModel),
        [MailKind.Outside] = typeof(OutsideModel),
        [MailKind.NewReply] = typeof(NewReplyModel),
        [MailKind.ConsentQuestion] = typeof(ConsentModel),
        [MailKind.ConsentReminder] = typeof(ConsentModel),
        [MailKind.PassedOn] = typeof(ConsentModel),
        [MailKind.ConsentNoted] = typeof(ConsentNotedModel),
        [MailKind.Delivery] = typeof(DeliveryModel),
        [MailKind.LevelReminder] = typeof(LevelReminderModel),
        [MailKind.Overdue] = typeof(OverdueModel),
        [MailKind.Step] = typeof(StepModel),
        [MailKind.Question] = typeof(QuestionModel),
        [MailKind.Answer] = typeof(AnswerModel),
        [MailKind.Decision] = typeof(DecisionModel),
        [MailKind.CaseDecided] = typeof(CaseDecidedModel),
        [MailKind.CaseWithdrawn] = typeof(CaseWithdrawnModel),
        [MailKind.Returned] = typeof(ReturnedModel),
        [MailKind.Understood] = typeof(UnderstoodModel),
        [MailKind.Confirmation] = typeof(ConfirmationModel),
        [MailKind.FreshLink] = typeof(FreshLinkModel),
        [MailKind.Bundle] = typeof(BundleModel),
        [MailKind.Anchored] = typeof(AnchoredModel),
    };

    /// <summary>The folder of a kind: <c>new-reply</c> for NewReply.</summary>
    public static string FolderOf(MailKind kind) => string.Concat(kind.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
