using System.Collections.Frozen;

namespace SupportDesk.Mail.Parsing;

static partial class Phrases
{
    /// <summary>How the lines begin that phones and mail programs add; what follows names a device or a program.</summary>
    public static readonly string[] SentFrom =
    [
        "sent from", "sent via", "sent with", "sent by", "sent using", "sent through", "sent on the go", "from my", "typed on my", "get outlook for", "get the outlook app", "download outlook for", "enviado desde", "enviado de", "enviado do", "enviado por", "enviado com", "enviado con", "enviada do", "enviado a partir", "enviado via", "enviado mediante", "obtener outlook para", "obtenga outlook para", "obter o outlook para", "obtenha o outlook para", "baixe o outlook",
        "envoyé de", "envoyé depuis", "envoyé à partir", "envoyé avec", "envoyé par", "envoyé via", "envoye de", "télécharger outlook pour", "téléchargez outlook", "obtenez outlook", "obtenir outlook pour", "von meinem", "von meiner", "gesendet von", "gesendet mit", "gesendet über", "gesendet aus", "gesendet via", "versendet mit", "diese nachricht wurde von meinem", "diese e-mail wurde von meinem", "outlook für ios", "outlook für android", "holen sie sich outlook", "laden sie outlook", "unterwegs gesendet",
        "inviato da", "inviato dal", "inviato con", "inviata da", "inviato tramite", "inviato via", "scarica outlook per", "ottieni outlook per", "verzonden vanaf", "verzonden met", "verzonden via", "verzonden vanuit", "verstuurd vanaf", "verstuurd met", "verstuurd via", "outlook voor", "download outlook voor",
        "skickat från", "skickat med", "skickat via", "skickades från", "hämta outlook för", "skaffa outlook för", "sendt fra", "sendt med", "sendt via", "hent outlook", "få outlook for", "lähetetty", "hanki outlook", "wysłane z", "wysłano z", "wysłane przez", "pobierz outlook", "pobierz program outlook", "取得 outlook", "获取 outlook", "下载 outlook", "pobierz aplikację outlook", "odesláno z", "odesláno", "odoslané z", "odoslané", "získat outlook", "získejte outlook",
        "отправлено с", "отправлено из", "отправлено от", "послано с", "скачать outlook", "надіслано з", "надіслано із", "відправлено з", "iphone'umdan", "ipad'imden", "samsung cep telefonumdan", "outlook'u edinin", "στάλθηκε από", "εστάλη από", "elküldve", "küldve", "trimis de pe", "trimis din", "poslano s", "poslano z", "poslato sa", "изпратено от", "enviat des", "dikirim dari", "được gửi từ", "gửi từ", "ส่งจาก",
        "发自我的", "发自", "從我的", "从我的", "傳送自", "發自", "我的 iphone", "iphoneから", "ipadから", "outlook for", "나의 iphone", "나의 ipad", "נשלח מ", "أرسلت من", "مرسل من", "أُرسلت من",
        "sent úr", "saadetud", "nosūtīts no", "išsiųsta iš", "ارسال شده از", "послато са", "dihantar daripada", "đã gửi từ", "получить outlook", "получите outlook", "загрузить outlook", "отримайте outlook", "отримати outlook", "завантажити outlook", "получете outlook", "вземете outlook", "преузмите outlook", "preuzmite outlook", "prenesite outlook", "získejte aplikaci outlook", "získat aplikaci outlook", "získajte outlook", "stiahnuť outlook", "az outlook beszerzése", "az ios-hez készült outlook", "az androidhoz készült outlook", "szerezze be az outlook",
        "obțineți outlook", "obţineţi outlook", "descărcați outlook", "αποκτήστε το outlook", "λήψη του outlook", "ios için outlook", "android için outlook", "hankige outlook", "iegūt outlook", "iegūstiet outlook", "gaukite „outlook", "obteniu l'outlook", "baixeu l'outlook", "sækja outlook", "få outlook til", "קבל את outlook", "الحصول على outlook", "دریافت outlook", "ios के लिए outlook", "android के लिए outlook", "ดาวน์โหลด outlook", "รับ outlook", "tải outlook", "nhận outlook", "dapatkan outlook", "ios용 outlook", "android용 outlook", "获取 outlook", "下载 outlook", "下載 outlook", "取得 outlook",
    ];

    /// <summary>How the lines begin with which mail programs advertise themselves; what follows is a few words and no sentence.</summary>
    public static readonly string[] Advertisements =
    [
        "yahoo mail:", "yahoo mail :", "correo yahoo:", "yahoo mail para", "get bluemail", "bluemail for", "bluemail für", "get typeapp", "get mailspring", "get outlook", "get spark", "get airmail", "secured by tutanota", "secured with proton", "virus-free", "virenfrei", "sans virus", "libre de virus", "obtén bluemail", "obtener bluemail", "holen sie sich bluemail", "téléchargez bluemail", "scarica bluemail", "sent by bluemail", "mail.ru:", "aol mail",
    ];

