using MimeKit;

namespace SupportDesk.Mail.Parsing;

/// <summary>Reports written as prose: what they say, and which addresses they name.</summary>
static class BounceText
{
    static readonly string[] Subjects =
    [
        "undeliver", "undelivered", "delivery status notification", "delivery failure", "delivery failed", "delivery report", "delivery notification", "delivery problem", "delivery has failed", "delivery error", "failure notice", "failed delivery", "failed mail", "returned mail", "returned to sender", "return to sender", "returning message", "mail delivery", "mail could not be delivered",
        "mail failure", "mail system error", "mail error", "mail status report", "message could not be delivered", "could not be delivered", "non-deliverable", "nondeliverable", "non delivery", "not delivered", "no delivery", "delayed mail", "message delayed", "delivery delayed", "delivery delay", "warning: message", "warning: could not send", "could not send message", "cannot send message", "email couldn't be delivered",
        "rejected mail", "mail rejected", "message rejected", "address rejected", "bounce", "deferred mail", "mail returned", "unable to deliver", "user unknown", "unknown user", "unzustellbar", "unzustellbare", "zustellung", "fehlgeschlagen", "nicht zugestellt", "rückmeldung", "non remis", "non distribu", "échec de", "echec de la remise", "impossible de remettre", "no se puede entregar", "no entregado", "no se ha podido entregar", "error de entrega",
        "non recapitabile", "mancato recapito", "mancata consegna", "impossibile recapitare", "não foi possível entregar", "não entregue", "falha na entrega", "onbestelbaar", "niet bezorgd", "kan inte levereras", "ej levererat", "kunne ikke leveres", "toimitus epäonnistui", "ei voitu toimittaa", "niedostarczon", "nie dostarczono", "niemożność dostarczenia", "nedoručiteln", "nedoručen", "недоставлен", "не доставлено", "невозможно доставить", "недоставленное", "teslim edilemedi", "iletilemedi", "kézbesíthetetlen", "nelivrat",
        "配信不能", "配信できません", "メールエラー", "送信できません", "エラー通知", "退信", "系统退信", "投递失败", "無法傳遞", "无法投递", "전송 실패", "반송",
    ];

    static readonly string[] Sayings =
    [
        "could not be delivered", "couldn't be delivered", "wasn't delivered", "was not delivered", "cannot be delivered", "can't be delivered", "not be delivered to", "unable to deliver", "was unable to deliver", "failed to deliver", "undeliverable", "delivery to the following", "delivery has failed", "delivery failed", "delivery failure", "did not reach the following", "following address", "following recipient", "following message", "permanent error", "permanent fatal error", "fatal errors", "user unknown", "unknown user", "no such user", "mailbox full", "mailbox is full",
        "mailbox unavailable", "recipient address rejected", "returned to sender", "returned message", "returned mail", "error delivering your mail", "undelivered", "mailbox exceeds", "over quota", "transcript of session", "unsent message", "host unknown", "host not found", "could not deliver", "deferred:", "will be retried", "has been delayed", "not yet been delivered", "delivery attempts", "message bounced", "your message to", "does not exist", "invalid recipient", "address not found", "message not delivered", "sorry, we were unable", "sorry, no mailbox", "giving up on it",
        "mail was returned", "konnte nicht zugestellt", "konnte nicht an", "nicht zustellbar", "n'a pas pu être", "n'a pu être", "no se pudo entregar", "no ha podido", "impossibile recapitare", "non è stato possibile", "não pôde ser entregue", "kon niet worden", "kunde inte levereras", "kunne ikke leveres", "nie można dostarczyć", "nie została dostarczona", "nelze doručit", "не может быть доставлено", "не удалось доставить", "недоставлен", "teslim edilemedi",
        "送信できません", "配信できません", "届きません", "エラーのため", "無法傳遞", "无法投递", "退回", "무슨 이유로", "undeliverable to", "550 5.", "550-5.", "554 5.", "552 5.", "no valid recipients",
    ];

    static readonly string[] Technical =
    [
        "smtp", "550 ", "550-", "554 ", "552 ", "553 ", "5.1.1", "5.1.2", "5.2.", "5.7.", "5.0.0", "5.4.", "4.4.", "4.2.", "transcript of session", "mail system", "mail server", "mail delivery", "user unknown", "unknown user", "host unknown", "postmaster", "mailer-daemon", "rcpt to", "mts-id", "unsent message", "message headers follow", "did not reach the following recipient",
    ];

    static readonly string[] Delays =
    [
        "(delay)", "delayed mail", "delivery delayed", "has been delayed", "is delayed", "this is a warning message only", "will be retried", "not yet been delivered", "still being retried", "you do not need to resend", "message delayed", "no action is required on your part", "warning: could not send message for past",
    ];

    static readonly string[] Ends =
    [
        "original message", "message headers follow", "unsent message", "copy of the message", "copy of your message", "returned message", "message header", "begin original", "included is a copy", "message contents follow", "headers of your", "headers of the", "the first", "text of message", "below this line is a copy", "message text follows", "undelivered message follows", "start of message", "--- below",
    ];

