namespace SupportDesk.Mail.Sending;

/// <summary>Where no server is configured: the outbox row with its kept bytes is the recipient's mailbox, and the mail room shows it.</summary>
public sealed class MailRoomSender : IMailSender
{
    public async Task<SendAnswer> SendAsync(string from, string to, ReadOnlyMemory<byte> mime, Func<Task<bool>> leaving, CancellationToken cancel) =>
        await leaving() ? SendAnswer.Accepted : SendAnswer.NotStarted;
}
