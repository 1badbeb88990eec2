using SupportDesk.Escalations.Redaction;

namespace SupportDesk.Tests.Escalations.Redaction;

/// <summary>300 invented people and 1,000 passages by them in fifteen languages, the same at each run; its words are none of the code's lists.</summary>
sealed class RedactionSet
{
    const int PeopleOfALanguage = 20, Passages = 1000;

    static readonly string[] Telephones =
    [
        "+49 731 5550123", "0731/555 01 23", "(0731) 5550123", "0049-731-5550123", "+49 (0)731 555-0123", "0171 555 01 23", "+1 (555) 010-9321", "1-800-555-0199", "555-010-9321", "01 55 50 12 34",
        "+33 1 55 50 12 34", "+90 532 555 01 23", "501 555 123", "+48 22 555 01 23", "8 (495) 555-01-23", "+7 495 555-01-23", "03-5550-1234", "+81 3-5550-1234", "010-5550-1234", "٠٥٠ ٥٥٥ ٠١٢٣",
    ];

    readonly Random random = new(20261130);

    public List<Passage> All { get; } = [];

    public List<Author> People { get; } = [];

    public sealed record Author(string Language, string Given, string[] Cases, string Family, KnownPerson Known, string Handle, string File, int No)
    {
        public string Full => Language is "zh" or "ja" or "ko" ? Family + Given : Language == "vi" ? $"{Family} {Given}" : $"{Given} {Family}";
    }

    /// <param name="Marks">Where something stands that tells who wrote it.</param>
    public sealed record Passage(Author By, string Text, IReadOnlyList<(int Start, int Length, string Slot)> Marks);

    public static RedactionSet Create()
    {
        var set = new RedactionSet();
        var sentences = Lines("sentences").ToDictionary(l => l[0], l => (Telling: l[1].Split(';'), Other: l[2].Split(';')));
        foreach (var line in Lines("people"))
            set.AddPeople(line[0], line[1].Split(';'), line[2].Split(';'));
        for (var no = 0; no < Passages; no++)
        {
            var author = set.People[no % set.People.Count];
            set.All.Add(set.Write(author, sentences[author.Language].Telling, sentences[author.Language].Other));
        }

        return set;
    }

    void AddPeople(string language, string[] given, string[] families)
    {
        for (var i = 0; i < PeopleOfALanguage; i++)
        {
            var forms = given[i % given.Length].Split('|');
            var family = families[(i * 7 + 3) % families.Length];
            var no = People.Count;
            var local = random.Next(4) switch { 0 => $"{Ascii(forms[0], no)}.{Ascii(family, no)}{no % 90 + 10}", 1 => $"{Ascii(forms[0], no)}{Ascii(family, no)}", 2 => $"{Ascii(family, no)}_{no}", _ => $"kontakt{no}" };
            var domain = no % 3 == 0 ? $"stand-{no}.example" : "gmail.com";
            var author = new Author(language, forms[0], forms[1..], family, null!, random.Next(3) switch { 0 => $"@{Ascii(forms[0], no)}_{no}", 1 => $"{Ascii(forms[0], no)}{Ascii(family, no)}{no}", _ => $"@brot{no}" }, random.Next(3) switch { 0 => $"scan_{no}.pdf", 1 => $"{Ascii(family, no)}-foto.jpg", _ => $"IMG{no}44.HEIC" }, no);
            People.Add(author with { Known = KnownPerson.Named(author.Full, $"{local}@{domain}") });
        }
    }

    Passage Write(Author author, string[] telling, string[] other)
    {
        var (text, marks) = (new System.Text.StringBuilder(), new List<(int, int, string)>());
        var count = random.Next(1, 4);
        for (var i = 0; i < count + 3; i++)
        {
            var sentence = i % 2 == 1 && i / 2 < count ? telling[random.Next(telling.Length)] : other[random.Next(other.Length)];
            Append(author, sentence, text, marks);
            text.Append(author.Language is "zh" or "ja" ? "" : " ");
        }

        return new(author, text.ToString(), marks);
    }

    void Append(Author author, string sentence, System.Text.StringBuilder text, List<(int, int, string)> marks)
    {
        var at = 0;
        for (var open = sentence.IndexOf('{'); open >= 0; open = sentence.IndexOf('{', at))
        {
            var close = sentence.IndexOf('}', open);
            text.Append(sentence, at, open - at);
            var slot = sentence[(open + 1)..close];
            var value = Value(author, slot);
            marks.Add((text.Length, value.Length, slot));
            text.Append(value);
            at = close + 1;
        }

        text.Append(sentence, at, sentence.Length - at);
    }

    string Value(Author author, string slot) => slot switch
    {
        "full" => random.Next(6) switch { 0 when author.Language is "en" or "de" or "fr" or "tr" or "pl" or "ru" => author.Full.ToUpperInvariant(), _ => author.Full },
        "given" => author.Given,
        "poss" => author.Cases.Length > 0 ? author.Cases[random.Next(author.Cases.Length)] : author.Given,
        "init" => $"{author.Given[0]}. {author.Family}",
        "reversed" => $"{author.Family}, {author.Given}",
        "mail" => author.Known.Addresses[0],
        "phone" => Telephones[random.Next(Telephones.Length)],
        "handle" => author.Handle,
        "file" => author.File,
        _ when slot[0] == '=' => slot[1..],
        _ => throw new InvalidOperationException(slot),
    };

    static string Ascii(string name, int no)
    {
        var plain = new string([.. name.Normalize(System.Text.NormalizationForm.FormD).ToLowerInvariant().Where(c => c is >= 'a' and <= 'z')]);
        return plain.Length > 1 ? plain : $"{"kmtrsv"[no % 6]}{"aeiou"[no % 5]}{"lnrdz"[no / 5 % 5]}o";
    }

    static IEnumerable<string[]> Lines(string name) => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Escalations", "Redaction", name + ".txt")).Where(l => l.Length > 0).Select(l => l.Split('\t'));
}
