using System.Globalization;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Threads;

namespace SupportDesk.Notifications.Rendering;

/// <summary>What a mail says and carries, before it is written.</summary>
/// <param name="Model">The model of its kind.</param>
public sealed record Content(object Model)
{
    /// <summary>Whose name stands before the mailbox's in From; null where the desk itself speaks.</summary>
    public string? Author { get; init; }

    /// <summary>The passages of supporters that it quotes to somebody else, and how.</summary>
    public IReadOnlyList<QuotedPassage> Quotes { get; init; } = [];

    /// <summary>Files that come along.</summary>
    public IReadOnlyList<Attachment> Files { get; init; } = [];

    /// <summary>Pictures that stand within its words.</summary>
    public IReadOnlyList<Attachment> Pictures { get; init; } = [];

    /// <summary>A file that the desk made for this mail alone.</summary>
    public Enclosure? Enclosure { get; init; }

    /// <summary>The ticket whose mails it continues.</summary>
    public Guid? Continues { get; init; }

    /// <summary>What its reader can do by mail; null for everybody but a level.</summary>
    public LevelActsModel? Acts { get; init; }

    /// <summary>Where its reader finds all of it, for a bundle's line; null for kinds that are never bundled.</summary>
    public string? Page { get; init; }

    /// <summary>Where one click ends mails of this kind (RFC 8058); null where they can't be ended.</summary>
    public string? Unsubscribe { get; init; }
}

/// <summary>A mail as it can be sent.</summary>
/// <param name="Quotes">The passages of supporters that its bytes quote.</param>
public sealed record RenderedMail(byte[] Mime, IReadOnlyList<QuotedPassage> Quotes);

/// <param name="Name">For instance anchors-2026-11-30.log.</param>
public sealed record Enclosure(string Name, byte[] Bytes);

/// <summary>One mail being written.</summary>
/// <param name="Culture">Of the recipient's language, for dates.</param>
/// <param name="Zone">Of the recipient, as <see cref="ReaderZones"/> finds it.</param>
/// <param name="Now">The desk's moment.</param>
public sealed record Writing(DeskDb Db, OutboxMail Mail, Sender Sender, CultureInfo Culture, TimeZoneInfo Zone, DateTimeOffset Now, CancellationToken Cancel)
{
    /// <inheritdoc cref="Moments.Say"/>
    public string Say(DateTimeOffset at) => Moments.Say(at, Now, Zone, Culture);

    /// <summary>The day of a moment, as the recipient reads it.</summary>
    public string SayDay(DateTimeOffset at) => Moments.SayDay(at, Now, Zone, Culture);

    /// <summary>A day of the calendar.</summary>
    public string SayDay(DateOnly day) => Moments.SayDay(day, Now, Zone, Culture);
}
