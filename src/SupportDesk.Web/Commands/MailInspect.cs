using System.Text.Encodings.Web;
using System.Text.Json;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Web.Commands;

/// <summary><c>mail inspect PATH…</c>: what the gateway understands of a message, without a desk.</summary>
public static class MailInspect
{
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="paths">Files, and folders for every <c>.eml</c> in and below them, by name.</param>
    /// <returns>0; 1 where a file could not be opened, or a folder holds none (its line holds the reason).</returns>
    public static int Run(IEnumerable<string> paths, Stream output)
    {
        var code = 0;
        foreach (var file in paths.SelectMany(FilesOf))
        {
            using (var json = new Utf8JsonWriter(output, Options))
            {
                if (!Write(json, file)) code = 1;
            }

            output.WriteByte((byte)'\n');
            output.Flush();
        }

        return code;
    }

    static IEnumerable<string> FilesOf(string path)
    {
        try
        {
            return Directory.Exists(path) && MailsIn(path) is { Length: > 0 } mails ? mails : [path];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [path]; // whose line will hold the reason
        }
    }

    static string[] MailsIn(string folder)
    {
        var mails = Directory.GetFiles(folder, "*.eml", SearchOption.AllDirectories);
        Array.Sort(mails, StringComparer.Ordinal);
        return mails;
    }

    static bool Write(Utf8JsonWriter json, string file)
    {
        json.WriteStartObject();
        json.WriteString("file", file);
        try
        {
            if (Directory.Exists(file) && MailsIn(file) is []) throw new IOException("The folder holds no file whose name ends in .eml.");

            using var raw = File.OpenRead(file);
            Write(json, MailParser.Parse(raw));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            json.WriteString("error", e.Message);
            return false;
        }
        finally
        {
            json.WriteEndObject();
        }
    }

    static void Write(Utf8JsonWriter json, ParsedMail mail)
    {
        json.WritePropertyName("from");
        Address(json, mail.From);
        Addresses(json, "to", mail.To);
        Addresses(json, "cc", mail.Cc);
        Addresses(json, "replyTo", mail.ReplyTo);
        json.WriteString("subject", mail.Subject);
        if (mail.Date is { } date) json.WriteString("date", date);
        json.WriteString("messageId", mail.MessageId);
        Strings(json, "inReplyTo", mail.InReplyTo);
        Strings(json, "references", mail.References);
        json.WriteString("newText", mail.NewText);
        json.WriteString("signature", mail.Signature);
        json.WriteString("quotedText", mail.QuotedText);
        json.WriteString("newHtml", mail.NewHtml);
        json.WriteString("signatureHtml", mail.SignatureHtml);
        json.WriteString("quotedHtml", mail.QuotedHtml);
        json.WriteString("plainForm", mail.PlainForm);
        Invitations(json, mail);
        Files(json, mail);
        json.WriteBoolean("isAutoReply", mail.IsAutoReply);
        json.WriteBoolean("isBounce", mail.IsBounce);
        json.WriteBoolean("isUnclearReport", mail.IsUnclearReport);
        json.WriteBoolean("isDelayNotice", mail.IsDelayNotice);
        Strings(json, "bouncedAddresses", mail.Bounced.Select(b => b.Address));
        json.WriteBoolean("isBulk", mail.IsBulk);
        json.WriteBoolean("isFeedbackReport", mail.IsFeedbackReport);
        json.WriteString("forwardedFrom", mail.ForwardedFrom?.Address);
        json.WriteString("token", mail.Token);
        Strings(json, "leftOut", mail.LeftOut);
        json.WriteString("letterDoubt", mail.LetterDoubt);
        json.WriteString("unreadable", mail.Unreadable);
    }

    static void Invitations(Utf8JsonWriter json, ParsedMail mail)
    {
        json.WriteStartArray("invitations");
        foreach (var invitation in mail.Invitations)
        {
            json.WriteStartObject();
            json.WriteString("title", invitation.Title);
            if (invitation.Start is { } start) json.WriteString("start", start);
            if (invitation.End is { } end) json.WriteString("end", end);
            json.WriteString("place", invitation.Place);
            json.WriteString("link", invitation.Link);
            json.WriteString("organiser", invitation.Organiser);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void Address(Utf8JsonWriter json, WrittenAddress? address)
    {
        if (address is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("address", address.Address);
        json.WriteString("name", address.Name);
        json.WriteEndObject();
    }

    static void Addresses(Utf8JsonWriter json, string name, IEnumerable<WrittenAddress> addresses)
    {
        json.WriteStartArray(name);
        foreach (var address in addresses) Address(json, address);
        json.WriteEndArray();
    }

    static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    static void Files(Utf8JsonWriter json, ParsedMail mail)
    {
        json.WriteStartArray("attachments");
        foreach (var file in mail.Files)
        {
            json.WriteStartObject();
            json.WriteString("name", file.Name);
            json.WriteString("type", file.Type);
            json.WriteNumber("size", file.Size);
            json.WriteBoolean("inline", file.IsInline);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
