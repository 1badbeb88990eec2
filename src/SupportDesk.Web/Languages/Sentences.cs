using System.Globalization;

namespace SupportDesk.Web.Languages;

/// <summary>The sentences of requesters' pages. Their keys are the English ones; each further language is a resource file beside this one.</summary>
public sealed class Sentences
{
    private Sentences() { }

    /// <summary>From here on this request speaks the person's language, or English where it has no file.</summary>
    /// <param name="language">BCP 47.</param>
    public static void Speak(string language) => CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(language.StartsWith("de", StringComparison.OrdinalIgnoreCase) ? "de" : "en-GB");
}
