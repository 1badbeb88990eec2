using SupportDesk.Data;

namespace SupportDesk.Mail;

/// <summary>What an escalation's mails are asked.</summary>
public static partial class LastCheck
{
    private static Task<string?> AgainstEscalationAsync(DeskDb db, OutboxMail mail, CancellationToken cancel) => Task.FromResult<string?>(null);
}
