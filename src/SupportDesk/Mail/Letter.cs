using MimeKit;

namespace SupportDesk.Mail;

/// <summary>A mail as it goes to the server.</summary>
/// <param name="From">The envelope's sender: the recipient's own reply address, so that a failure report names whose address failed (VERP).</param>
/// <param name="To">The one recipient.</param>
/// <param name="Mime">The bytes as kept.</param>
/// <param name="Links">The rows of the links that were made for these bytes.</param>
public sealed record Letter(string From, string To, ReadOnlyMemory<byte> Mime, IReadOnlyList<Guid> Links)
{
    internal static Letter Of(OutboxMail row, byte[] mime, IReadOnlyList<Guid> links)
    {
        using var stream = new MemoryStream(mime);
        var headers = HeaderList.Load(stream);
        var back = InternetAddressList.Parse(headers[HeaderId.ReplyTo] ?? headers[HeaderId.From] ?? throw new DeskException("A kept mail has no sender."));
        return new(back.Mailboxes.First().Address, row.Address, mime, links);
    }
}
