namespace SupportDesk.Web.Pages;

/// <summary>The frame in which a mail is shown as its reader sees it.</summary>
internal static class Paper
{
    private const int Frame = 140, Line = 26, Gap = 16, Letters = 64, Least = 260, Most = 900;

    /// <summary>About as high as its words, in CSS pixels: a frame without scripts can't say so itself.</summary>
    /// <param name="text">The mail as plain text.</param>
    public static int HeightOf(string text) => Math.Clamp(Frame + text.Split('\n').Sum(line => string.IsNullOrWhiteSpace(line) ? Gap : ((line.Length / Letters) + 1) * Line), Least, Most);
}
