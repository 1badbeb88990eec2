using System.Globalization;
using System.Text;

namespace SupportDesk.Escalations;

/// <summary>
/// The JSON Canonicalization Scheme, RFC 8785, for objects of strings, whole numbers and lists of them: what receipts and anchors are made of. Members are
/// sorted by their UTF-16 code units (3.2.3), strings are escaped as ECMAScript does (3.2.2.2), numbers are integers within ±(2^53 − 1),
/// which RFC 8785 writes as plain decimals (3.2.2.3).
/// </summary>
internal static class CanonicalJson
{
    private const long Largest = 9_007_199_254_740_991;

    /// <summary>The canonical text of an object; hash its UTF-8 bytes.</summary>
    /// <exception cref="ArgumentException">A value is none of these, an integer is too large, or a string holds a lone surrogate.</exception>
    internal static string Write(IEnumerable<KeyValuePair<string, object>> members)
    {
        var text = new StringBuilder("{");
        foreach (var (name, value) in members.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            if (text.Length > 1)
                text.Append(',');

            Quote(text, name);
            text.Append(':');
            Value(text, name, value);
        }

        return text.Append('}').ToString();
    }

    private static void Value(StringBuilder text, string name, object value)
    {
        switch (value)
        {
            case string words:
                Quote(text, words);
                break;
            case int or long:
                var number = Convert.ToInt64(value, CultureInfo.InvariantCulture);
                if (number is > Largest or < -Largest)
                    throw new ArgumentException($"'{name}' is larger than JSON keeps exactly.", nameof(value));
                text.Append(number.ToString(CultureInfo.InvariantCulture));
                break;
            case IReadOnlyList<object> items:
                text.Append('[');
                foreach (var (no, item) in items.Index())
                {
                    if (no > 0)
                        text.Append(',');
                    Value(text, name, item);
                }

                text.Append(']');
                break;
            default:
                throw new ArgumentException($"'{name}' is neither a string, nor a whole number, nor a list of them.", nameof(value));
        }
    }

    private static void Quote(StringBuilder text, string words)
    {
        text.Append('"');
        for (var i = 0; i < words.Length; i++)
        {
            var c = words[i];
            if (char.IsSurrogate(c) && !char.IsSurrogatePair(words, i) && !(i > 0 && char.IsSurrogatePair(words, i - 1)))
                throw new ArgumentException("A lone surrogate has no canonical form.", nameof(words));

            text.Append(Escaped(c) ?? c.ToString());
        }

        text.Append('"');
    }

    private static string? Escaped(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\f' => "\\f",
        '\r' => "\\r",
        < ' ' => $"\\u{(int)c:x4}",
        _ => null,
    };
}
