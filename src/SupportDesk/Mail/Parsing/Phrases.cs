using System.Collections.Frozen;
using System.Text;

namespace SupportDesk.Mail.Parsing;

/// <summary>The words mail clients put around what they quote, in the languages the large clients speak. Lower case; compared after <see cref="Folded"/>.</summary>
static partial class Phrases
{
    /// <summary>Lower case, plain spaces and dashes, digits of every script as 0 to 9, no emphasis and no direction marks: the form in which all phrases are compared.</summary>
    public static string Folded(string text)
    {
        var folded = Ascii.IsValid(text) ? text : Plain(text);
        folded = folded.Trim(' ', '*', '_', '\t').ToLowerInvariant();
        return folded.Contains("  ", StringComparison.Ordinal) ? string.Join(' ', folded.Split(' ', StringSplitOptions.RemoveEmptyEntries)) : folded;
    }

    static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (Texts.IsInvisible(c) || IsArabicSign(c)) continue;
            plain.Append(c switch
            {
                '\u00A0' or '\u202F' or '\u2007' or '\u2009' => ' ',
                '’' => '\'',
                'İ' => 'i',
                _ when c > 127 && char.IsDigit(c) => (char)('0' + (int)char.GetNumericValue(c)),
                _ => c,
            });
        }

        return plain.ToString();
    }

    // Vowels and the stretching line, which one program writes and the next leaves out.
    static bool IsArabicSign(char c) => c is '\u0640' or '\u0670' or (>= '\u064B' and <= '\u0652');

    /// <summary>"wrote": ends, or stands inside, the line above a quote.</summary>
    public static readonly string[] Wrote =
    [
        "wrote", "writes", "said", "schrieb", "schrieb folgendes", "geschrieben", "a écrit", "a ecrit", "écrivait", "escribió", "escribio", "ha escrito", "ha scritto", "scrisse", "escreveu", "schreef", "het volgende geschreven",
        "skrev", "skrev följande", "skrev følgende", "skreiv", "kirjoitti", "napisał(a)", "napisał/a", "napisał", "napisała", "pisze", "napsal(a)", "napsal", "napsala", "napísal(a)", "napísal", "napísala",
        "написал(а)", "написал", "написала", "написа", "пишет", "писал", "писал(а)", "написав", "написав(ла)", "написала", "пише", "пишe", "yazdı", "şunu yazdı", "şunları yazdı", "έγραψε", "írta", "ezt írta", "a scris", "a scris următoarele",
        "je napisao", "je napisao/la", "napisao je", "napisala je", "je napisal", "je napisala", "je napisal/-a", "va escriure", "ha escrit", "kirjutas", "rakstīja", "rašė", "skrifaði", "menulis", "đã viết", "viết", "เขียนว่า", "เขียน",
        "写道", "写到", "寫道", "寫到", "のメール", "さんは書きました", "は書きました", "書きました", "님이 작성", "작성", "כתב", "כתבה", "‫כתב", "كتب", "كتبت", "نوشت", "ने लिखा", "scripsit", "idatzi du", "escribiu", "تمت كتابة ما يلي بواسطة", "كتب ما يلي", "نوشته است", "geschreven", "ha escrit", "escribió lo siguiente", "a scris:",
        "כתב/ה", "је написао/ла", "је написао", "је написала", "је написао(ла)", "написао је", "napisal(a)", "napisal", "napisala", "napisao", "je napisao(la)", "쓴 글", "napisao(la)", "skrifar", "píše", "писав", "писала", "писали", "schreibt", "skriver", "scrive", "écrit", "geschrieben hat",
    ];

    /// <summary>The first word of the line above a quote.</summary>
    public static readonly string[] Openers =
    [
        "on ", "at ", "am ", "às ", "în ", "pe ", "dňa ", "στο ", "þann ", "kuupäev ", "בתאריך ", "ב-", "في ", "در ", "ในวันที่ ", "วันที่ ", "дана ", "le ", "el ", "il ", "em ", "op ", "den ", "på ", "w dniu ", "dnia ", "dne ", "in data ", "il giorno ", "на ", "в ", "у ", "στις ", "pada ", "vào ", "a(z) ", "dana ", "у дана ", "op ", "lør", "søn", "man", "tir", "ons", "tor", "fre",
    ];

    /// <summary>How a line begins that names only whose words follow.</summary>
    public static readonly string[] Quoting = ["quoting ", "citando ", "zitat von ", "citação de ", "message du ", "citat från ", "in article ", "citeren ", "citerar ", "citerer ", "cituji ", "citujem ", "cytowanie ", "cytat ", "lainaus ", "scrive ", "quotando ", "цитирование ", "цитата ", "idézés ", "citez "];

    /// <summary>How months begin, shortest form that tells them from other words.</summary>
    public static readonly string[] Months =
    [
        "jan", "feb", "mar", "mär", "mrt", "apr", "mai", "may", "mei", "maj", "jun", "jul", "aug", "sep", "oct", "okt", "nov", "dec", "dez", "ene", "abr", "ago", "set", "dic", "out", "fev", "gen", "mag", "giu", "lug", "ott",
        "janv", "févr", "fév", "avr", "juin", "juil", "août", "déc", "sty", "lut", "kwi", "cze", "lip", "sie", "wrz", "paź", "lis", "gru", "led", "úno", "bře", "dub", "kvě", "čer", "srp", "zář", "říj", "pro",
        "янв", "фев", "мар", "апр", "мая", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек", "січ", "лют", "бер", "кві", "тра", "чер", "лип", "сер", "вер", "жов", "лис", "гру",
        "tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu", "oca", "şub", "nis", "haz", "tem", "ağu", "eyl", "eki", "kas", "ara", "月",
    ];

    public static readonly FrozenDictionary<string, HeaderLabel> Labels = Table(
        (HeaderLabel.From, "expeditorul|отправитель|відправник|gönderen kişi|avsändare|avsender|afsender|afzender|absender|odesilatel|від:|from|von|de|da|van|från|fra|frå|lähettäjä|od|nadawca|odesílatel|odosielateľ|expéditeur|remitente|enviado por|mittente|от|от кого|від|від кого|gönderen|kimden|από|feladó|küldő|de la|expeditor|pošiljatelj|šalje|saatja|nuo|no|sūtītājs|siuntėjas|dari|từ|người gửi|จาก|差出人|送信者|送信元|发件人|發件人|寄件者|寄件人|보낸 사람|보낸사람|발신|발신자|보낸이|מאת|من|remetente|de part de|nga|von:|frá|од|از|فرستنده|प्रेषक|daripada|pengirim|nork|sender"),
        (HeaderLabel.Sent, "sent|date|sent on|date sent|gesendet|gesendet am|datum|envoyé|envoyé le|date d'envoi|enviado|enviado el|enviado em|enviada em|enviada|data|fecha|fecha de envío|inviato|inviata|data invio|verzonden|verzonden op|skickat|skickades|sendt|dato|lähetetty|päivämäärä|päiväys|pvm|wysłano|wysłane|odesláno|odoslané|dátum|отправлено|дата|дата отправки|надіслано|gönderildi|gönderilme|tarih|εστάλη|ημερομηνία|στάλθηκε|elküldve|küldve|trimis|dată|изпратено|poslano|poslato|saadetud|kuupäev|išsiųsta|nosūtīts|dikirim|tanggal|đã gửi|ngày|ส่ง|วันที่|送信日時|日付|日時|发送时间|發送時間|寄件日期|日期|时间|보낸 날짜|날짜|보냄|נשלח|תאריך|تاريخ الإرسال|التاريخ|تم الإرسال|enviat|saatmisaeg|послато|датум|ارسال شده|تاریخ|भेजा गया|दिनांक|dihantar|傳送時間|보낸 시간|bidaltze-data|sendt den|отправлено:|إرسال|gửi lúc|ส่งเมื่อ|izdano|poslané"),
        (HeaderLabel.To, "destinatarul|получатель|одержувач|mottagare|mottaker|modtager|ontvanger|empfänger|příjemce|to|an|à|a|para|naar|aan|till|til|vastaanottaja|do|komu|кому|до|kime|alıcı|προς|címzett|către|destinatario|destinataire|destinatários|para:|за|do kogo|pour|prima|kellele|kam|kepada|đến|tới|ถึง|宛先|送信先|收件人|收件者|받는 사람|받는사람|받은 사람|받은사람|수신|수신자|받는이|אל|إلى|saaja|gavėjas|untuk|per a|adressaat|به|گیرنده|प्रति|ke|nori|primatelj|prejemnik|прима|penerima|za"),
        (HeaderLabel.Copy, "cc|bcc|kopie|copia|cópia|kopi|kopia|kopio|копия|копія|en cc|kopie (cc)|copia (cc)|cópia para|másolatot kap|bilgi|κοιν|抄送|副本|참조|עותק|نسخة|dw|ud|cc:"),
        (HeaderLabel.Subject, "subiectul|titel|subject|betreff|objet|sujet|asunto|assunto|oggetto|onderwerp|ämne|emne|aihe|temat|předmět|predmet|тема|konu|θέμα|tárgy|subiect|tema|относно|teema|tema|temats|ogg|rubrik|subjek|perihal|chủ đề|tiêu đề|เรื่อง|หัวเรื่อง|件名|主题|主題|主旨|제목|נושא|الموضوع|assumpte|gaia|efni|zadeva|tēma|موضوع|विषय|subjekt|thema"),
        (HeaderLabel.Other, "reply-to|reply to|antwort an|répondre à|rispondi a|risposta|responder a|importance|wichtigkeit|priorität|importancia|priorité|attachments|anlagen|anhänge|on behalf of|im auftrag von|organization|organisation|mailed-by|signed-by"));

    static FrozenDictionary<string, HeaderLabel> Table(params (HeaderLabel Label, string Words)[] rows)
    {
        var table = new Dictionary<string, HeaderLabel>(StringComparer.Ordinal);
        foreach (var (label, words) in rows)
        {
            foreach (var word in words.Split('|')) table.TryAdd(word, label);
        }

        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

enum HeaderLabel
{
    From,
    Sent,
    To,
    Copy,
    Subject,
    Other,
}
