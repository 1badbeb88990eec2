using System.Text.RegularExpressions;

namespace SupportDesk.Escalations.Redaction;

/// <summary>Finds mail and web addresses, handles and file names: whole words between spaces, each looked at once.</summary>
internal sealed partial class ContactFinder
{
    private static readonly HashSet<string> Roles = new(StringComparer.Ordinal)
    {
        "info", "mail", "email", "contact", "kontakt", "office", "hello", "hallo", "support", "service", "admin", "sales", "team", "me", "post", "web", "home", "privat", "private", "work", "mailbox", "noreply", "reply", "shop", "help", "bonjour", "hola", "ciao", "my", "the", "net", "com",
    };

    private static readonly HashSet<string> HandleWords = new(StringComparer.Ordinal)
    {
        "insta", "instagram", "twitter", "telegram", "skype", "discord", "threema", "tiktok", "facebook", "fb", "snapchat", "mastodon", "bluesky", "linkedin", "xing", "vk", "wechat", "微信", "微信号", "line", "viber", "handle", "username", "user", "nickname", "nick", "benutzername", "nutzername", "pseudo", "identifiant", "usuario", "kullanıcı", "login", "логин", "ник", "телеграм", "телеграмм", "ид", "用户名", "아이디", "kakao", "카카오톡", "github", "gamertag", "steam", "reddit", "konto",
    };

    private readonly HashSet<string> literals = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> files;
    private readonly NameForms forms;

