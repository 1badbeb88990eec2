namespace SupportDesk.Mail.Parsing;

/// <summary>What machines and people write about being away, as subjects begin; lower case, compared after <see cref="Phrases.Folded"/>.</summary>
static partial class AutoReplies
{
    /// <summary>As mail programs begin the subjects of answers that nobody typed.</summary>
    static readonly string[] MachinesSubjects =
    [
        "out of office", "out of the office", "out-of-office", "auto:", "autoreply", "auto-reply", "auto reply", "automatic reply",
        "automatic response", "auto response", "auto-response", "autoresponse", "autoresponder", "auto-responder", "vacation reply",
        "vacation notice", "vacation message", "vacation:", "abwesenheit", "automatische antwort", "automatische abwesenheit",
        "abwesenheitsnotiz", "réponse automatique", "reponse automatique", "absence du bureau", "message d'absence",
        "respuesta automática", "respuesta automatica", "resposta automática", "resposta automatica", "risposta automatica",
        "automatisch antwoord", "autosvar", "automatiskt svar", "automatisk svar", "automaattinen vastaus", "autom. odpowiedź",
        "automatyczna odpowiedź", "odpowiedź automatyczna", "autoodpowiedź", "automatická odpověď", "automatická odpoveď", "автоответ",
        "автоматический ответ", "автоматична відповідь", "автовідповідь", "otomatik yanıt", "otomatik cevap", "αυτόματη απάντηση",
        "automatikus válasz", "răspuns automat", "raspuns automat", "automatski odgovor", "samodejni odgovor", "автоматичен отговор",
        "automaatvastus", "automātiskā atbilde", "automatinis atsakymas", "balasan otomatis", "trả lời tự động", "การตอบกลับอัตโนมัติ",
        "自動返信", "自動応答", "不在通知", "自动回复", "自动答复", "自動回覆", "자동 회신", "자동 응답", "תגובה אוטומטית", "מענה אוטומטי", "رد تلقائي", "الرد التلقائي",
        "sjálfvirkt svar", "аутоматски одговор", "resposta automàtica", "automātiska atbilde", "پاسخ خودکار", "स्वचालित उत्तर",
        "स्वत: उत्तर", "balasan automatik", "ตอบกลับอัตโนมัติ", "erantzun automatikoa",
    ];

    /// <summary>As people begin subjects themselves.</summary>
    static readonly string[] PeoplesSubjects =
    [
        "nicht im büro", "bin im urlaub", "ich bin im urlaub", "je suis absent", "ausente", "estoy fuera", "de vacaciones", "de férias",
        "in ferie", "på semester", "på ferie", "lomalla", "na urlopie", "в отпуске", "у відпустці", "休假", "休暇のお知らせ", "부재중", "on leave",
        "i am on leave", "on vacation", "away from my mail", "away from my desk", "away from the office", "i am out of", "i'm out of",
        "absent du bureau", "fuera de la oficina", "fora do escritório", "ausência", "fuori ufficio", "assente", "afwezig", "afwezigheid",
        "niet aanwezig", "frånvaro", "frånvarande", "fraværende", "fravær", "poissa", "nieobecność", "nepřítomnost", "mimo kancelář",
        "ofis dışında", "εκτός γραφείου", "házon kívül", "abwesend", "away:", "absence:", "부재 중", "ooo:",
    ];

    /// <summary>What an answer that nobody typed says of itself.</summary>
    static readonly string[] MachinesWords =
    [
        "automatic reply", "automatic response", "automatic message", "automatically generated", "automated response", "automated reply",
        "automated message", "automated email", "auto-reply", "autoreply", "auto-response", "auto response", "autoresponder",
        "out of office reply", "out-of-office", "out of the office", "do not reply to this", "i am away", "i will be away",
        "i am currently away", "i'm away", "currently out of", "will be out of", "no access to my e", "no access to e",
        "automatische antwort", "automatische abwesenheit", "automatisch generiert", "automatisch erstellt", "automatisch versendet",
        "nicht im büro", "nicht im haus", "bin ich wieder", "bin abwesend", "nicht weitergeleitet", "réponse automatique",
        "message automatique", "généré automatiquement", "je suis absent", "je serai absent", "respuesta automática",
        "generado automáticamente", "estaré fuera", "fuera de la oficina", "resposta automática", "gerada automaticamente",
        "estarei ausente", "risposta automatica", "generato automaticamente", "sarò assente", "automatisch antwoord",
        "automatisch gegenereerd", "ben ik afwezig", "autosvar", "automatiskt", "automatisk", "automaattinen", "automatyczn",
        "automatick", "автоматическ", "автоматичн", "автоответ", "otomatik", "αυτόματ", "automatikus", "răspuns automat", "automatski",
        "samodejn", "自動", "自动", "자동", "אוטומטי", "تلقائي",
        // That somebody is away.
        "on annual leave", "on leave", "on vacation", "on holiday", "parental leave", "maternity leave", "out of office", "im urlaub", "in urlaub", "in elternzeit", "nicht erreichbar", "abwesend", "abwesenheit", "en congé", "en vacances", "absent",
        "de vacaciones", "ausente", "ausência", "de férias", "fora do escritório", "in ferie", "assente", "fuori ufficio", "met vakantie", "op vakantie", "afwezig", "på semester", "tjänstledig", "frånvarande", "inte på kontoret",
        "på ferie", "ikke på kontoret", "fraværende", "ferie til", "lomalla", "poissa", "na urlopie", "nieobecn", "poza biurem", "na dovolené", "nepřítom", "mimo kancelář", "na dovolenke", "в отпуске", "отсутству", "у відпустці",
        "в отпуск", "izindeyim", "izinliyim", "ofis dışında", "szabadság", "házon kívül", "concediu", "σε άδεια", "εκτός γραφείου", "na godišnjem", "na dopustu", "puhkusel", "atvaļinājum", "atostog", "不在", "休暇", "休假", "外出",
        "已收到", "收到您的", "부재", "휴가", "בחופשה", "إجازة", "sedang cuti", "nghỉ phép", "ลาพักร้อน",
    ];
}
