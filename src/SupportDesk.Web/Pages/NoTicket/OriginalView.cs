using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.Mail;
using SupportDesk.Web.Pages.Files;

namespace SupportDesk.Web.Pages.NoTicket;

/// <summary>A mail as it was sent, on whichever page shows it.</summary>
/// <param name="Path">The page's own address; its handlers give the frame and the raw bytes.</param>
public sealed record OriginalView(OriginalMail Mail, string Path)
{
    /// <summary>Fields that a reader looks for; all others stand below, folded.</summary>
    private static readonly string[] First = ["From", "Sender", "X-Original-From", "Reply-To", "To", "Cc", "Date", "Subject", "Message-ID"];

    public IEnumerable<(string Name, string Value)> FirstFields =>
        First.SelectMany(name => Mail.Fields.Where(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The answer for the frame: without scripts, in an origin of its own, loading nothing.</summary>
    public static ContentResult Paper(PageModel page, OriginalMail mail)
    {
        page.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox allow-popups allow-popups-to-escape-sandbox";
        const string head = "<!doctype html><html lang=\"\"><head><meta charset=\"utf-8\"><title>The mail</title><base target=\"_blank\"></head>";
        const string plain = "white-space: pre-wrap; overflow-wrap: anywhere; font-family: sans-serif";
        var body = mail.Html ?? $"<pre style=\"{plain}\">{System.Net.WebUtility.HtmlEncode(mail.Text)}</pre>";
        return page.Content($"{head}<body dir=\"auto\">{body}</body></html>", "text/html; charset=utf-8");
    }

    /// <summary>The raw message, to be saved.</summary>
    public static FileContentResult Raw(PageModel page, byte[] raw, string name) => page.Send($"{name}.eml", raw);
}
