using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.Mail;
using SupportDesk.Notifications.Rendering;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Admin.Templates;

/// <summary>Every mail of the desk as its template writes it, with invented people, in each language it has.</summary>
[Needs(Permission.Administer)]
public sealed class IndexModel(TemplatePreview preview) : PageModel
{
    public IReadOnlyList<MailKind> Kinds => TemplatePreview.Kinds;

    public MailKind Kind { get; private set; }

    public string Language { get; private set; } = "en";

    public IReadOnlyList<string> Languages { get; private set; } = [];

    public Written Mail { get; private set; } = null!;

    /// <summary>A mail was chosen: a telephone shows it in place of the list.</summary>
    public bool IsReading { get; private set; }

    public string Folder => TemplatePreview.FolderOf(Kind);

    public static string NameOf(string language) => CultureInfo.GetCultureInfo(language).EnglishName;

    public async Task<IActionResult> OnGetAsync(string? folder, string? language) => await ReadAsync(folder, language) ? Page() : NotFound();

    /// <summary>The HTML alone for the frame: without scripts, in an origin of its own, pictures from nowhere.</summary>
    public async Task<IActionResult> OnGetPaperAsync(string? folder, string? language)
    {
        if (!await ReadAsync(folder, language))
            return NotFound();

        Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        return Content(Mail.Html, "text/html; charset=utf-8");
    }

    private async Task<bool> ReadAsync(string? folder, string? language)
    {
        if ((folder is null ? Kinds[0] : TemplatePreview.Named(folder)) is not { } kind)
            return false;

        (Kind, Languages, IsReading) = (kind, preview.LanguagesOf(kind), folder is not null);
        if (language is not null && !Languages.Contains(language))
            return false;

        Language = language ?? Languages[0];
        Mail = await preview.WriteAsync(kind, Language);
        return true;
    }
}
