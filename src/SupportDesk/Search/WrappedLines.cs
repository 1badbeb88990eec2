using System.Text;

namespace SupportDesk.Search;

/// <summary>
/// Mail programs break plain text of scripts without spaces in the midst of a word, where the line is full. Such a break parts nothing; one
/// behind a short line, as in a signature, or at a sign does.
/// </summary>
internal static class WrappedLines
{
    private const int ShortestFullLine = 16;

    /// <summary>A text without the breaks that stand within words; linear.</summary>
    public static string Join(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u0E00', '\uFFFF'))
            return text;

        StringBuilder? joined = null;
        var (line, done) = (0, 0);
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            var end = at > line && text[at - 1] == '\r' ? at - 1 : at;
            if (end - line >= ShortestFullLine && EndsInWord(text, end) && BeginsWithWord(text, at + 1))
            {
                joined = (joined ?? new(text.Length)).Append(text, done, end - done);
                done = at + 1;
            }

            line = at + 1;
        }

        return joined is null ? text : joined.Append(text, done, text.Length - done).ToString();
    }

    private static bool EndsInWord(string text, int end) =>
        Rune.DecodeLastFromUtf16(text.AsSpan(0, end), out var last, out _) == System.Buffers.OperationStatus.Done && IsOfWord(last);

    private static bool BeginsWithWord(string text, int at) =>
        at < text.Length && Rune.TryGetRuneAt(text, at, out var first) && IsOfWord(first) && !Belongs(first);

    // A mark at a line's beginning would change the letter that ends the line above.
    private static bool Belongs(Rune rune) => Scripts.IsMark(rune) || rune.Value is 0xFF9E or 0xFF9F;

    // Half-width kana are kana too.
    private static bool IsOfWord(Rune rune) => Scripts.IsOfWord(rune) && (Scripts.IsUnspaced(rune.Value) || rune.Value is >= 0xFF66 and <= 0xFF9F);
}
