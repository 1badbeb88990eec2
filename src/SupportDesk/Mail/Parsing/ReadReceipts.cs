using System.Text.RegularExpressions;

namespace SupportDesk.Mail.Parsing;

/// <summary>
/// Read receipts that lost their report part, as gateways and old programs send them: "Gelesen: your subject" above a line that says when. People
/// may begin a subject so too, so the text must be a receipt's: empty, or short with the subject and a time of day in it.
/// </summary>
static partial class ReadReceipts
{
    const int LongestText = 800;

    static readonly string[] Subjects =
    [
        "read", "not read", "gelesen", "ungelesen", "nicht gelesen", "lu", "non lu", "leído", "leido", "no leído", "lido", "lida", "não lida", "letto", "non letto", "gelezen", "niet gelezen",
        "läst", "oläst", "lest", "ikke lest", "læst", "ikke læst", "luettu", "lukematta", "przeczytano", "przeczytane", "přečteno", "nepřečteno", "prečítané", "prečítaná", "прочитано", "прочтено", "прочитане", "прочетено",
        "okundu", "okunmadı", "olvasva", "elolvasva", "citit", "citită", "pročitano", "prebrano", "διαβάστηκε", "αναγνώστηκε", "loetud", "izlasīts", "perskaityta", "llegit", "dibaca", "đã đọc", "อ่านแล้ว", "נקרא", "تمت القراءة",
        "已读", "已讀", "開封済み", "開封確認", "읽음", "return receipt (displayed)", "return receipt", "read receipt", "read-receipt", "lesebestätigung", "empfangsbestätigung", "accusé de lecture", "confirmation de lecture",
        "confirmación de lectura", "confirmação de leitura", "conferma di lettura", "leesbevestiging", "potwierdzenie przeczytania", "kvittering for læst", "läskvitto", "lesebekreftelse", "уведомление о прочтении", "okundu bilgisi",
    ];

    public static bool Is(ParsedMail mail, bool answers)
    {
        var subject = Phrases.Folded(mail.Subject);
        var mark = subject.IndexOfAny([':', '：', '-']);
        var name = (mark < 0 ? subject : subject[..mark]).Trim();
        if (!Subjects.Contains(name)) return false;

        var text = Phrases.Folded(mail.WholeText.Replace('\n', ' '));
        if (text.Length == 0 || (answers && text.Length <= LongestText && mark >= 0)) return true;
        var about = mark < 0 ? "" : subject[(mark + 1)..].Trim();
        return text.Length <= LongestText && TimeOfDay().IsMatch(text) && ((about.Length > 0 && text.Contains(about, StringComparison.Ordinal)) || text.Contains(name, StringComparison.Ordinal));
    }

    [GeneratedRegex("(?:^|[^0-9])[0-2]?[0-9][:.h][0-5][0-9](?:[^0-9]|$)", RegexOptions.NonBacktracking)]
    private static partial Regex TimeOfDay();
}