    public static readonly string[] SentFromEnds =
    [
        "gesendet", "から送信", "から送信されました", "에서 보냄", "에서 보낸", "傳送", "发送", "gönderildi", "from mobile", "from my phone", "from my iphone", "from phone", "küldve", "を入手", "से भेजा गया", "보냄", "beziehen",
    ];

    /// <summary>What "sent from …" is followed by when it is a device or program and not a place.</summary>
    public static readonly string[] Devices =
    [
        "iphone", "ipad", "ipod", "android", "samsung", "galaxy", "htc", "huawei", "xiaomi", "redmi", "oneplus", "nokia", "sony", "xperia", "motorola", "pixel", "blackberry", "windows", "outlook", "yahoo", "mail", "mobil", "phone", "tablet", "device", "mailbox", "app", "aol", "gmail", "proton", "spark", "thunderbird", "handy", "smartphone", "gerät", "téléphone", "teléfono", "telefon", "celular", "móvil",
        "my ", "meinem", "meiner", "mein", "mon ", "mi ", "meu", "minha", "mio", "min ", "mijn", "mitt", "mój", "mojego", "моего", "мого", "mého", "môjho", "acompli", "airmail", "sparrow", "tutanota", "front", "superhuman", "nine", "k-9", "я", "我的", "から", "에서", "телефон", "устройства", "почты", "computer", "laptop", "mac", "pc", "car", "moto", "phablet", "zenfone", "lg", "zte", "oppo", "vivo", "realme", "webmail", "icloud", "nexus", "lumia", "cell",
    ];

    /// <summary>What the lines say that ask to save paper: both words stand in one.</summary>
    public static readonly (string Nature, string Print)[] Paper =
    [
        ("environment", "print"), ("umwelt", "druck"), ("environnement", "imprim"), ("medio ambiente", "imprim"), ("medioambiente", "imprim"), ("meio ambiente", "imprim"), ("ambiente", "stamp"), ("milieu", "print"), ("milieu", "afdruk"),
        ("miljö", "skriv"), ("miljø", "skriv"), ("ympäristö", "tulost"), ("środowisk", "druk"), ("prostředí", "tisk"), ("природ", "печат"), ("окружающ", "печат"), ("çevre", "yazdır"), ("paper", "print"),
    ];

    /// <summary>How those lines begin.</summary>
    public static readonly string[] PaperOpeners =
    [
        "please", "think", "consider", "before", "save", "do you", "bitte", "denken", "prüfen", "muss", "avant", "pensez", "merci", "n'imprimez", "antes", "por favor", "piense", "pense", "prima", "rispetta", "pensa", "denk", "houd", "bespaar", "tänk", "överväg", "tenk", "tænk", "ajattele",
        "pomyśl", "zanim", "myslete", "než", "подум", "пожалуйста", "берегите", "lütfen",
    ];

    /// <summary>What stands in the lines about a firm's registration.</summary>
    public static readonly string[] Registrations =
    [
        "amtsgericht", "handelsregister", "registergericht", "geschäftsführ", "vorstand:", "aufsichtsrat", "sitz der gesellschaft", "haftende gesellschafter", "ust-id", "ust.-id", "ustid", "steuernummer", "firmenbuch", "hrb ", "hra ", "registered in", "registered office", "company number", "company no.", "registered no", "vat no.", "vat no:", "vat number", "vat reg",
        "siège social", "rcs ", "siret", "tva ", "p.iva", "p. iva", "partita iva", "reg. imprese", "cif:", "kvk ", "kvk:", "kvk-", "btw-nummer", "btw nr", "btw:", "org.nr", "org. nr", "org.nummer", "cvr ", "cvr-", "cvr:", "y-tunnus", "nip:", "regon", "krs ", "krs:", "ičo", "dič", "инн ", "огрн",
    ];

    /// <summary>Words of which one stands in most greetings at the end of a mail, whatever stands around it.</summary>
    public static readonly string[] SignOffStems =
    [
        "regards", "wishes", "sincerely", "thanks", "thank you", "grüße", "grüßen", "grüsse", "gruß", "gruss", "hochachtung", "dank", "cordialement", "salutations", "merci", "bonne journée", "bonne soirée", "bonne fin", "saludo", "atentamente", "gracias", "saluti", "saluto", "grazie", "buona giornata", "buon lavoro", "groet", "bedankt", "cumprimentos", "atenciosamente", "obrigad", "abraço",
        "hälsning", "hilsen", "hilsner", "tack ", "tak ", "takk", "terveisin", "kunnioittaen", "kiitos", "pozdr", "poważani", "pozdrav", "děkuj", "hezký den", "přeji", "saygı", "teşekkür", "iyi günler", "iyi çalışmalar", "уважени", "пожелани", "спасибо", "благодар", "повагою", "побажання", "дякую", "εκτίμηση", "χαιρετ", "ευχαριστ", "φιλικά",
        "בברכה", "תודה", "בכבוד", "تحيات", "شكرا", "الاحترام", "üdvözlettel", "tisztelettel", "köszön", "stimă", "respect", "mulțumesc", "zi bună", "此致", "敬礼", "祝", "谢谢", "謝謝",
    ];

