using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using MimeKit.Utils;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Files;
using SupportDesk.Mail;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Notifications.Rendering;

/// <summary>Writes an outbox row as the MIME message that will be kept and sent.</summary>
public sealed class MailWriter(Contents contents, Templates templates, Conversation conversation, SendingMailboxes senders, ReplyRoutes routes, MailLinks links, FileStore files, ReaderZones zones, DeskClock clock)
{
    private static readonly FormatOptions Wire = WireFormat();

    private const int MostLines = 50;

    /// <summary>The bytes, 7-bit clean with CRLF (RFC 5322); rows of links are added to the save under way.</summary>
    public async Task<RenderedMail> WriteAsync(DeskDb db, OutboxMail mail, CancellationToken cancel)
    {
        var writing = await BeginAsync(db, mail, cancel);
        return await WriteAsync(writing, await contents.OfAsync(writing), await HeadsAsync(db, [mail], cancel));
    }

    /// <summary>The bytes of one mail for several notices, as <see cref="WriteAsync(DeskDb, OutboxMail, CancellationToken)"/> makes them.</summary>
    /// <param name="notices">Of one kind, to the bundle's address.</param>
    public async Task<RenderedMail> WriteAsync(DeskDb db, OutboxMail bundle, IReadOnlyList<OutboxMail> notices, CancellationToken cancel)
    {
        var lines = new List<NoticeModel>();
        foreach (var notice in notices.Take(MostLines))
        {
            var content = await contents.OfAsync(await BeginAsync(db, notice, cancel));
            lines.Add(new(await templates.SubjectAsync(notice.Kind, notice.Language, content.Model), content.Page ?? throw new InvalidOperationException($"A notice of kind {notice.Kind} has no page to lead to.")));
        }

        return await WriteAsync(await BeginAsync(db, bundle, cancel), new(new BundleModel(notices[0].Kind.ToString(), notices.Count, lines, notices.Count - lines.Count)), await HeadsAsync(db, notices, cancel));
    }

    // Each mail about a case carries its head, so that whoever keeps the mail can tell later whether the case was rewritten. A first question asks and tells nothing.
    private static async Task<IReadOnlyList<HeadModel>> HeadsAsync(DeskDb db, IReadOnlyList<OutboxMail> mails, CancellationToken cancel)
    {
        var cases = mails.Where(m => m.ObjectKind == ObjectKind.Escalation && m.Kind != MailKind.ConsentQuestion).Select(m => m.ObjectId).Distinct().Take(MostLines).ToList();
        return cases.Count == 0 ? [] : await db.Escalations.Where(e => cases.Contains(e.Id)).OrderBy(e => e.Number).Select(e => new HeadModel(e.Number, e.HeadHash)).ToListAsync(cancel);
    }

    private async Task<RenderedMail> WriteAsync(Writing writing, Content content, IReadOnlyList<HeadModel> heads)
    {
        var mail = writing.Mail;
        var written = await templates.WriteAsync(mail.Kind, mail.Language, content.Model, writing.Sender.Name, links.Site, heads, content.Acts);

        using var message = new MimeMessage { Subject = Literal(written.Subject), Date = clock.Now, MessageId = mail.MessageId };
        await AddressAsync(message, writing, content);
        await ThreadAsync(message, writing, content);
        Mark(message, mail, content);
        message.Body = await BodyAsync(writing, content, written);
        message.Prepare(EncodingConstraint.SevenBit);
        using var bytes = new MemoryStream();
        await message.WriteToAsync(Wire, bytes, writing.Cancel);
        return new(bytes.ToArray(), content.Quotes);
    }

    private async Task<Writing> BeginAsync(DeskDb db, OutboxMail mail, CancellationToken cancel)
    {
        var mailbox = await db.Tickets.Where(t => t.Id == mail.ObjectId).Select(t => t.MailboxId).SingleOrDefaultAsync(cancel);
        var reader = await zones.FindAsync(db, mail.PersonId, mail.ObjectId, cancel);
        return new(db, mail, await senders.OfAsync(db, mailbox, cancel), CultureOf(mail.Language), reader.Zone, clock.Now, cancel);
    }

