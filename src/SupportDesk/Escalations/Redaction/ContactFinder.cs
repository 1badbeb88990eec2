using System.Buffers;
using System.Text.RegularExpressions;

namespace SupportDesk.Escalations.Redaction;

/// <summary>Finds mail and web addresses, handles and file names: whole words between spaces, each looked at once.</summary>
internal sealed class ContactFinder
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private static readonly SearchValues<char> Gaps = SearchValues.Create("<>()\"“”„«»，。、");

    private static readonly Regex FileName = new(@"^[^\s/]{1,200}\.(pdf|jpe?g|png|gif|heic|webp|tiff?|bmp|docx?|odt|rtf|xlsx?|ods|csv|pptx?|zip|rar|7z|txt|eml|msg|mp[34]|mov|avi|wav|m4a|svg|vcf|ics|p7s|key|pages|numbers)$", Linear | RegexOptions.IgnoreCase);

    private static readonly Regex Profile = new(@"(^|/|\.)(t\.me|wa\.me|instagram\.com|facebook\.com|fb\.com|twitter\.com|x\.com|tiktok\.com|linkedin\.com|xing\.com|vk\.com|github\.com|youtube\.com|threads\.net|reddit\.com|snapchat\.com|bsky\.app|paypal\.me)/.", Linear | RegexOptions.IgnoreCase);

    // "brot84": letters and a number behind them.
    private static readonly Regex Numbered = new(@"^[a-z][a-z._]{3,24}\d{2,8}$", Linear);

    private static readonly Regex Tagged = new(@"^(\p{L}[\w.]{1,31}#\d{4}|u/\w{3,20}|live:[\w.]{2,40}|@?\w{2,30}@\w+\.social)$", Linear);

    // A name in the web that may be theirs: an agent looks.
    private static readonly Regex Domain = new(@"^([\p{L}\d-]{1,63}\.){1,4}(com|org|net|de|ch|fr|es|pl|ru|tr|gr|uk|nl|eu|info|shop|store|io|app|biz|se|dk|fi|cz|hu|pt|br|jp|cn|kr|vn|th|il|ua|online|site)$", Linear);

    // "jo.li (at) example.org", "jo.li at example dot org".
    private static readonly Regex Spelled = new(
        @"\b[\w.+-]{1,64}([ ]?[(\[{][ ]?(at|ät|@)[ ]?[)\]}][ ]?[\w-]{1,63}([ ]?[(\[{][ ]?(dot|punkt|point)[ ]?[)\]}][ ]?|[ ](dot|punkt|point)[ ]|\.)|[ ](at|ät|arroba)[ ][\w-]{1,63}[ ](dot|punkt|point|punto)[ ])[\w-]{2,24}(\.\w{2,10})?",
        Linear | RegexOptions.IgnoreCase);

    private static readonly HashSet<string> Roles = new(StringComparer.Ordinal)
    {
        "info", "mail", "email", "contact", "kontakt", "office", "hello", "hallo", "support", "service", "admin", "sales", "team", "me", "post", "web", "home", "privat", "private", "work", "mailbox", "noreply", "reply", "shop", "help", "bonjour", "hola", "ciao", "my", "the", "net", "com",
    };

    private static readonly HashSet<string> HandleWords = new(StringComparer.Ordinal)
    {
        "insta", "instagram", "twitter", "telegram", "skype", "discord", "threema", "tiktok", "facebook", "fb", "snapchat", "mastodon", "bluesky", "linkedin", "xing", "vk", "wechat", "微信", "微信号", "line", "viber", "handle", "username", "user", "nickname", "nick", "benutzername", "nutzername", "pseudo", "identifiant", "usuario", "kullanıcı", "login", "логин", "ник", "телеграм", "телеграмм", "ид", "用户名", "아이디", "kakao", "카카오톡", "github", "gamertag", "steam", "reddit", "konto",
    };

    // "My Instagram is …": the word behind these may be a handle.
    private static readonly HashSet<string> Owners = new(StringComparer.Ordinal) { "my", "our", "mein", "unser", "mon", "ma", "notre", "mi", "mio", "meu", "mój", "benim", "мой", "мій", "mijn", "min" };

    private static readonly HashSet<string> Copulas = new(StringComparer.Ordinal) { "is", "ist", "heißt", "heisst", "lautet", "est", "es", "è", "é", "to", "=", "-", "–", "är", "er" };

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
        foreach (var address in Spelled.EnumerateMatches(text))
            findings.Add(new(address.Index, address.Length, FindingKind.MailAddress));
        var (third, second, previous, colon) = ("", "", "", false);
        foreach (var (index, end) in Split(text))
        {
            var (start, length) = Trim(text, index, end - index);
            if (length == 0)
                continue;

            var bare = text.Substring(start, Math.Min(length, 400));
            if (KindOf(bare, previous, colon) is { } kind)
                findings.Add(new(start, length, kind));
            else if (bare.Length > 2 && Copulas.Contains(previous) && HandleWords.Contains(second) && Owners.Contains(third))
                findings.Add(new(start, length, FindingKind.Handle, IsUnsure: true));
            else if (IsWeb(bare) || Domain.IsMatch(bare))
                findings.Add(new(start, length, FindingKind.WebAddress, IsUnsure: true));
            (third, second, previous, colon) = (second, previous, bare.TrimEnd(':', '：').ToLowerInvariant(), text[end - 1] is ':' or '：');
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
        if (word[0] is '@' or '＠' && word.Length > 2 && (char.IsLetter(word[1]) || word[1] == '_'))
            return FindingKind.Handle;
        if (FileName.IsMatch(word) || files.Contains(word))
            return FindingKind.FileName;
        if (IsWeb(word))
            return IsTheirs(word) || Profile.IsMatch(word) ? FindingKind.WebAddress : null;
        if (literals.Contains(word) || ((colon || word.Length > 4) && IsTheirHandle(word)))
            return FindingKind.Handle;
        return HandleWords.Contains(previous) && (colon ? word.Length > 2 : HasHandleSign(word)) || Tagged.IsMatch(word) || Numbered.IsMatch(word) ? FindingKind.Handle : null;
    }

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

    private static IEnumerable<(int Start, int End)> Split(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inside = i < text.Length && !char.IsWhiteSpace(text[i]) && !Gaps.Contains(text[i]);
            if (inside && start < 0)
                start = i;
            if (inside || start < 0)
                continue;
            yield return (start, i);
            start = -1;
        }
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
}
