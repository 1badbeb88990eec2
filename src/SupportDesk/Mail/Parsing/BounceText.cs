namespace SupportDesk.Mail.Parsing;

/// <summary>Reports written as prose: what they say.</summary>
static class BounceText
{
    static readonly string[] Subjects =
    [
        "undeliver", "undelivered", "delivery status notification", "delivery failure", "delivery failed", "delivery report", "delivery notification", "delivery problem", "delivery has failed", "delivery error", "failure notice", "failed delivery", "failed mail", "returned mail", "returned to sender", "return to sender", "returning message", "mail delivery", "mail could not be delivered",
        "mail failure", "mail system error", "mail error", "mail status report", "message could not be delivered", "could not be delivered", "non-deliverable", "nondeliverable", "non delivery", "not delivered", "no delivery", "delayed mail", "message delayed", "delivery delayed", "delivery delay", "warning: message", "warning: could not send", "could not send message", "cannot send message", "email couldn't be delivered",
        "rejected mail", "mail rejected", "message rejected", "address rejected", "bounce", "deferred mail", "mail returned", "unable to deliver", "user unknown", "unknown user", "non-delivery", "processing error", "failed mail", "delivery warning", "unzustellbar", "unzustellbare", "zustellung", "fehlgeschlagen", "nicht zugestellt", "rückmeldung", "non remis", "non distribu", "échec de", "echec de la remise", "impossible de remettre", "no se puede entregar", "no entregado", "no se ha podido entregar", "error de entrega",
        "non recapitabile", "mancato recapito", "mancata consegna", "impossibile recapitare", "não foi possível entregar", "não entregue", "falha na entrega", "onbestelbaar", "niet bezorgd", "kan inte levereras", "ej levererat", "kunne ikke leveres", "toimitus epäonnistui", "ei voitu toimittaa", "niedostarczon", "nie dostarczono", "niemożność dostarczenia", "nedoručiteln", "nedoručen", "недоставлен", "не доставлено", "невозможно доставить", "недоставленное", "teslim edilemedi", "iletilemedi", "kézbesíthetetlen", "nelivrat",
        "配信不能", "配信できません", "メールエラー", "送信できません", "エラー通知", "退信", "系统退信", "投递失败", "发送失败", "发送不成功", "無法傳送", "寄送失敗", "退件", "無法傳遞", "无法投递", "전송 실패", "반송",
        // As Exchange and Outlook begin them, by language.
        "não é possível entregar", "gick inte att leverera", "kan ikke leveres", "ei voi toimittaa", "toimittamaton", "toimitus ei onnistu", "nedoručiteľn", "nepodarilo sa doručiť", "kézbesítés sikertelen", "a kézbesítés nem sikerült",
        "imposibil de livrat", "nu poate fi livrat", "не удается доставить", "не удалось доставить", "не вдалося доставити", "не може да бъде доставено", "недоставимо", "nije isporučeno", "neisporučivo", "nedostavljivo", "ni mogoče dostaviti",
        "δεν είναι δυνατή η παράδοση", "δεν παραδόθηκε", "kohaletoimetamatu", "nepiegādājams", "nepristatyta", "tidak terkirim", "không gửi được", "không thể gửi", "ส่งไม่ได้", "ไม่สามารถส่ง", "לא ניתן למסור", "تعذر التسليم", "غير قابل للتسليم",
        "无法送达", "未送达", "未传递", "未傳遞", "傳遞失敗", "배달되지 않음", "배달할 수 없음", "no s'ha pogut lliurar", "lieferung nicht möglich", "nicht zustellbar",
    ];

    static readonly string[] Sayings =
    [
        "could not be delivered", "couldn't be delivered", "wasn't delivered", "was not delivered", "cannot be delivered", "can't be delivered", "not be delivered to", "unable to deliver", "was unable to deliver", "failed to deliver", "undeliverable", "delivery to the following", "delivery has failed", "delivery failed", "delivery failure", "did not reach the following", "following address", "following recipient", "following message", "permanent error", "permanent fatal error", "fatal errors", "user unknown", "unknown user", "no such user", "mailbox full", "mailbox is full",
        "mailbox unavailable", "recipient address rejected", "returned to sender", "returned message", "returned mail", "error delivering your mail", "undelivered", "mailbox exceeds", "over quota", "transcript of session", "unsent message", "host unknown", "host not found", "could not deliver", "deferred:", "will be retried", "has been delayed", "not yet been delivered", "delivery attempts", "message bounced", "your message to", "does not exist", "invalid recipient", "address not found", "message not delivered", "sorry, we were unable", "sorry, no mailbox", "giving up on it",
        "mail was returned", "konnte nicht zugestellt", "konnte nicht an", "nicht zustellbar", "n'a pas pu être", "n'a pu être", "no se pudo entregar", "no ha podido", "impossibile recapitare", "non è stato possibile", "não pôde ser entregue", "kon niet worden", "kunde inte levereras", "kunne ikke leveres", "nie można dostarczyć", "nie została dostarczona", "nelze doručit", "не может быть доставлено", "не удалось доставить", "недоставлен", "teslim edilemedi",
        "送信できません", "配信できません", "届きません", "エラーのため", "無法傳遞", "无法投递", "无法发送", "无法送达", "無法送達", "发送失败", "投递失败", "退回", "宛先不明", "宛先が見つかりません", "무슨 이유로", "undeliverable to", "550 5.", "550-5.", "554 5.", "552 5.", "no valid recipients", "non-delivery report", "has been postponed", "encountered an error while being processed", "was addressed, ", "was not able to deliver", "wasn't able to deliver", "can not be delivered", "cannot be sent", "couldn't be sent", "address rejected", "address is wrong", "unrouteable address", "quota violation", "n'a pas pu etre", "failed recipient", "intended recipient",
        "einige oder alle empfänger nicht erreicht", "empfänger konnten nicht erreicht", "empfänger konnte nicht erreicht", "nachrichtenzustellung an folgende", "zustellung an folgende", "wurde nicht zugestellt", "konnte folgenden empfängern nicht",
        "échec de la remise", "n'est pas parvenu", "n'a pas été remis", "destinataires suivants", "destinatarios siguientes", "siguientes destinatarios", "no se ha entregado", "recapito non riuscito", "non ha raggiunto", "seguenti destinatari",
        "bezorging bij de volgende", "niet worden bezorgd", "volgende geadresseerden", "dostarczenie wiadomości do", "nie udało się dostarczyć", "gick inte att leverera", "följande mottagare", "leveringen til", "følgende modtagere", "følgende mottakere",
        "seuraaville vastaanottajille", "ei voitu toimittaa", "falha na entrega", "não foi possível entregar", "doručení těmto", "nepodařilo doručit", "nepodarilo doručiť", "nem sikerült kézbesíteni", "kézbesítés sikertelen", "nu a putut fi livrat", "livrarea către",
        "δεν ήταν δυνατή η παράδοση", "не вдалося доставити", "не беше доставено", "nije moguće isporučiti", "ni bilo mogoče dostaviti", "aşağıdaki alıcı", "لم يتم تسليم", "تعذر تسليم", "المستلمين التالي", "המסירה נכשלה", "לא ניתן היה למסור",
        "无法向", "未能送达", "無法傳送", "傳遞至下列", "配信に失敗", "配信できませんでした", "배달하지 못했습니다", "배달되지 않았습니다", "không gửi được", "không thể gửi", "ไม่สามารถส่ง", "has been rejected by", "resolver.adr", "was blocked by", "has not been delivered",
    ];

