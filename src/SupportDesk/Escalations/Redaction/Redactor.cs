using System.Buffers;
using System.Text;

namespace SupportDesk.Escalations.Redaction;

/// <summary>
/// Finds whatever in a text tells who wrote it: names in every form, initials, nicknames, addresses, telephone and other long numbers, handles,
/// file names and signatures. The time grows with the text's length, whatever stands in it.
/// </summary>
public sealed class Redactor
{
    private const string Gap = "[…]";
    private static readonly SearchValues<char> Joints = SearchValues.Create(" .,-‑'’\u00A0");
    private readonly KnownPerson person;
    private readonly NameForms forms;
    private readonly UnspacedNames unspaced;
    private readonly ContactFinder contacts;

    public Redactor(KnownPerson person)
    {
        this.person = person;
        forms = new(person);
        unspaced = new(forms.Unspaced);
        contacts = new(person, forms);
    }

    /// <summary>What is proposed to be left out, by place, none over another.</summary>
    public IReadOnlyList<Finding> Find(string text)
    {
        var signature = new SignatureLines(text, person);
        var findings = new List<Finding>(signature.Findings);
        contacts.Find(text, findings);
        NumberFinder.Find(text, findings);
        PostalFinder.Find(text, findings);
        findings.AddRange(new NameFinder(forms, text, Token.Read(text), signature.IsSigned).Find());
        findings.AddRange(unspaced.Find(text, signature.IsSigned));
        return Merge(text, findings);
    }

    /// <summary>The text with a gap for each of the findings; names side by side leave one gap.</summary>
    public static string Apply(string text, IEnumerable<Finding> taken)
    {
        var (words, at) = (new StringBuilder(text.Length), 0);
        foreach (var finding in Merge(text, taken))
        {
            words.Append(text, at, finding.Start - at).Append(Gap);
            at = finding.End;
        }

        return words.Append(text, at, text.Length - at).ToString();
    }

    private static List<Finding> Merge(string text, IEnumerable<Finding> findings)
    {
        var merged = new List<Finding>();
        foreach (var finding in findings.Where(f => f.Length > 0).OrderBy(f => f.Start).ThenByDescending(f => f.Length))
        {
            if (merged.Count == 0 || !Touches(text, merged[^1], finding))
            {
                merged.Add(finding);
                continue;
            }

            var last = merged[^1];
            var wider = finding.Length > last.Length || (finding.Length == last.Length && IsName(finding)) ? finding : last;
            merged[^1] = new(last.Start, Math.Max(last.End, finding.End) - last.Start, wider.Kind, last.IsUnsure && finding.IsUnsure);
        }

        return merged;
    }

    private static bool Touches(string text, Finding last, Finding next)
    {
        if (next.Start < last.End)
            return true;
        if (next.Start - last.End > 3 || !IsName(last) || !IsName(next))
            return false;

        var between = text.AsSpan(last.End, next.Start - last.End);
        return !between.ContainsAnyExcept(Joints);
    }

    private static bool IsName(Finding finding) => finding.Kind is FindingKind.Name or FindingKind.Initials;
}
