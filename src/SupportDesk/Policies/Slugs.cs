using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.Policies;

/// <summary>How a policy's name stands in an address.</summary>
public static class Slugs
{
    private const int Longest = 70;

    /// <summary>Lower-case letters without accents, digits and hyphens; <c>policy</c> where nothing of the name can stand there.</summary>
    public static string Of(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormD).ToLowerInvariant().Replace("ß", "ss", StringComparison.Ordinal))
        {
            if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
                slug.Append(c);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        var cut = slug.ToString(0, Math.Min(slug.Length, Longest)).Trim('-');
        return cut.Length == 0 ? "policy" : cut;
    }

    /// <summary>The name's slug, or the first free one with a number after it.</summary>
    public static async Task<string> FreeSlugAsync(this DeskDb db, string name, CancellationToken cancel)
    {
        var slug = Of(name);
        var taken = await db.Policies.Where(p => p.Slug.StartsWith(slug)).Select(p => p.Slug).ToHashSetAsync(cancel);
        taken.Add("new"); // the address of the form
        return Enumerable.Range(1, taken.Count + 1).Select(n => n == 1 ? slug : $"{slug}-{n}").First(s => !taken.Contains(s));
    }
}
