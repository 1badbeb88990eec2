namespace SupportDesk.Mail.Parsing;

static partial class Phrases
{
    /// <summary>What small print speaks of, a subject a group: two or three in one paragraph make it small print.</summary>
    public static readonly string[][] LegalWords =
    [
        ["confidential", "vertraulich", "confidentiel", "confidencial", "riservat", "confidenzial", "vertrouwelijk", "konfidenti", "fortrolig", "luottamuksell", "poufn", "důvěrn", "конфиденц", "конфіденц", "gizli", "privileged", "bizalmas", "機密", "保密"],
        ["addressee", "intended recipient", "intended for", "intended solely", "adressat", "empfänger bestimmt", "richtige empfänger", "vorgesehene empfänger", "destinataire", "destinatari", "geadresseerde", "bestemd voor", "avsedd för", "mottagar", "mottaker", "modtager", "vastaanottaj", "adresat", "адресат", "получател", "одержувач", "alıcı", "címzett", "宛先", "收件人"],
        ["in error", "by mistake", "irrtümlich", "fehlerhaft erhalten", "par erreur", "por error", "por engano", "por erro", "per errore", "abusivelijk", "ten onrechte", "vergissing", "av misstag", "ved en feil", "ved en fejl", "erehdyksessä", "przez pomyłkę", "omylem", "по ошибке", "помилк", "yanlışlıkla", "tévedés", "誤って", "错误"],
        ["delete", "destroy", "vernichten", "löschen", "supprimer", "détruire", "elimin", "borr", "apag", "distrugg", "cancell", "verwijder", "vernietig", "radera", "slett", "poista", "usun", "smaz", "удали", "видал", "silin", "törölje", "削除", "删除"],
        ["unauthorised", "unauthorized", "any use", "disclosure", "unerlaubt", "unbefugt", "weitergabe", "toute utilisation", "divulgation", "divulga", "no autorizad", "não autorizad", "non autorizzat", "diffusion", "openbaarmaking", "obehörig", "uautoriseret", "uautorisert", "niedozwol", "neoprávněn", "запрещен", "заборонен"],
        ["registered in", "registered office", "company number", "amtsgericht", "handelsregister", "geschäftsführ", "registergericht", "siège social", "registered no", "kvk", "vat no", "ust-id", "limited liability"],
        ["virus", "viren", "malware"],
        ["please notify", "notify the sender", "tell the sender", "inform the sender", "absender", "l'expéditeur", "al remitente", "o remetente", "il mittente", "de afzender", "avsändaren", "avsenderen", "afsenderen", "lähettäjä", "nadawc", "odesílatel", "отправител", "відправник", "göndereni"],
        ["print this", "the environment", "die umwelt", "l'environnement", "medio ambiente", "meio ambiente", "l'ambiente", "het milieu"],
        ["this message", "this e-mail", "this email", "diese e-mail", "diese nachricht", "ce message", "cet e-mail", "este mensaje", "este correo", "esta mensagem", "questo messaggio", "dit bericht", "deze e-mail", "detta meddelande", "denne e-post", "denne e-mail", "tämä viesti", "ta wiadomość", "tento e-mail", "это сообщение", "данное сообщение", "це повідомлення", "bu mesaj", "bu e-posta"],
    ];

    /// <summary>What the short footers of scanners, lists and mail programs hold.</summary>
    public static readonly string[] Footers =
    [
        "virus-free", "virenfrei", "sans virus", "libre de virus", "livre de vírus", "senza virus", "virusvrij", "virusfri", "без вирус", "avast", "avg.com", "scanned by", "checked by", "mailing list", "mailingliste", "liste de diffusion", "lista de correo", "unsubscribe", "abmelden", "désabonner", "darse de baja", "listinfo", "googlegroups", "/lists/", "lists.", "you received this message because", "sie erhalten diese nachricht, weil",
    ];

    /// <summary>Words that stand together where somebody says that the answers are inside the quoted mail.</summary>
    public static readonly string[][] AnswersInside =
    [
        ["answer", "below"], ["answers", "inline"], ["answer", "in red"], ["answer", "in blue"], ["answer", "in green"], ["answers", "inside"], ["answered", "inline"], ["answered", "in your mail"], ["comment", "below"], ["comment", "inline"], ["comments", "in red"], ["repl", "below"], ["replies", "inline"], ["reply", "inline"], ["respon", "inline"], ["respon", "below"], ["see inline"], ["see in line"], ["inline below"], ["see in red"], ["in red below"], ["in blue below"], ["in-line"],
        ["antwort", "unten"], ["antwort", "in rot"], ["antwort", "rot "], ["antwort", "blau"], ["antwort", "im text"], ["antwort", "in ihrer mail"], ["antwort", "untenstehend"], ["antwort", "inline"], ["siehe rot"], ["s. unten in"], ["anmerkung", "unten"], ["direkt im text"], ["unten in rot"], ["unten in blau"], ["kommentar", "unten"],
        ["répon", "ci-dessous"], ["répon", "en rouge"], ["répon", "en bleu"], ["répon", "dans le texte"], ["respuesta", "abajo"], ["respuesta", "en rojo"], ["respondo", "abajo"], ["respuesta", "más abajo"], ["respuesta", "en azul"], ["resposta", "abaixo"], ["respostas", "vermelho"], ["rispost", "sotto"], ["rispost", "in rosso"], ["rispost", "nel testo"], ["antwoord", "hieronder"], ["antwoord", "in het rood"], ["antwoord", "in rood"], ["svar", "nedan"], ["svar", "rött"], ["svar", "nedenfor"], ["svar", "rødt"],
        ["vastaukse", "alla"], ["odpowied", "poniżej"], ["odpowied", "na czerwono"], ["odpověd", "níže"], ["odpověd", "červen"], ["ответ", "ниже"], ["ответ", "красн"], ["відпов", "нижче"], ["yanıt", "aşağıda"], ["cevap", "aşağıda"], ["cevap", "kırmızı"],
    ];
}
