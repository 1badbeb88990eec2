namespace SupportDesk.Mail.Parsing;

static partial class Phrases
{
    /// <summary>Between dashes, above the mail answered to.</summary>
    public static readonly string[] Original =
    [
        "original message", "original mail", "original email", "original appointment", "message from", "reply message", "replied message", "ursprüngliche nachricht", "ursprüngliche mail", "originalnachricht", "original-nachricht", "urspr. nachricht",
        "message d'origine", "message original", "message initial", "mensaje original", "mensaje de origen", "messaggio originale", "messaggio di origine", "mensagem original", "oorspronkelijk bericht", "oorspronkelijke bericht", "origineel bericht",
        "ursprungligt meddelande", "originalmeddelande", "opprinnelig melding", "opprinnelig e-post", "oprindelig meddelelse", "oprindelig besked", "den oprindelige meddelelse", "alkuperäinen viesti", "wiadomość oryginalna", "oryginalna wiadomość", "wiadomość pierwotna",
        "původní zpráva", "původní e-mail", "původní email", "pôvodná správa", "исходное сообщение", "оригинальное сообщение", "пересылаемое сообщение ответ", "оригінальне повідомлення", "вихідне повідомлення", "özgün ileti", "orijinal mesaj", "orijinal ileti", "αρχικό μήνυμα",
        "eredeti üzenet", "mesaj original", "mesajul original", "izvorna poruka", "originalna poruka", "izvirno sporočilo", "оригинално съобщение", "missatge original", "algne kiri", "sākotnējā ziņa", "pradinis laiškas", "pesan asli", "thư gốc", "tin nhắn gốc", "ข้อความดั้งเดิม",
        "元のメッセージ", "オリジナルメッセージ", "原始邮件", "原始郵件", "原邮件", "回复的原邮件", "원본 메시지", "원본 메일", "원본 이메일", "הודעה מקורית", "الرسالة الأصلية", "quoted message", "orig. nachricht", "originele e-mail",
        "оригинална порука", "upprunaleg skilaboð", "پیام اصلی", "मूल संदेश", "mesej asal", "sākotnējais ziņojums", "pradinis pranešimas", "algne sõnum", "tin gốc", "jatorrizko mezua", "mensaxe orixinal",
    ];

    /// <summary>Between dashes or alone, above a mail passed on.</summary>
    public static readonly string[] Forwarded =
    [
        "forwarded message", "forwarded by", "vidarebefordrat mejl", "începe mesajul redirecționat", "mesaj redirecționat de la", "vidarebefordrat e-postmeddelande", "ileti başlangıcı", "iletilen e-posta", "wiadomość przesłana dalej", "перенаправлене повідомлення", "meddelelse videresendt", "メッセージを転送", "転送メール", "преслана порука", "mensaje reenviado por", "videresendt e-post", "videresendt mail", "doorgestuurde e-mail", "weitergeleitete e-mail", "weitergeleitete mail", "messaggio inoltrato da", "e-mail transféré", "courriel transféré", "correo reenviado", "e-mail encaminhado", "пересланное письмо", "переадресованное сообщение", "inoltro messaggio", "begin forwarded message", "forwarded mail", "forwarded email", "start of forwarded message", "original message follows", "weitergeleitete nachricht", "anfang der weitergeleiteten nachricht", "anfang der weitergeleiteten e-mail",
        "message transféré", "message transmis", "début du message transféré", "début du message réexpédié", "mensaje reenviado", "inicio del mensaje reenviado", "messaggio inoltrato", "inizio messaggio inoltrato", "mensagem encaminhada", "mensagem reencaminhada", "início da mensagem encaminhada", "início da mensagem reencaminhada",
        "doorgestuurd bericht", "begin doorgestuurd bericht", "vidarebefordrat meddelande", "vidarebefordrat brev", "början på vidarebefordrat meddelande", "videresendt melding", "videresendt meddelelse", "videresendt besked", "begynnelse på videresendt melding", "start på videresendt besked", "välitetty viesti", "edelleenlähetetty viesti", "välitetty viesti alkaa",
        "wiadomość przekazana", "przekazana wiadomość", "treść przekazanej wiadomości", "přeposlaná zpráva", "začátek přeposílané zprávy", "preposlaná správa", "пересылаемое сообщение", "пересланное сообщение", "начало переадресованного сообщения", "переслане повідомлення", "переслане сообщение",
        "iletilen mesaj", "iletilmiş mesaj", "iletilen ileti", "προωθημένο μήνυμα", "továbbított üzenet", "továbbított levél", "mesaj redirecționat", "mesaj redirectionat", "proslijeđena poruka", "prosleđena poruka", "posredovano sporočilo", "препратено съобщение", "missatge reenviat", "pesan terusan",
        "chuyển tiếp", "転送されたメッセージ", "転送メッセージ", "转发的邮件", "转发邮件", "轉寄郵件", "轉寄的郵件", "전달된 메시지", "הודעה שהועברה", "الرسالة المعاد توجيهها",
        "прослеђена порука", "áframsend skilaboð", "پیام بازفرستاده", "अग्रेषित संदेश", "mesej dimajukan", "mula mesej dimajukan", "pārsūtīta vēstule", "pārsūtītā vēstule", "persiųstas laiškas", "edastatud kiri", "thư chuyển tiếp", "thư đã chuyển tiếp", "bắt đầu thư được chuyển tiếp", "mulai pesan yang diteruskan", "ข้อความที่ส่งต่อ", "เริ่มต้นข้อความที่ส่งต่อ",
        "początek przekazywanej wiadomości", "začiatok preposlanej správy", "továbbított levél kezdete", "începutul mesajului redirecționat", "mesaj înaintat", "započni proslijeđenu poruku", "αρχή προωθημένου μηνύματος", "iletilen ileti başlangıcı", "перенаправленное сообщение", "початок листа, що пересилається", "inici del missatge reenviat", "התחלת ההודעה שהועברה", "הודעה מועברת", "بدء الرسالة المعاد توجيهها", "رسالة معاد توجيهها", "以下是转发的邮件", "下面是被转发的邮件", "开始转发的邮件", "开始转发邮件", "转发的原邮件", "開始轉寄的郵件", "תחילת ההודעה שהועברה", "전달된 메시지 시작", "전달된 메일", "원본 메시지 전달", "以下是被轉寄的郵件", "開始轉寄郵件", "转发的消息", "轉寄的訊息",
    ];