    private async Task AddressAsync(MimeMessage message, Writing writing, Content content)
    {
        var (mail, sender) = (writing.Mail, writing.Sender);
        message.From.Add(new MailboxAddress(content.Author is null ? sender.Name : Literal($"{content.Author} ({sender.Name})"), sender.Address));
        message.To.Add(new MailboxAddress(await NameAsync(writing), mail.Address));

        var back = await routes.AddressAsync(writing.Db, mail, sender, writing.Cancel) ?? sender.Address;
        message.ReplyTo.Add(new MailboxAddress(sender.Name, back));
    }

    // Whoever writes first in somebody's name chooses that name: what leaves by itself carries it only to an address that was proved (threat T20a).
    private static async Task<string?> NameAsync(Writing writing)
    {
        var mail = writing.Mail;
        var person = await writing.Db.People.Where(p => p.Id == mail.PersonId)
            .Select(p => new { p.DisplayName, Proved = writing.Db.MailAddresses.Any(a => a.AddressKey == mail.AddressKey && a.VerifiedAt != null) }).SingleOrDefaultAsync(writing.Cancel);
        var chosen = mail.Kind is MailKind.Acknowledgement or MailKind.FreshLink && person is { Proved: false };
        return chosen ? null : Literal(Words.Cut(Words.OneLine(person?.DisplayName), 80));
    }

    private async Task ThreadAsync(MimeMessage message, Writing writing, Content content)
    {
        if (content.Continues is not { } ticket)
            return;

        var before = await conversation.OfAsync(writing.Db, ticket, writing.Mail.PersonId, writing.Mail.AddressKey, writing.Cancel);
        message.References.AddRange(before);
        if (before.Count > 0)
            message.InReplyTo = before[^1];
    }

    // RFC 3834: what no person wrote says so, and asks programs not to answer; what a person wrote does not.
    private static void Mark(MimeMessage message, OutboxMail mail, Content content)
    {
        if (mail.Kind is not (MailKind.Reply or MailKind.Question or MailKind.Outside))
        {
            message.Headers.Add(HeaderId.AutoSubmitted, mail.Kind == MailKind.Acknowledgement ? "auto-replied" : "auto-generated");
            message.Headers.Add("X-Auto-Response-Suppress", "All");
        }

        if (content.Unsubscribe is { } unsubscribe)
        {
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<{unsubscribe}>");
            message.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        }
    }

    private async Task<MimeEntity> BodyAsync(Writing writing, Content mail, Written written)
    {
        var body = new BodyBuilder { TextBody = written.Text, HtmlBody = written.Html };
        foreach (var file in mail.Files)
        {
            var content = await files.ReadAsync(writing.Db, file.BlobHash!, writing.Cancel);
            var part = body.Attachments.Add(FileNames.Clean(file.Name, "attachment"), content, TypeOf(file.Name, content));
            part.ContentId = MimeUtils.GenerateMessageId(writing.Sender.Domain);
        }

        if (mail.Enclosure is { } enclosure)
            body.Attachments.Add(enclosure.Name, enclosure.Bytes, new ContentType("application", "octet-stream"));

        foreach (var picture in mail.Pictures)
        {
            var part = body.LinkedResources.Add(FileNames.Clean(picture.Name, "picture"), await files.ReadAsync(writing.Db, picture.BlobHash!, writing.Cancel), ContentType.Parse(picture.Type));
            part.ContentId = InlinePictures.IdOf(picture, writing.Sender.Domain);
        }

        return body.ToMessageBody();
    }

    // Told anew, since rows of earlier versions hold coarser types; text says its charset, or it is read as ASCII (RFC 2046 4.1.2).
    private static ContentType TypeOf(string name, byte[] content)
    {
        var type = ContentType.Parse(FileKinds.TypeOf(name, content));
        if (type.IsMimeType("text", "*") && System.Text.Unicode.Utf8.IsValid(content))
            type.Charset = "utf-8";
        return type;
    }

    // Somebody may be called what looks like an encoded word (RFC 2047); it would be decoded again where it arrives (threat T13a).
    private static string Literal(string text) => text.Replace("=?", "= ?", StringComparison.Ordinal);

    private static CultureInfo CultureOf(string language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language == "en" ? "en-GB" : language);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.GetCultureInfo("en-GB");
        }
    }

    private static FormatOptions WireFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }
}