    // Full for now: the address is good.
    static readonly string[] Full =
    [
        "full", "quota", "exceeds allowed size", "mailbox exceeds", "mailbox size limit", "postfach ist voll", "postfach voll", "überfüllt", "boîte pleine", "boîte aux lettres pleine", "buzón lleno", "buzón está lleno", "casella piena", "caixa cheia",
        "postvak is vol", "przepełnion", "переполнен", "已满", "已滿", "容量超過", "가득",
    ];

    static readonly string[] Technical =
    [
        "smtp", "550 ", "550-", "554 ", "552 ", "553 ", "5.1.1", "5.1.2", "5.2.", "5.7.", "5.0.0", "5.4.", "4.4.", "4.2.", "transcript of session", "mail system", "mail server", "mail delivery", "user unknown", "unknown user", "host unknown", "postmaster", "mailer-daemon", "rcpt to", "mts-id", "unsent message", "message headers follow", "did not reach the following recipient",
    ];

    static readonly string[] Delays =
    [
        "(delay)", "delayed mail", "delivery delayed", "has been delayed", "is delayed", "this is a warning message only", "will be retried", "not yet been delivered", "still being retried", "you do not need to resend", "message delayed", "no action is required on your part", "warning: could not send message for past", "delivery attempts will continue", "has been postponed", "will continue to try", "wird weiter versucht", "warning only",
    ];

    static readonly string[] EndMarks =
    [
        "original message", "message headers follow", "unsent message", "copy of the message", "copy of your message", "returned message", "message header", "begin original", "included is a copy", "message contents follow", "headers of your", "headers of the", "the first", "text of message", "below this line is a copy", "message text follows", "undelivered message follows", "start of message", "--- below", "returned mail follows", "old message:", "summary of the undelivered message", "undelivered message you sent", "original mail", "原邮件", "原始邮件", "message below", "ursprüngliche nachricht", "message d'origine", "mensaje original",
    ];

    public static bool SaysSubject(string subject) => Contains(Phrases.Folded(subject), Subjects);

    public static bool SaysText(string text) => Contains(Phrases.Folded(text[..Math.Min(text.Length, 4000)].Replace('\n', ' ')), Sayings);

    /// <summary>One folded line that says so.</summary>
    public static bool Announces(string folded) => Contains(folded, Sayings);

    /// <summary>A folded line below which the returned mail stands.</summary>
    public static bool Ends(string folded) => Contains(folded, EndMarks);

    public static bool IsTechnical(string text) => Contains(Phrases.Folded(text[..Math.Min(text.Length, 4000)].Replace('\n', ' ')), Technical);

    public static bool SaysDelay(ParsedMail mail) =>
        Contains(Phrases.Folded(mail.Subject), Delays) || Contains(Phrases.Folded(mail.WholeText[..Math.Min(mail.WholeText.Length, 3000)].Replace('\n', ' ')), Delays);

    /// <summary>True: refused for good. False: it may work later. Null: not said.</summary>
    public static bool? Hardness(string text)
    {
        var folded = Phrases.Folded(text[..Math.Min(text.Length, 4000)].Replace('\n', ' '));
        if (Contains(folded, Full) || folded.Contains(" 4.", StringComparison.Ordinal) || folded.Contains("deferred", StringComparison.Ordinal) || folded.Contains("timed out", StringComparison.Ordinal)) return false;
        return folded.Contains(" 5.", StringComparison.Ordinal) || folded.Contains("#5.", StringComparison.Ordinal) || folded.Contains("550", StringComparison.Ordinal) || folded.Contains("unknown", StringComparison.Ordinal) || folded.Contains("does not exist", StringComparison.Ordinal) || folded.Contains("no such", StringComparison.Ordinal) ? true : null;
    }

    static bool Contains(string folded, string[] phrases) => phrases.Any(p => folded.Contains(p, StringComparison.Ordinal));
}
