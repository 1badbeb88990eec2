using System.Collections.Frozen;

namespace SupportDesk.Escalations.Redaction;

/// <summary>What is attached to a name in the languages that decline it, without accents.</summary>
internal static class Endings
{
    private static readonly FrozenSet<string> Latin = Set("s es n en ens a u owi em ie om e ego emu ym im iego iemu iej ej ze zie y i ii ji o nin nun yi yu ya ye da de dan den in un nak nek lle lla lta ssa sta ksi elle ella elta essa esta een ek ne val vel hoz hez tol bol ban ba be ra re ert ot et at ovi ova ove ovou ovy");
    private static readonly FrozenSet<string> Cyrillic = Set("а у ом е ои ою ы и ю я ем еи ем ями ами ам ах ого ому ым им ова ову овым ов ин ина ином ею ью ием");
    private static readonly FrozenSet<string> Greek = Set("σ υ ν ο ου ε η α ησ ασ ων ουσ");
    private static readonly FrozenSet<string> Korean = Set("가 는 은 이 을 를 의 에게 씨 님 와 과 도 만 야 아 입니다 이에요 예요 라고 이라고 이라는 이가 이는 이를 이의 이도 한테 께서 께 씨가 씨는 씨의 씨를 님이 님은 님께 랑 이랑 로 으로 라는 이며 이고 에요 였습니다 이었습니다 드림 올림");
    private static readonly FrozenSet<string> Prefixes = Set("ו ב ל מ ה ש כ וב ול ומ וה וש שה שב של מה לה בה و ف ب ل ك ال وال لل بال فال ول وب");

    /// <summary>Whether the rest behind a form is an ending.</summary>
    public static bool IsEnding(string rest, NameForm form)
    {
        var first = rest[0];
        return first switch
        {
            >= 'a' and <= 'z' => Latin.Contains(rest) && (form.Folded.Length > 2 || rest is "s" or "a" or "ie" or "em" or "owi" || (form.Kind == FormKind.Stem && rest is "y" or "i" or "e" or "u" or "o")),
            >= '\u0400' and <= '\u04FF' => Cyrillic.Contains(rest),
            >= '\u0370' and <= '\u03FF' => Greek.Contains(rest),
            >= '\uAC00' and <= '\uD7AF' => Korean.Contains(rest),
            >= '\u10D0' and <= '\u10FF' => form.Folded.Length > 2 && rest.Length <= 4,
            >= '\u0590' and <= '\u06FF' => false,
            _ => form.Kind == FormKind.Part && form.Folded.Length > 2 && rest.Length <= 3,
        };
    }

    /// <summary>How many letters of a Korean word stand behind the name in it.</summary>
    public static int Attached(string folded, NameForms forms)
    {
        for (var cut = 1; cut < folded.Length && cut <= 6 && folded[0] is >= '\uAC00' and <= '\uD7AF'; cut++)
        {
            if (forms.Find(folded[..^cut]).Count > 0 && Korean.Contains(folded[^cut..]))
                return cut;
        }

        return 0;
    }

    public static bool IsPrefix(string before) => Prefixes.Contains(before);

    private static FrozenSet<string> Set(string words) => words.Split(' ').Distinct().ToFrozenSet(StringComparer.Ordinal);
}
