using System.Collections.Frozen;
using System.Text;

namespace SupportDesk.Escalations.Redaction;

/// <summary>The word lists that stand beside the code, one entry a line.</summary>
internal static class Lexicon
{
    /// <summary>Words of grammar: never a name by themselves.</summary>
    public static readonly FrozenSet<string> FunctionWords = Read("function-words").ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Words of daily use that are names too.</summary>
    public static readonly FrozenSet<string> NameWords = Read("name-words").ToFrozenSet(StringComparer.Ordinal);

    public static readonly FrozenSet<string> MailProviders = Read("mail-providers").ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Phrases after which a name stands. True: what follows is a name even if the desk does not know it.</summary>
    public static readonly FrozenDictionary<string, bool> Introductions =
        Read("introductions").DistinctBy(line => line.TrimStart('!')).ToFrozenDictionary(line => line.TrimStart('!'), line => line[0] == '!', StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string[]> Nicknames = ReadNicknames();

    public static bool IsCommon(string lower) => FunctionWords.Contains(lower) || NameWords.Contains(lower);

    /// <summary>The other forms of a given name: those that share a line with it.</summary>
    public static IReadOnlyList<string> NicknamesOf(string folded) => Nicknames.GetValueOrDefault(folded, []);

    private static FrozenDictionary<string, string[]> ReadNicknames()
    {
        var byName = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var line in Lines("nicknames"))
        {
            var forms = line.Split(' ');
            for (var i = 0; i < forms.Length; i++)
            {
                var others = byName.TryGetValue(Folding.Fold(forms[i]), out var known) ? known : byName[Folding.Fold(forms[i])] = [];
                others.UnionWith(i == 0 ? forms[1..] : [forms[0]]);
            }
        }

        return byName.ToFrozenDictionary(n => n.Key, n => n.Value.ToArray(), StringComparer.Ordinal);
    }

    private static IEnumerable<string> Read(string list) => Lines(list).Select(Folding.Lower).Distinct();

    private static string[] Lines(string list)
    {
        using var file = typeof(Lexicon).Assembly.GetManifestResourceStream($"redaction/{list}.txt") ?? throw new InvalidOperationException($"The list {list} is missing.");
        using var reader = new StreamReader(file, Encoding.UTF8);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
