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
        "已读", "已讀", "開封済み", "開封確認", "읽음",
    ];

    static readonly string[] Receipts =
    [
        "return receipt", "read receipt", "read-receipt", "lesebestätigung", "empfangsbestätigung", "accusé de lecture", "accusé de réception", "confirmation de lecture", "confirmación de lectura", "acuse de recibo", "confirmação de leitura",
        "recibo de leitura", "conferma di lettura", "ricevuta di ritorno", "leesbevestiging", "ontvangstbevestiging", "potwierdzenie przeczytania", "potwierdzenie odbioru", "kvittering for læst", "läskvitto", "mottagningskvitto", "lesebekreftelse",
        "уведомление о прочтении", "okundu bilgisi", "potvrzení o přečtení", "開封確認", "受領確認", "已读回执", "讀取回條",
    ];

    // What a receipt says of the mail: it was shown, opened, read.
    static readonly string[] Seen =
    [
        "displayed", "opened", "was read", "was received by", "has been read", "angezeigt", "gelesen", "geöffnet", "affiché", "été lu", "ouvert", "mostrado", "leído", "abierto", "exibida", "lida", "lido", "visualizzato", "letto", "aperto", "weergegeven",
        "gelezen", "geopend", "wyświetlon", "przeczytan", "visats", "läst", "vist", "læst", "lest", "показано", "прочитано", "отображ", "görüntülen", "okundu", "zobrazen", "přečten", "開封", "表示", "已读", "讀取", "打开", "received by",
    ];

    public static bool Is(ParsedMail mail, bool answers)
    {
        var subject = Phrases.Folded(mail.Subject);
        var mark = subject.IndexOfAny([':', '：', '-']);
        var name = (mark < 0 ? subject : subject[..mark]).Trim();
        if (!Subjects.Contains(name) && !IsNamed(name)) return false;

        var text = Phrases.Folded(mail.WholeText.Replace('\n', ' '));
        if (text.Length == 0 || (answers && text.Length <= LongestText && mark >= 0)) return true;
        var about = mark < 0 ? "" : subject[(mark + 1)..].Trim();
        if (IsNamed(name)) return text.Length <= LongestText && TimeOfDay().IsMatch(text) && !text.Contains('?', StringComparison.Ordinal) && Seen.Any(s => text.Contains(s, StringComparison.Ordinal));
        return text.Length <= LongestText && TimeOfDay().IsMatch(text) && ((about.Length > 0 && text.Contains(about, StringComparison.Ordinal)) || text.Contains(name, StringComparison.Ordinal));
    }

    // "Return Receipt (displayed)", "Lesebestätigung (angezeigt)": the name of the thing, with what it says of the mail behind it.
    static bool IsNamed(string name) => Receipts.Contains(name.IndexOf('(', StringComparison.Ordinal) is var open and > 0 ? name[..open].Trim() : name);

    [GeneratedRegex("(?:^|[^0-9])[0-2]?[0-9][:.h][0-5][0-9](?:[^0-9]|$)", RegexOptions.NonBacktracking)]
    private static partial Regex TimeOfDay();
}
