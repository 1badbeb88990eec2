namespace SupportDesk.Escalations.Redaction;

/// <summary>Names in scripts that are written without spaces: Han, kana, Thai and their neighbours.</summary>
internal sealed class UnspacedNames
{
    private static readonly string[] Honorifics = ["先生", "女士", "小姐", "太太", "老师", "老師", "经理", "經理", "医生", "醫生", "同学", "さん", "さま", "様", "氏", "くん", "君", "ちゃん", "です", "と申", "といい", "と言い"];
    private static readonly string[] Introductions = ["我是", "我叫", "叫做", "名字是", "姓名", "本人", "我姓", "名前は", "私は", "คุณ", "ชื่อ", "ผม", "ดิฉัน", "นาย", "นางสาว", "นาง", "น้อง", "พี่", "小", "老", "ชื่อเล่น"];
    private static readonly HashSet<string> DoubleFamilyNames = new(StringComparer.Ordinal) { "欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "东方", "夏侯", "皇甫", "慕容", "司徒", "令狐" };

    private readonly Dictionary<string, bool> forms = new(StringComparer.Ordinal);
    private readonly int longest;

    public UnspacedNames(IReadOnlyList<string> names)
    {
        foreach (var name in names)
            Add(name);
        longest = forms.Count == 0 ? 0 : forms.Keys.Max(f => f.Length);
    }

    /// <summary>The stretches of a name that are written so.</summary>
    public static IEnumerable<string> Runs(string name)
    {
        var start = -1;
        for (var i = 0; i <= name.Length; i++)
        {
            var inside = i < name.Length && Folding.IsUnspaced(name[i]) && name[i] != '・';
            if (inside && start < 0)
                start = i;
            if (!inside && start >= 0)
            {
                yield return name[start..i];
                start = -1;
            }
        }
    }

    public List<Finding> Find(string text, Func<int, bool> isSigned)
    {
        var findings = new List<Finding>();
        for (var i = 0; i < text.Length && longest > 0; i++)
        {
            if (!Folding.IsUnspaced(text[i]))
                continue;
            for (var length = Math.Min(longest, text.Length - i); length > 0; length--)
            {
                if (!forms.TryGetValue(text.Substring(i, length), out var needsContext) || (needsContext && !HasContext(text, i, length) && !isSigned(i) && !IsBehind(findings, i)))
                    continue;
                findings.Add(new(i, length, FindingKind.Name));
                i += length - 1;
                break;
            }
        }

        return findings;
    }

    // True: only beside an honorific or an introduction, since it is short or a word.
    private void Add(string name)
    {
        if (name.Length > 40)
            return;

        var thai = name[0] is >= '\u0E00' and <= '\u0EFF';
        Set(name, thai ? name.Length < 5 || Lexicon.IsCommon(name) : name.Length < 2 || Lexicon.IsCommon(name));
        if (thai || name.Length < 2)
            return;

        var family = DoubleFamilyNames.Contains(name[..2]) ? 2 : 1;
        if (name.Length > family)
        {
            Set(name[..family], true);
            Set(name[family..], name.Length - family < 2 || Lexicon.IsCommon(name[family..]));
        }

        if (name.Length >= 3 && family == 1)
        {
            Set(name[..2], true);
            Set(name[2..], true);
        }
    }

    private void Set(string form, bool needsContext) => forms[form] = forms.TryGetValue(form, out var known) ? known && needsContext : needsContext;

    private static bool IsBehind(List<Finding> findings, int at) => findings.Count > 0 && at - findings[^1].End is >= 0 and <= 1;

    private static bool HasContext(string text, int start, int length)
    {
        var before = text.AsSpan(Math.Max(0, start - 6), Math.Min(6, start)).TrimEnd();
        var after = text.AsSpan(start + length, Math.Min(4, text.Length - start - length)).TrimStart();
        foreach (var honorific in Honorifics)
        {
            if (after.StartsWith(honorific, StringComparison.Ordinal))
                return true;
        }

        foreach (var introduction in Introductions)
        {
            if (before.EndsWith(introduction, StringComparison.Ordinal))
                return true;
        }

        return before.Length > 0 && before[^1] is '：' or ':' or '—';
    }
}
