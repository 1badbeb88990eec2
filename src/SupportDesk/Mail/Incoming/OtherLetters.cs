using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Files;
using SupportDesk.Mail.Parsing;
using SupportDesk.Threads;

namespace SupportDesk.Mail.Incoming;

/// <summary>Reads the stored original of a mail in another charset, where its letters are wrong.</summary>
public sealed class OtherLetters(FileStore files)
{
    /// <param name="postId">A post that its reader may see.</param>
    /// <param name="charset">Of <see cref="CharsetChoices"/>.</param>
    /// <returns>Null where the post is no mail.</returns>
    /// <exception cref="DeskException">The charset is none of the choices, the original is gone, or a case holds the words.</exception>
    public async Task<Rereading?> ReadAsync(DeskDb db, Guid postId, string charset, CancellationToken cancel)
    {
        if (!CharsetChoices.All.Any(c => c.Name == charset))
            throw new DeskException("Choose one of the ways to read the letters.");
        if (await HashAsync(db, postId, cancel) is not { } hash)
            return null;
        if (await db.Answers.AnyAsync(a => a.PostId == postId, cancel))
            throw new DeskException("This mail answers a question of a case, so its words stay as they were read.");

        var raw = await files.ReadAsync(db, hash, cancel);
        var mail = MailParser.Parse(raw, ParseLimits.Default with { ReadAs = charset });
        var pictures = await PicturesAsync(db, postId, cancel);
        var words = MailWords.Read(mail, n => n < mail.Files.Count ? pictures.GetValueOrDefault(Blob.HashOf(mail.Files[n].Content.Span)) : null);
        return new(charset, words.Html, words.Text, words.QuotedText, words.QuotedHtml, words.Signature, words.SignatureHtml, words.PlainForm);
    }

    /// <summary>Whether a post is a mail whose original is still kept.</summary>
    public static async Task<bool> CanReadAsync(DeskDb db, Guid postId, CancellationToken cancel) =>
        await HashAsync(db, postId, cancel) is { } hash && await db.Blobs.AnyAsync(b => b.Hash == hash, cancel);

    private static Task<string?> HashAsync(DeskDb db, Guid postId, CancellationToken cancel) =>
        db.IncomingMail.Where(m => m.PostId == postId && m.CopyOfId == null && m.Outcome != MailOutcome.SetAside).OrderBy(m => m.Id).Select(m => m.RawHash).FirstOrDefaultAsync(cancel);

    // The files stay as they hang on the post; its pictures keep their addresses.
    private static async Task<Dictionary<string, string>> PicturesAsync(DeskDb db, Guid postId, CancellationToken cancel)
    {
        var hung = await db.Attachments.AsNoTracking().Where(a => a.PostId == postId && a.State == FileState.Ready && a.BlobHash != null).OrderBy(a => a.At).ToListAsync(cancel);
        return hung.Where(a => FileKinds.IsPicture(a.Type)).DistinctBy(a => a.BlobHash).ToDictionary(a => a.BlobHash!, a => Attachment.AddressOf(a.Id));
    }
}