    /// <summary>The place that a desk names above its own mail; with <see cref="ReplyRequests"/>, or between dashes.</summary>
    public static readonly string[] AboveThisLine =
    [
        "above this line", "above the line", "above this text", "oberhalb dieser zeile", "oberhalb dieser linie", "über dieser zeile", "über dieser linie", "über diese zeile", "über diese linie", "oberhalb der linie", "oberhalb der zeile", "au-dessus de cette ligne", "au dessus de cette ligne", "encima de esta línea", "arriba de esta línea", "por encima de esta línea", "sobre esta línea",
        "acima desta linha", "acima dessa linha", "sopra questa riga", "sopra questa linea", "sopra a questa riga", "boven deze regel", "boven deze lijn", "ovanför denna rad", "ovanför den här raden", "ovanför denna linje", "ovanför den här linjen", "over denne linje", "over denne linjen", "over denne linien", "ovenfor denne linje", "ovenfor denne linjen", "over denne streken", "tämän rivin yläpuolelle", "tämän viivan yläpuolelle",
        "powyżej tej linii", "nad tą linią", "nad tento řádek", "nad tímto řádkem", "nad tuto čáru", "nad tento riadok", "выше этой строки", "выше этой линии", "над этой чертой", "над этой строкой", "над этой линией", "вище цього рядка", "bu satırın üst", "bu çizginin üst", "この行より上", "この行の上", "この線より上", "此行上方", "在此行上方", "此线上方", "이 줄 위", "이 선 위",
    ];

    /// <summary>How the sentence of a desk begins that asks for an answer in such a place.</summary>
    public static readonly string[] ReplyRequests =
    [
        "reply", "respond", "write", "type", "enter", "answer above", "please", "to reply", "add your", "bitte", "antworten", "antwort oberhalb", "antwort über", "ihre antwort", "schreiben sie", "répon", "veuillez", "merci de", "écrivez", "tapez", "respond", "respuesta", "escrib", "por favor", "resposta", "escreva", "risp", "scriv", "per favore", "antwoord", "reageer", "reactie", "typ ", "svar", "skriv", "vänligen", "vastaa", "kirjoita",
        "odpow", "prosimy", "proszę", "odpov", "prosím", "ответ", "пожалуйста", "напишите", "відпов", "yanıt", "lütfen", "返信", "请", "請", "답장", "회신",
    ];

    /// <summary>The heading under which a desk or forum repeats earlier posts.</summary>
    public static readonly string[] PreviousReplies =
    [
        "previous replies", "previous messages", "vorherige antworten", "réponses précédentes", "respuestas anteriores", "respostas anteriores", "risposte precedenti", "vorige antwoorden", "eerdere antwoorden", "tidigare svar", "tidligere svar", "aiemmat vastaukset", "poprzednie odpowiedzi", "předchozí odpovědi",
        "предыдущие ответы", "попередні відповіді", "önceki yanıtlar", "过去的回复", "以前的回复", "以前的回覆", "前の返信", "이전 답글",
    ];

    /// <summary>What clients put before the subject of an answer. "VS" is a Finnish answer and a Danish forward, so it is neither.</summary>
    public static readonly string[] ReplySubjects =
    [
        "re", "aw", "antw", "antwort", "sv", "ré", "res", "resp", "r", "odp", "ynt", "yanıt", "vá", "vál", "atb", "απ", "σχετ", "απάντηση", "bls", "trả lời", "отв", "ответ", "відп", "回复", "答复", "回覆", "返信", "답장", "회신", "re답장", "תגובה", "השב", "رد", "ตอบ",
    ];

    public static readonly string[] ForwardSubjects =
    [
        "fw", "fwd", "wg", "videresend", "videresendt", "vidareb", "trans", "rinvia", "doorgest", "pfwd", "fwd re", "weitergeleitet", "vidarebef", "edel", "redirect", "tr", "rv", "enc", "inoltra", "i", "doorst", "vb", "vs", "vl", "pd", "přep", "ilt", "πρθ", "továbbítás", "redir", "转发", "轉寄", "転送", "fs", "전달", "пересл",
    ];
}
