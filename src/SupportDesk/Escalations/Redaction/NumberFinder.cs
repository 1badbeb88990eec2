using System.Globalization;
using System.Text.RegularExpressions;

namespace SupportDesk.Escalations.Redaction;

/// <summary>
/// Finds telephone numbers in any country's form and other long numbers that stand for one person (bank account, customer, order). It looks for
/// runs of digits with the signs people put between them, in every script's digits, and leaves out dates, times, amounts and years. One pass.
/// </summary>
internal static class NumberFinder
{
    // Bank accounts whose country writes the bank in letters: "GB82 WEST 1234 5698 7654 32".
    private static readonly Regex Account = new(@"\b[A-Z]{2}\d{2}[ ]?[A-Z]{4}([ ]?[A-Z0-9]{4}){2,6}([ ]?[A-Z0-9]{1,4})?\b", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    private const int Fewest = 7, Longest = 34;
    private static readonly string[] Units = ["€", "$", "£", "¥", "₺", "₽", "₹", "zł", "eur", "usd", "gbp", "chf", "pln", "tl", "руб", "元", "円", "원", "%", "kg", "km", "users", "people", "times", "mal"];
    private static readonly string[] TelephoneWords = ["tel", "phone", "fon", "mobil", "handy", "call", "ruf", "whatsapp", "cell", "fax", "nummer", "number", "тел", "звон", "τηλ", "电话", "手机", "電話", "携帯", "전화", "연락", "هاتف", "جوال", "טלפון", "נייד", "फ़ोन", "फोन", "โทร", "điện thoại", "sđt", "cep", "teléfono", "móvil", "téléphone", "ring", "sms"];

    public static void Find(string text, List<Finding> findings)
    {
        foreach (var match in Account.EnumerateMatches(text))
            findings.Add(new(match.Index, match.Length, FindingKind.Number));
        for (var i = 0; i < text.Length; i++)
        {
            if (!Begins(text, i))
                continue;
            var run = Read(text, i);
            if (Judge(text, i, run) is { } finding)
                findings.Add(finding);
            i = Math.Max(i, run.End - 1);
        }
    }

    private static bool Begins(string text, int at) =>
        (IsDigit(text[at]) || (text[at] is '+' or '＋' or '(' or '（' or '[' && at + 1 < text.Length && (IsDigit(text[at + 1]) || text[at + 1] is '+')))
        && (at == 0 || text[at] is '+' or '＋' || !char.IsLetterOrDigit(text[at - 1]) || Folding.IsUnspaced(text[at - 1]) || IsIban(text, at) || IsBehindLetters(text, at));

    // "T0301234567": letters without a space before a long number.
    private static bool IsBehindLetters(string text, int at)
    {
        for (var i = at; i < at + Fewest; i++)
        {
            if (i >= text.Length || !IsDigit(text[i]))
                return false;
        }

        return char.IsLetter(text[at - 1]);
    }

    private static bool IsIban(string text, int at) => at > 1 && char.IsAsciiLetterUpper(text[at - 1]) && char.IsAsciiLetterUpper(text[at - 2]) && (at == 2 || !char.IsLetterOrDigit(text[at - 3]));

    private readonly record struct Run(int End, int Digits, List<int> Groups, string Signs);

    private static Run Read(string text, int start)
    {
        var (end, digits, group, groups, signs) = (start, 0, 0, new List<int>(), new System.Text.StringBuilder());
        for (var i = start; i < text.Length; i++)
        {
            if (IsDigit(text[i]))
            {
                (digits, group, end) = (digits + 1, group + 1, i + 1);
                continue;
            }

            if (!IsSign(text[i]) || i - end > 2)
                break;
            if (group > 0)
                groups.Add(group);
            group = 0;
            signs.Append(text[i]);
        }

        if (group > 0)
            groups.Add(group);
        return new(Extended(text, end), digits, groups, signs.ToString());
    }

    private static Finding? Judge(string text, int start, Run run)
    {
        var explicitly = text[start] is '+' or '＋' || (text[start] is '(' or '（');
        var named = run.Digits > 4 && HasTelephoneWord(text, start);
        var length = run.End - start;
        if (run.Digits > Longest && run.Groups.Max() < 5)
            return null; // a row of a table
        if (run.Digits < (named ? 5 : Fewest) || IsMoney(text, start, run))
            return Vanity(text, start, run);
        if (IsIban(text, start))
            return new(start - 2, length + 2, FindingKind.Number);
        if (!named && !explicitly && (IsDate(text, start, run) || IsAmount(text, start, run)))
            return null;
        return new(start, length, run.Digits > 15 || (run.Groups.Count == 1 && !named && !explicitly && !IsZero(text[start])) ? FindingKind.Number : FindingKind.Telephone);
    }

    // "1-800-FLOWERS".
    private static Finding? Vanity(string text, int start, Run run)
    {
        if (run.Digits is < 3 or > 6 || run.Groups.Count < 1 || run.End + 1 >= text.Length || text[run.End] is not ('-' or ' ') || run.Groups[^1] != 3)
            return null;
        var end = run.End + 1;
        while (end < text.Length && (char.IsAsciiLetterUpper(text[end]) || (text[end] == '-' && end > run.End + 1)))
            end++;
        return end - run.End is >= 7 and <= 12 && text.AsSpan(start).StartsWith("1-8", StringComparison.Ordinal) ? new(start, end - start, FindingKind.Telephone) : null;
    }

    private static int Extended(string text, int end)
    {
        foreach (var word in new[] { " ext. ", " ext ", " ext.", " x", "x", " Durchwahl ", " -", " доб. ", " poste " })
        {
            if (end + word.Length < text.Length && text.AsSpan(end).StartsWith(word, StringComparison.OrdinalIgnoreCase) && IsDigit(text[end + word.Length]))
            {
                var at = end + word.Length;
                while (at < text.Length && at < end + word.Length + 6 && IsDigit(text[at]))
                    at++;
                return at;
            }
        }

        return end;
    }

    // 2026-11-30, 30.11.2026, 11/30/26, with or without a time; 2019–2023.
    private static bool IsDate(string text, int start, Run run)
    {
        var groups = run.Groups;
        if (groups.Count > 1 && groups.TrueForAll(g => g == 4))
            return Enumerable.Range(0, groups.Count).All(g => IsYear(text, start + g * 5));
        if (groups.Count < 3)
            return groups is [8] && IsYear(text, start) && Value(text, start + 4, 2) is > 0 and < 13;
        var day = groups[0] <= 2 && groups[1] <= 2 && groups[2] is 2 or 4 && Value(text, start, groups[0]) is > 0 and <= 31 && (groups[2] == 4 || run.Signs[0] is '/' or '.' || run.Signs.Length == 2) && run.Digits <= (groups.Count > 3 ? 14 : 8) && groups.Count <= 6 && (groups[2] == 4 || groups.Count == 3);
        return day || (groups[0] == 4 && IsYear(text, start) && groups[1] <= 2 && groups[2] <= 2);
    }

    private static bool IsAmount(string text, int start, Run run)
    {
        var thousands = run.Groups.Count > 1 && run.Groups[0] <= 3 && run.Groups.Skip(1).All(g => g == 3) && !IsZero(text[start]) && run.Signs.All(s => s is '.' or '\'' or '’' or '\u00A0' or '\u202F' or '\u2009' || (s == ' ' && run.Groups[0] < 3)) && run.Signs.Distinct().Count() == 1;
        return thousands && run.Groups.Count <= 4;
    }

    private static bool IsMoney(string text, int start, Run run)
    {
        var after = text.AsSpan(run.End, Math.Min(8, text.Length - run.End)).TrimStart();
        var before = text.AsSpan(Math.Max(0, start - 4), Math.Min(4, start)).TrimEnd();
        foreach (var unit in Units)
        {
            if (after.StartsWith(unit, StringComparison.OrdinalIgnoreCase) || before.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static bool HasTelephoneWord(string text, int start)
    {
        var before = text.AsSpan(Math.Max(0, start - 24), Math.Min(24, start));
        if (before.LastIndexOf('\n') is >= 0 and var line)
            before = before[(line + 1)..];
        foreach (var word in TelephoneWords)
        {
            if (before.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static bool IsYear(string text, int start) => Value(text, start, 4) is >= 1900 and <= 2100;

    private static int Value(string text, int start, int length)
    {
        var value = 0;
        for (var i = start; i < start + length && i < text.Length && IsDigit(text[i]); i++)
            value = value * 10 + (int)CharUnicodeInfo.GetNumericValue(text[i]);
        return value;
    }

    private static bool IsZero(char c) => CharUnicodeInfo.GetDecimalDigitValue(c) == 0;

    private static bool IsDigit(char c) => CharUnicodeInfo.GetDecimalDigitValue(c) >= 0;

    private static bool IsSign(char c) => c is ' ' or '\u00A0' or '\u2009' or '\u202F' or '-' or '–' or '‑' or '−' or '‐' or '.' or '/' or '(' or ')' or '（' or '）' or '+' or '＋' or '－' or 'ー' or '·' or '\'' or '’' or '~' or '—' or '•' or '_' or '[' or ']' or '\u200E' or '\u202A' or '\u202C';
}
