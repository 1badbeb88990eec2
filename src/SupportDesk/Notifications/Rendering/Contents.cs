using SupportDesk.Mail;

namespace SupportDesk.Notifications.Rendering;

/// <summary>Gathers what each kind of mail says: one switch, one method a kind, each reading only what its reader may know.</summary>
public sealed partial class Contents(MailLinks links)
{
    /// <exception cref="DeskException">What it is about is no longer there.</exception>
    public Task<Content> OfAsync(Writing writing) => writing.Mail.Kind switch
    {
        MailKind.Acknowledgement => AcknowledgementAsync(writing),
        MailKind.Reply => ReplyAsync(writing),
        MailKind.Assigned => AssignedAsync(writing),
        MailKind.NewReply => NewReplyAsync(writing),
        _ => throw new DeskException($"The desk does not know how to write a mail of kind {writing.Mail.Kind}."),
    };
}
