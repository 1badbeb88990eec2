using System.Text.Json;

namespace SupportDesk.Web.Assets;

/// <summary>What a page may load: only our own files, no inline script, and of inline style only the two elements Trix inserts (their hashes are computed when it is vendored).</summary>
public static class ContentPolicy
{
    public static string Pages { get; } = string.Join("; ",
        "default-src 'none'", "script-src 'self'", $"style-src 'self' {TrixStyles()}", "img-src 'self' data:", "font-src 'self'", "connect-src 'self'",
        "form-action 'self'", "frame-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'");

    private static string TrixStyles()
    {
        using var file = typeof(ContentPolicy).Assembly.GetManifestResourceStream("vendored.json")!;
        using var json = JsonDocument.Parse(file);
        return string.Join(' ', json.RootElement.GetProperty("styles").EnumerateArray().Select(hash => $"'{hash.GetString()}'"));
    }
}
