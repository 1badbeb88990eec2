using SupportDesk.Mail.Parsing;

namespace SupportDesk.Tests.Mail.Parsing;

/// <summary>The invented messages in <c>Messages/</c>. <c>X-Shows</c> says what for, <c>X-New</c> and <c>X-Signature</c> what must come out, with | for a line end.</summary>
static class OwnMessages
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "SupportDesk.Tests", "Mail", "Parsing", "Messages");

    public static ParsedMail Parse(string name) => MailParser.Parse(File.ReadAllBytes(Path.Combine(Folder, name + ".eml")));

    public static string? Expected(string name, string field) =>
        File.ReadLines(Path.Combine(Folder, name + ".eml")).FirstOrDefault(l => l.StartsWith(field + ": ", StringComparison.Ordinal))?[(field.Length + 2)..].Replace('|', '\n');

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.eml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    public static ParsedMail Plain(string text, string headers = "From: damion@customer.test\nTo: support@marketfield.test\nSubject: Lamp") =>
        MailParser.Parse(System.Text.Encoding.UTF8.GetBytes($"{headers}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{text}"));

    public static ParsedMail Html(string html, string headers) =>
        MailParser.Parse(System.Text.Encoding.UTF8.GetBytes($"{headers}\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{html}"));
}