    public static readonly FrozenSet<string> SignOffSet = SignOffs().ToFrozenSet(StringComparer.Ordinal);

    /// <summary>How people end a mail, before their name.</summary>
    static string[] SignOffs() =>
    [
        "with best wishes", "thanks again", "thank you again", "thank you very much", "thanks a lot", "many thanks in advance", "hochachtungsvoll", "hartelijke groeten", "beste groeten", "bästa hälsningar", "beste hilsen", "mange hilsner", "bedste hilsner", "de bedste hilsner", "parhain terveisin", "kunnioittaen", "salutations distinguées", "un cordial saludo", "un cordiale saluto", "pozdrawiam serdecznie", "z pozdrowieniami", "s přátelským pozdravem", "hezký den", "iyi günler", "tisztelettel", "o zi bună", "заранее благодарю", "щиро дякую", "з найкращими побажаннями", "φιλικά", "με φιλικούς χαιρετισμούς", "תודה רבה", "בכבוד רב", "مع أطيب التحيات", "وتفضلوا بقبول فائق الاحترام",
        "thanks", "thank you", "thank you!", "many thanks", "thx", "tnx", "cheers", "regards", "best regards", "best", "kind regards", "kindest regards", "warm regards", "warmly", "best wishes", "sincerely", "yours sincerely", "yours truly", "yours faithfully", "yours", "respectfully", "rgds", "br", "kr", "all the best", "take care", "greetings", "have a nice day", "have a great day", "with regards", "with kind regards", "with best regards", "love", "xo", "xoxo", "ciao", "ta", "much appreciated", "thanks in advance", "thanks and regards", "thanks & regards", "talk soon", "looking forward",
        "gruß", "gruss", "grüße", "gruesse", "grüsse", "viele grüße", "viele gruesse", "viele grüsse", "liebe grüße", "lieben gruß", "beste grüße", "mit freundlichen grüßen", "mit freundlichem gruß", "mit freundlichen gruessen", "mit freundlichen grüssen", "mit besten grüßen", "mit lieben grüßen", "freundliche grüße", "freundliche grüsse", "herzliche grüße", "schöne grüße", "mfg", "lg", "vg", "danke", "vielen dank", "besten dank", "vielen dank im voraus", "danke und gruß",
        "cordialement", "bien cordialement", "très cordialement", "bien à vous", "salutations", "sincères salutations", "meilleures salutations", "amicalement", "merci", "merci d'avance", "bonne journée", "bonne soirée", "cdlt", "cdt", "bàv", "respectueusement",
        "saludos", "un saludo", "saludos cordiales", "cordiales saludos", "atentamente", "atte", "gracias", "muchas gracias", "gracias de antemano", "un abrazo", "abrazos", "atenciosamente", "att", "obrigado", "obrigada", "abraço", "abraços", "cumprimentos", "com os melhores cumprimentos", "melhores cumprimentos", "grato", "grata",
        "saluti", "cordiali saluti", "distinti saluti", "un saluto", "grazie", "grazie mille", "cordialmente", "buona giornata", "groeten", "groet", "groetjes", "met vriendelijke groet", "met vriendelijke groeten", "vriendelijke groet", "vriendelijke groeten", "hartelijke groet", "mvg", "bedankt", "alvast bedankt", "dank u wel",
        "mvh", "med vänlig hälsning", "med vänliga hälsningar", "vänliga hälsningar", "vänligen", "hälsningar", "tack", "tack på förhand", "hilsen", "vennlig hilsen", "med vennlig hilsen", "venlig hilsen", "med venlig hilsen", "mange tak", "takk", "tak", "hej hej", "terveisin", "ystävällisin terveisin", "t.", "kiitos", "pozdrawiam", "z poważaniem", "pozdrowienia", "serdecznie pozdrawiam", "dziękuję", "dzięki", "s pozdravem", "s pozdravom", "zdravím", "děkuji", "díky", "ďakujem",
        "с уважением", "с наилучшими пожеланиями", "спасибо", "заранее спасибо", "всего доброго", "з повагою", "дякую", "saygılarımla", "saygılar", "iyi çalışmalar", "teşekkürler", "sevgiler", "με εκτίμηση", "ευχαριστώ", "χαιρετισμούς", "üdvözlettel", "üdv", "köszönöm", "köszönettel", "cu stimă", "mulțumesc", "cu respect", "lep pozdrav", "lp", "srdačan pozdrav", "pozdrav", "hvala", "поздрави", "с уважение", "благодаря", "salutacions", "gràcies", "lugupidamisega", "ar cieņu", "pagarbiai", "salam", "terima kasih", "hormat saya", "trân trọng", "cảm ơn", "ขอบคุณ", "ขอแสดงความนับถือ",
        "此致", "谢谢", "謝謝", "祝好", "敬具", "よろしくお願いします", "よろしくお願いいたします", "ありがとうございます", "감사합니다", "감사합니다.", "בברכה", "תודה", "مع تحياتي", "شكرا", "شكراً", "تحياتي",
    ];
}
