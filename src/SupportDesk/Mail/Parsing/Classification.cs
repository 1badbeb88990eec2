using MimeKit;

namespace SupportDesk.Mail.Parsing;

/// <summary>Robots, bounces, lists and spam: mail that nobody may be answered to by a machine (RFC 3834).</summary>
static class Classification
{
    public static ParsedMail Apply(ParsedMail mail, MimeMessage message)
    {
        var headers = message.Headers;
        var feedback = Reports.IsFeedback(message);
        var bounce = feedback ? new Bounce(false, false, [.. Reports.Complainers(message).Select(a => new FailedAddress(a, true, Reason: "complained of the mail as spam"))]) : Bounces.Read(mail, message);
        var bulk = IsBulk(headers);
        return mail with
        {
            IsFeedbackReport = feedback,
            IsBounce = bounce.IsBounce,
            IsDelayNotice = bounce.IsDelay,
            Bounced = bounce.Addresses,
            IsBulk = bulk,
            IsAutoReply = !bounce.IsBounce && !feedback && AutoReplies.Is(mail, message),
            IsMarkedSpam = IsSpam(headers),
        };
    }

    static bool IsBulk(HeaderList headers)
    {
        if (headers.Contains(HeaderId.ListId) || headers.Contains(HeaderId.ListUnsubscribe) || headers.Contains(HeaderId.ListPost) || headers.Contains("Mailing-List") || headers.Contains("X-Mailing-List") || headers.Contains("Feedback-ID")) return true;
        return Is(headers["Precedence"], "bulk", "list", "junk") || headers.Contains("X-Campaign") || headers.Contains("X-CampaignId") || headers.Contains("X-Mailchimp-Campaign-Id");
    }

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
