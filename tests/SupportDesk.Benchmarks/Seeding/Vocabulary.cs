using System.Text;

namespace SupportDesk.Benchmarks.Seeding;

/// <summary>Invented words, all of six letters, drawn as words are in a language: the second half as often as the first, and so on (Zipf).</summary>
sealed class Vocabulary
{
    const int Count = 8000;
    static readonly string[] Syllables = [.. from consonant in "bdfgklmnprst" from vowel in "aeiou" select $"{consonant}{vowel}"];
    readonly string[] words = new string[Count];
    readonly double[] upTo = new double[Count];
    readonly int[] documents = new int[Count];

    public Vocabulary()
    {
        var sum = 0.0;
        for (var i = 0; i < Count; i++)
        {
            var n = i * 26_003 % (60 * 60 * 60);
            words[i] = Syllables[n / 3600] + Syllables[n / 60 % 60] + Syllables[n % 60];
            upTo[i] = sum += 1.0 / (i + 2.7);
        }

        for (var i = 0; i < Count; i++)
            upTo[i] /= sum;
    }

    /// <summary>A text of so many words.</summary>
    public string Text(Random random, int length)
    {
        var text = new StringBuilder(length * 7);
        var seen = new HashSet<int>();
        for (var i = 0; i < length; i++)
        {
            var at = Array.BinarySearch(upTo, random.NextDouble());
            at = Math.Min(at < 0 ? ~at : at, Count - 1);
            if (seen.Add(at))
                documents[at]++;
            text.Append(i == 0 ? "" : i % 11 == 0 ? ". " : " ").Append(words[at]);
        }

        return text.Append('.').ToString();
    }

    /// <summary>The words whose number of texts is nearest to this share of all, for queries.</summary>
    public string[] WordsIn(double texts, int count) =>
        [.. Enumerable.Range(0, Count).OrderBy(i => Math.Abs(documents[i] - texts)).Take(count).Select(i => words[i])];
}