    public ContactFinder(KnownPerson person, NameForms forms)
    {
        this.forms = forms;
        files = person.Files.Where(f => f.Length is > 2 and < 256).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var address in person.Addresses.Concat(person.Names.Where(n => n.Contains('@', StringComparison.Ordinal))))
            Add(address);
    }

    public static bool IsRole(string folded) => Roles.Contains(folded);

    public void Find(string text, List<Finding> findings)
    {
        var (previous, colon) = ("", false);
        foreach (var word in Word().EnumerateMatches(text))
        {
            var (start, length) = Trim(text, word.Index, word.Length);
            if (length == 0)
                continue;

            var bare = text.Substring(start, Math.Min(length, 400));
            if (KindOf(bare, previous, colon) is { } kind)
                findings.Add(new(start, length, kind));
            (previous, colon) = (bare.TrimEnd(':', '：').ToLowerInvariant(), text[word.Index + word.Length - 1] is ':' or '：');
        }

        foreach (var file in files.Where(f => f.Contains(' ', StringComparison.Ordinal)).Take(50))
            FindWhole(text, file, findings);
        foreach (var domain in literals.Where(l => l.Contains('.', StringComparison.Ordinal)).Take(20))
            FindWhole(text, domain, findings);
    }

    private FindingKind? KindOf(string word, string previous, bool colon)
    {
        if (word.IndexOf('@', 1) is > 0 and var at && at < word.Length - 1 && char.IsLetterOrDigit(word[^1]))
            return FindingKind.MailAddress;
        if (IsSpelledAddress(word))
            return FindingKind.MailAddress;
        if (word[0] is '@' or '＠' && word.Length > 2 && (char.IsLetter(word[1]) || word[1] == '_'))
            return FindingKind.Handle;
        if (FileName().IsMatch(word) || files.Contains(word))
            return FindingKind.FileName;
        if (IsWeb(word))
            return IsTheirs(word) || Profile().IsMatch(word) ? FindingKind.WebAddress : null;
        if (literals.Contains(word) || ((colon || word.Length > 4) && IsTheirHandle(word)))
            return FindingKind.Handle;
        return HandleWords.Contains(previous) && (colon ? word.Length > 2 : HasHandleSign(word)) || Tagged().IsMatch(word) || Numbered().IsMatch(word) ? FindingKind.Handle : null;
    }

    // "jo.li (at) example.org" in one word; with spaces the domain is found as a literal.
    private static bool IsSpelledAddress(string word) =>
        (word.Contains("(at)", StringComparison.OrdinalIgnoreCase) || word.Contains("[at]", StringComparison.OrdinalIgnoreCase)) && word.Length > 8;

    private static bool IsWeb(string word) =>
        word.Contains("://", StringComparison.Ordinal) || word.StartsWith("www.", StringComparison.OrdinalIgnoreCase) || (word.Contains('/', StringComparison.Ordinal) && word.IndexOf('.', StringComparison.Ordinal) > 0 && char.IsLetter(word[0]));

    // Letters and digits or joints, built from their names: "joli84", "jo_li", "xX_JoLi_Xx".
    private bool IsTheirHandle(string word) => HasHandleSign(word) && IsTheirs(word);

    private static bool HasHandleSign(string word) => word.Length > 2 && word.Any(char.IsLetter) && word.Any(c => char.IsDigit(c) || c is '_' or '.' or '#') && !word.All(c => char.IsDigit(c) || c is '.' or ',');

    private bool IsTheirs(string word)
    {
        if (literals.Any(l => l.Length > 3 && word.Contains(l, StringComparison.OrdinalIgnoreCase)))
            return true;

        var tokens = Token.Read(word.Replace('_', ' '));
        return tokens.Exists(t => forms.Find(t.Folded).Any(f => f.Kind == FormKind.Joined || (f.Kind is FormKind.Part or FormKind.Nickname or FormKind.Guess && (!f.IsCommon || tokens.Count > 1) && t.Length > 1)));
    }

    private void Add(string address)
    {
        var at = address.LastIndexOf('@');
        if (at <= 0)
            return;

        var (local, domain) = (address[..at], address[(at + 1)..].ToLowerInvariant());
        if (!Roles.Contains(local.ToLowerInvariant()) && (local.Length > 3 || local.Any(c => !char.IsLetter(c))) && !Lexicon.IsCommon(local.ToLowerInvariant()))
            literals.Add(local);
        if (Lexicon.MailProviders.Contains(domain))
            return;

        literals.Add(domain);
        var label = domain.Split('.')[0];
        if (label.Length > 3 && !Lexicon.IsCommon(label))
            literals.Add(label);
        if (label.Contains('-', StringComparison.Ordinal))
            literals.Add(label.Replace("-", "", StringComparison.Ordinal));
    }

    private static void FindWhole(string text, string literal, List<Finding> findings)
    {
        for (var at = text.IndexOf(literal, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(literal, at + literal.Length, StringComparison.OrdinalIgnoreCase))
            findings.Add(new(at, literal.Length, literal.Contains(' ', StringComparison.Ordinal) ? FindingKind.FileName : FindingKind.WebAddress));
    }

    private static (int Start, int Length) Trim(string text, int start, int length)
    {
        const string Marks = "()[]{}<>\"“”„«»'’‘,;:!?.。、，：！？…*";
        while (length > 0 && Marks.Contains(text[start], StringComparison.Ordinal))
            (start, length) = (start + 1, length - 1);
        while (length > 0 && Marks.Contains(text[start + length - 1], StringComparison.Ordinal))
            length--;
        return (start, length);
    }

    [GeneratedRegex(@"[^\s<>()""“”„«»，。、]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"^[^\s/]{1,200}\.(pdf|jpe?g|png|gif|heic|webp|tiff?|bmp|docx?|odt|rtf|xlsx?|ods|csv|pptx?|zip|rar|7z|txt|eml|msg|mp[34]|mov|avi|wav|m4a|svg|vcf|ics|p7s|key|pages|numbers)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FileName();

    [GeneratedRegex(@"(^|/|\.)(t\.me|wa\.me|instagram\.com|facebook\.com|fb\.com|twitter\.com|x\.com|tiktok\.com|linkedin\.com|xing\.com|vk\.com|github\.com|youtube\.com|threads\.net|reddit\.com|snapchat\.com|bsky\.app|paypal\.me)/.", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Profile();

    // "brot84": letters and a number behind them.
    [GeneratedRegex(@"^[a-z][a-z._]{3,24}\d{2,8}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^(\p{L}[\w.]{1,31}#\d{4}|u/\w{3,20}|live:[\w.]{2,40}|@?\w{2,30}@\w+\.social)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tagged();
}
