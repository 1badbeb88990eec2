using SupportDesk.Escalations.Redaction;

namespace SupportDesk.Tests.Escalations.Redaction;

public sealed class RedactionMeasureTests
{
    [Fact]
    public void Of_300_people_in_1000_passages_98_percent_is_proposed_and_2_percent_of_the_other_words()
    {
        var set = RedactionSet.Create();

        var measured = Measure.Of(set, passage => new Redactor(passage.By.Known).Find(passage.Text).Select(f => (f.Start, f.Length)));

        TestContext.Current.SendDiagnosticMessage($"{set.People.Count} people, {set.All.Count} passages: {measured}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{measured}; missed: {measured.MissedWords}");
        (set.People.Count, set.All.Count).ShouldBe((300, 1000));
        measured.ShouldSuffice();
    }

    /// <summary>Kept mutations: the measure must fail a redactor that does not know who wrote the words, and one that blanks whatever begins with a capital.</summary>
    [Theory]
    [InlineData(false, "98")]
    [InlineData(true, "2")]
    public void The_measure_notices_a_redactor_that_leaves_names_in_and_one_that_takes_too_much(bool blanksCapitals, string limit)
    {
        IEnumerable<(int, int)> Find(RedactionSet.Passage passage)
        {
            var found = new Redactor(blanksCapitals ? passage.By.Known : new KnownPerson([], [], [], [])).Find(passage.Text).Select(f => (f.Start, f.Length));
            return blanksCapitals ? found.Concat(passage.Text.Index().Where(c => char.IsUpper(c.Item)).Select(c => (c.Index, 1))) : found;
        }

        Should.Throw<ShouldAssertException>(() => Measure.Of(RedactionSet.Create(), Find).ShouldSuffice()).Message.ShouldContain(limit);
    }

    sealed record Measure(int Marks, int Found, int Words, int Wrong, List<string> Missed)
    {
        public string MissedWords => string.Join("; ", Missed.Take(20));

        public static Measure Of(RedactionSet set, Func<RedactionSet.Passage, IEnumerable<(int Start, int Length)>> find)
        {
            var (marks, found, words, wrong, missed) = (0, 0, 0, 0, new List<string>());
            foreach (var passage in set.All)
            {
                var covered = Cover(passage.Text, find(passage));
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

            return new(marks, found, words, wrong, missed);
        }

        public void ShouldSuffice()
        {
            (100.0 * Found / Marks).ShouldBeGreaterThanOrEqualTo(98, MissedWords);
            (100.0 * Wrong / Words).ShouldBeLessThanOrEqualTo(2);
        }

        public override string ToString() => $"{Found} of {Marks} proposed ({100.0 * Found / Marks:0.00} %), {Wrong} of {Words} other words ({100.0 * Wrong / Words:0.00} %)";
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
