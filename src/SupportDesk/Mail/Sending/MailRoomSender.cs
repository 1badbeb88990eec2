namespace SupportDesk.Mail.Sending;

/// <summary>Where no server is configured: the outbox row with its kept bytes is the recipient's mailbox, and the mail room shows it.</summary>
public sealed class MailRoomSender : IMailSender
{
    public Task<SendAnswer> SendAsync(string from, string to, ReadOnlyMemory<byte> mime, CancellationToken cancel) => Task.FromResult(SendAnswer.Accepted);
}
