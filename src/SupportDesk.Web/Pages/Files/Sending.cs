using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Net.Http.Headers;
using SupportDesk.Files;

namespace SupportDesk.Web.Pages.Files;

/// <summary>
/// Hands a file to a browser. Pictures, recognised by their bytes, may show; everything else is saved, under a type that is never active. Whatever it is, the browser
/// runs nothing in it: no type is guessed, and it opens in a sandbox (threats T02a, T02b).
/// </summary>
internal static class Sending
{
    public static FileContentResult Send(this PageModel page, string name, byte[] content)
    {
        var type = FileKinds.TypeOf(name, content);
        page.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'";
        page.Response.Headers.ContentDisposition = Disposition(FileKinds.IsPicture(type) ? "inline" : "attachment", name);
        return page.File(content, type);
    }

    private static string Disposition(string kind, string name)
    {
        var header = new ContentDispositionHeaderValue(kind);
        header.SetHttpFileName(name);
        return header.ToString();
    }
}
