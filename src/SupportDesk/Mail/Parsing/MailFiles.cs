using System.Globalization;
using MimeKit;
using SupportDesk.Files;

namespace SupportDesk.Mail.Parsing;

/// <summary>The files of a message as they are found: attachments, inline pictures, nested mails, machine-readable reports.</summary>
sealed class MailFiles(ParseLimits limits)
{
    readonly List<MailFile> all = [];
    readonly List<string> leftOut = [];
    int dropped;

    public IReadOnlyList<MailFile> All => all;

    public int Count => all.Count;

    public IReadOnlyList<string> LeftOut =>
        dropped == 0 ? leftOut : [.. leftOut, $"{dropped} attachments above the limit of {limits.Files} are only in the message as it came."];

    public void LeaveOut(string why) => leftOut.Add(why);

    public void Add(MimePart part, bool inline)
    {
        var content = Bytes(part);
        var type = TypeOf(part, content);
        Add(new MailFile(FileNames.Clean(NameOf(part), NameFor(type)), type, content, MessageIds.Normalise(part.ContentId), inline));
    }

    public void Add(MessagePart part)
    {
        using var memory = new MemoryStream();
        part.Message?.WriteTo(memory);
        var subject = Texts.Line(part.Message?.Subject, 100);
        var name = NameOf(part) is { Length: > 0 } named ? named : subject.Length > 0 ? subject.Replace('/', '_').Replace('\\', '_') + ".eml" : "message.eml";
        Add(new MailFile(FileNames.Clean(name, "message.eml"), "message/rfc822", memory.ToArray(), null, false));
    }

    void Add(MailFile file)
    {
        if (all.Count < limits.Files) all.Add(file);
        else dropped++;
    }

    /// <summary>The picture source that stands for the file with that Content-ID; null where there is none.</summary>
    public string? SourceOf(string contentId)
    {
        var id = MessageIds.Normalise(Uri.UnescapeDataString(contentId));
        var at = all.FindIndex(f => f.ContentId is not null && f.ContentId.Equals(id, StringComparison.OrdinalIgnoreCase));
        return at < 0 ? null : string.Create(CultureInfo.InvariantCulture, $"attachment:{at}");
    }

    public static byte[] Bytes(MimePart part)
    {
        if (part.Content is not { Stream.Length: var length } content) return [];
        using var memory = new MemoryStream((int)Math.Min(length, int.MaxValue / 2));
        content.DecodeTo(memory);
        return memory.ToArray();
    }

    /// <summary>Of Content-Disposition, else of Content-Type; encoded words are decoded although RFC 2231 forbids them there.</summary>
    public static string? NameOf(MimeEntity part)
    {
        var name = part.ContentDisposition?.FileName is { Length: > 0 } given ? given : part.ContentType.Name;
        if (name is null || !name.Contains("=?", StringComparison.Ordinal)) return FromPercent(name);
        return MimeKit.Utils.Rfc2047.DecodeText(System.Text.Encoding.UTF8.GetBytes(name));
    }

    // Some programs write a name as in a web address; "100%25.pdf" may be meant so or not, letters beyond ASCII are.
    static string? FromPercent(string? name)
    {
        if (name is null || !name.Contains('%', StringComparison.Ordinal) || name.AsSpan().ContainsAnyExceptInRange('\0', '\x7F')) return name;
        var read = Uri.UnescapeDataString(name);
        return read.AsSpan().ContainsAnyExceptInRange('\0', '\x7F') ? read : name;
    }

    // Programs that do not know what they send say so; its first bytes tell more.
    static string TypeOf(MimePart part, byte[] content) =>
        Declared(part) is var declared && declared != FileKinds.Unknown ? declared : FileKinds.TypeOf(NameOf(part) ?? "", content);

    static string Declared(MimePart part)
    {
        var type = Texts.Line(part.ContentType.MimeType, 100).ToLowerInvariant();
        var sound = type.Length > 2 && type.Count(c => c == '/') == 1 && type.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '+' or '_');
        return sound ? type : FileKinds.Unknown;
    }

    static string NameFor(string type)
    {
        var ending = type switch
        {
            "text/calendar" => "invite.ics",
            "application/pgp-signature" => "signature.asc",
            "application/pgp-encrypted" => "encrypted.asc",
            "application/pkcs7-signature" or "application/x-pkcs7-signature" => "smime.p7s",
            "application/pkcs7-mime" or "application/x-pkcs7-mime" => "smime.p7m",
            "message/delivery-status" => "delivery-status.txt",
            "message/feedback-report" => "feedback-report.txt",
            "message/disposition-notification" => "disposition-notification.txt",
            "text/rfc822-headers" => "headers.txt",
            "application/ms-tnef" => "winmail.dat",
            _ => null,
        };
        if (ending is not null) return ending;
        MimeTypes.TryGetExtension(type, out var known);
        return "attachment" + (known ?? ".bin");
    }
}
