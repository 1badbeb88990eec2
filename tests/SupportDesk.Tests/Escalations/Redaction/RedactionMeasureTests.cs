using SupportDesk.Escalations.Redaction;

namespace SupportDesk.Tests.Escalations.Redaction;

public sealed class RedactionMeasureTests
{
    [Fact]
    public void Of_300_people_in_1000_passages_98_percent_is_proposed_and_2_percent_of_the_other_words()
    {
        var set = RedactionSet.Create();
        var (marks, found, words, wrong, missed) = (0, 0, 0, 0, new List<string>());

        foreach (var passage in set.All)
        {
            var covered = Cover(passage.Text, new Redactor(passage.By.Known).Find(passage.Text).Select(f => (f.Start, f.Length)));
            var telling = Cover(passage.Text, passage.Marks.Select(m => (m.Start, m.Length)));
            foreach (var (start, length, slot) in passage.Marks)
            {
                marks++;
                if (IsLeftOut(passage.Text, start, length, covered))
                    found++;
                else
                    missed.Add($"{passage.By.Language} {passage.By.Full}: {passage.Text.Substring(start, length)} ({slot})");
            }

            foreach (var (start, length) in OtherWords(passage.Text, telling))
            {
                words++;
                wrong += covered.AsSpan(start, length).Contains(true) ? 1 : 0;
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{set.People.Count} people, {set.All.Count} passages: {found} of {marks} proposed ({100.0 * found / marks:0.00} %), {wrong} of {words} other words ({100.0 * wrong / words:0.00} %)");
        TestContext.Current.TestOutputHelper?.WriteLine($"{100.0 * found / marks:0.00} % proposed, {100.0 * wrong / words:0.00} % of the other words; missed: {string.Join("; ", missed.Take(20))}");
        (set.People.Count, set.All.Count).ShouldBe((300, 1000));
        (100.0 * found / marks).ShouldBeGreaterThanOrEqualTo(98, string.Join("; ", missed.Take(20)));
        (100.0 * wrong / words).ShouldBeLessThanOrEqualTo(2);
    }

    static bool[] Cover(string text, IEnumerable<(int Start, int Length)> stretches)
    {
        var covered = new bool[text.Length];
        foreach (var (start, length) in stretches)
            covered.AsSpan(start, length).Fill(true);
        return covered;
    }

    // All letters and digits; an ending behind an apostrophe may stay.
    static bool IsLeftOut(string text, int start, int length, bool[] covered)
    {
        var end = text.AsSpan(start, length).IndexOfAny('’', '\'') is > 1 and var apostrophe && length - apostrophe <= 4 ? start + apostrophe : start + length;
        return Enumerable.Range(start, end - start).All(i => covered[i] || !char.IsLetterOrDigit(text[i]));
    }

    // A word between spaces; in scripts without spaces each letter counts as one.
    static IEnumerable<(int Start, int Length)> OtherWords(string text, bool[] telling)
    {
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }

            var end = i + 1;
            while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] < '\u2E80')
                end++;
            if (!telling.AsSpan(i, end - i).Contains(true))
                yield return (i, end - i);
            i = end;
        }
    }
}
