using MimeKit;

namespace SupportDesk.Mail.Parsing;

/// <summary>Two questions about a mail: did a machine write it, and may a machine answer it (RFC 3834)? Besides, what is a report, and what a filter called spam.</summary>
static class Classification
{
    public static ParsedMail Apply(ParsedMail mail, MimeMessage message)
    {
        var headers = message.Headers;
        var feedback = Reports.IsFeedback(message);
        var marks = AnswerMarks.Read(headers);
        var autoReply = AutoReplies.Is(mail, message, marks);
        var bounce = feedback ? Complaint(message) : Bounces.Read(mail, message);
        return mail with
        {
            IsFeedbackReport = feedback,
            IsBounce = bounce.IsBounce,
            IsDelayNotice = bounce is { IsBounce: true, IsDelay: true },
            IsUnclearReport = bounce.IsUnclear,
            Bounced = bounce.Addresses,
            Marks = marks,
            IsAutoReply = !bounce.IsBounce && !feedback && autoReply,
            IsMarkedSpam = IsSpam(headers),
        };
    }

    static Bounce Complaint(MimeMessage message) =>
        new(false, false, [.. Reports.Complainers(message).Select(a => new FailedAddress(a, true, Reason: "complained of the mail as spam"))]);

    static bool IsSpam(HeaderList headers) =>
        Is(headers["X-Spam-Flag"], "yes", "true") || Is(headers["X-Spam"], "yes") || headers["X-Spam-Status"]?.TrimStart().StartsWith("Yes", StringComparison.OrdinalIgnoreCase) == true || Is(headers["X-Rspamd-Action"], "reject", "add header");

    internal static bool Is(string? value, params ReadOnlySpan<string> expected)
    {
        var bare = value?.Trim();
        foreach (var one in expected)
        {
            if (string.Equals(bare, one, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