    public static bool SaysSubject(string subject) => Contains(Phrases.Folded(subject), Subjects);

    public static bool SaysText(string text) => Contains(Phrases.Folded(text[..Math.Min(text.Length, 4000)].Replace('\n', ' ')), Sayings);

    public static bool IsTechnical(string text) => Contains(Phrases.Folded(text[..Math.Min(text.Length, 4000)].Replace('\n', ' ')), Technical);

    public static bool SaysDelay(ParsedMail mail) =>
        Contains(Phrases.Folded(mail.Subject), Delays) || Contains(Phrases.Folded(mail.WholeText[..Math.Min(mail.WholeText.Length, 3000)].Replace('\n', ' ')), Delays);

    /// <summary>The addresses a prose report names before the mail it returns; else those the returned mail was written to.</summary>
    public static List<FailedAddress> Addresses(ParsedMail mail, MimeMessage message, bool delay)
    {
        bool? hard = delay ? false : null;
        var named = message.Headers.Where(h => h.Field.Equals("X-Failed-Recipients", StringComparison.OrdinalIgnoreCase)).SelectMany(h => h.Value.Split(',')).Select(v => v.Trim(' ', '<', '>', '\t')).Where(v => v.Contains('@', StringComparison.Ordinal)).ToList();
        if (named.Count == 0) named = InProse(mail);
        if (named.Count == 0) named = [.. Reports.Returned(message.Body).Take(2).SelectMany(h => Parsing.Addresses.All(h, HeaderId.To, 20)).Select(a => a.Address).Where(a => a.Contains('@', StringComparison.Ordinal))];
        if (named.Count == 0) named = Below(mail.WholeText);
        return [.. named.Distinct(StringComparer.OrdinalIgnoreCase).Take(100).Select(a => new FailedAddress(Texts.Line(a, 320), hard ?? Hardness(mail.WholeText)))];
    }

    static List<string> InProse(ParsedMail mail)
    {
        var own = mail.To.Concat(mail.Cc).Concat(mail.Authors).Select(a => a.Address).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var (strong, weak) = (new List<string>(), new List<string>());
        foreach (var line in mail.WholeText.Split('\n').Take(200))
        {
            var bare = line.Trim();
            var folded = Phrases.Folded(bare);
            if (Contains(folded, Ends) && bare.Length < 100 && (strong.Count > 0 || weak.Count > 0)) break;
            if (bare.Length > 1000 || folded.StartsWith("message-id", StringComparison.Ordinal) || folded.StartsWith("received:", StringComparison.Ordinal) || folded.StartsWith("from:", StringComparison.Ordinal) || folded.StartsWith("return-path", StringComparison.Ordinal)) continue;
            foreach (var address in In(bare).Where(a => !own.Contains(a)))
            {
                var alone = bare.Trim('<', '>', '"', '*', '-', ' ', ':').Length <= address.Length + 2;
                (alone || bare.StartsWith('<') || folded.StartsWith("to:", StringComparison.Ordinal) || Contains(folded, Sayings) || folded.Contains("rcpt to", StringComparison.Ordinal) ? strong : weak).Add(address);
            }
        }

        return strong.Count > 0 ? strong : weak;
    }

    // "To:" of the returned header, where it stands in the text.
    static List<string> Below(string text) =>
        [.. text.Split('\n').Where(l => l.TrimStart('>', ' ').StartsWith("To:", StringComparison.OrdinalIgnoreCase)).Take(3).SelectMany(In)];

    static IEnumerable<string> In(string line)
    {
        for (var at = line.IndexOf('@', StringComparison.Ordinal); at > 0; at = line.IndexOf('@', at + 1))
        {
            var (start, end) = Parsing.Addresses.Around(line, at);
            var address = line[start..end].TrimEnd('.', '!', '?', '\\').Replace("mailto:", "", StringComparison.OrdinalIgnoreCase);
            if (address.IndexOf('@', StringComparison.Ordinal) > 0 && !address.EndsWith('@') && address.Length <= 320) yield return address;
        }
    }

    static bool? Hardness(string text)
    {
        var folded = Phrases.Folded(text[..Math.Min(text.Length, 4000)].Replace('\n', ' '));
        if (folded.Contains("full", StringComparison.Ordinal) || folded.Contains("quota", StringComparison.Ordinal) || folded.Contains(" 4.", StringComparison.Ordinal) || folded.Contains("deferred", StringComparison.Ordinal) || folded.Contains("timed out", StringComparison.Ordinal)) return false;
        return folded.Contains(" 5.", StringComparison.Ordinal) || folded.Contains("#5.", StringComparison.Ordinal) || folded.Contains("550", StringComparison.Ordinal) || folded.Contains("unknown", StringComparison.Ordinal) || folded.Contains("does not exist", StringComparison.Ordinal) || folded.Contains("no such", StringComparison.Ordinal) ? true : null;
    }

    static bool Contains(string folded, string[] phrases) => phrases.Any(p => folded.Contains(p, StringComparison.Ordinal));
}
