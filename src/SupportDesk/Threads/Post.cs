using SupportDesk.Events;

namespace SupportDesk.Threads;

/// <summary>A public reply, or an internal note.</summary>
public enum PostKind { Reply, Note }

/// <summary>Held posts are seen by staff alone until released; hidden ones were taken back.</summary>
public enum PostState { Shown, Held, Hidden, Erased }

/// <summary>How a post came to be here.</summary>
public enum Origin { Mail, Web, Api, Community, Phone, Import }

/// <summary>What is known of who sent a mail: its signer agrees with its sender, nothing is known, or it contradicts.</summary>
public enum Verdict { Proved, Unproved, Failed }

/// <summary>What a new post is made of. HTML is sanitised already, text is plain.</summary>
/// <param name="AuthorId">Whose words they are.</param>
/// <param name="AuthorName">The name as written by the sender or shown on the desk at that moment.</param>
/// <param name="AuthorAddress">The address as written, for mail.</param>
/// <param name="Quiet">Nobody is told of it by mail: too many came from there.</param>
/// <param name="QuotedText">Folded history, for mail.</param>
/// <param name="LetterDoubt">Why letters of a mail may be wrong, in a sentence; null where nothing speaks for it.</param>
public sealed record NewPost(
    PostKind Kind,
    Guid AuthorId,
    string AuthorName,
    string? AuthorAddress,
    string Html,
    string Text,
    Origin Origin,
    string? QuotedText = null,
    string? Signature = null,
    Verdict? Verdict = null,
    PostState State = PostState.Shown,
    bool HasFiles = false,
    bool Automatic = false,
    bool Quiet = false,
    string? LetterDoubt = null)
{
    /// <summary>Folded history as HTML; <see cref="QuotedText"/> is the same words.</summary>
    public string? QuotedHtml { get; init; }

    /// <summary>The folded signature as HTML; <see cref="Signature"/> is the same words.</summary>
    public string? SignatureHtml { get; init; }

    /// <summary>The plain form of a mail that holds words which its formatted one does not.</summary>
    public string? PlainForm { get; init; }

    /// <summary>The invitations that came with it, as JSON.</summary>
    public string? Invitations { get; init; }
}

/// <summary>A mail's words as its stored original gives them in another charset; HTML is sanitised already.</summary>
/// <param name="Charset">Its name.</param>
/// <param name="PlainForm">As in <see cref="NewPost"/>.</param>
public sealed record Rereading(string Charset, string Html, string Text, string? QuotedText, string? QuotedHtml, string? Signature, string? SignatureHtml, string? PlainForm);

/// <summary>One post of a thread. Sent replies never change; what was taken back or redacted says so.</summary>
public sealed class Post
{
    private Post() { }

    public Guid Id { get; private init; }
    public Guid ThreadId { get; private init; }
    public int Position { get; private init; }
    public PostKind Kind { get; private init; }
    public PostState State { get; private set; }
    public Guid AuthorId { get; private init; }
    public string AuthorName { get; private init; } = "";
    public string? AuthorAddress { get; private init; }
    public Guid RecordedById { get; private init; }
    public Origin Origin { get; private init; }
    public DateTimeOffset At { get; private init; }
    public string Html { get; private set; } = "";
    public string Text { get; private set; } = "";
    public string? QuotedText { get; private set; }
    public string? Signature { get; private set; }

    /// <summary>The folded parts in the form of <see cref="Html"/>; null in posts of earlier versions, which have them as text alone.</summary>
    public string? QuotedHtml { get; private set; }

    public string? SignatureHtml { get; private set; }

    /// <summary>The plain form of a mail that holds words which its formatted one does not.</summary>
    public string? PlainForm { get; private set; }

    /// <summary>The invitations that came with it, as JSON.</summary>
    public string? Invitations { get; private set; }

    public Verdict? Verdict { get; private init; }

    /// <summary>Sent by a program (RFC 3834): shown, but answered by nobody and reopening nothing.</summary>
    public bool Automatic { get; private init; }

    /// <summary>Why letters of a mail may be wrong, in a sentence; null where nothing speaks for it, or somebody chose how to read them.</summary>
    public string? LetterDoubt { get; private set; }

    /// <summary>The charset in which somebody had the mail read again; null where its letters are as the desk read them.</summary>
    public string? ReadAs { get; private set; }

    public Guid? SplitFromPostId { get; private init; }
    public long Version { get; private set; }

    internal static Post Of(Guid threadId, int position, NewPost post, Actor by, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        ThreadId = threadId,
        Position = position,
        Kind = post.Kind,
        State = post.State,
        AuthorId = post.AuthorId,
        AuthorName = Words.Cut(Words.OneLine(post.AuthorName), 120),
        AuthorAddress = post.AuthorAddress is null ? null : Words.Cut(Words.OneLine(post.AuthorAddress), 320),
        RecordedById = by.PersonId,
        Origin = post.Origin,
        At = at,
        Html = Words.Clean(post.Html),
        Text = Words.Clean(post.Text),
        QuotedText = Cleaned(post.QuotedText),
        Signature = Cleaned(post.Signature),
        QuotedHtml = Cleaned(post.QuotedHtml),
        SignatureHtml = Cleaned(post.SignatureHtml),
        PlainForm = Cleaned(post.PlainForm),
        Invitations = post.Invitations,
        Verdict = post.Verdict,
        Automatic = post.Automatic,
        LetterDoubt = post.LetterDoubt is null ? null : Words.Cut(Words.OneLine(post.LetterDoubt), 300),
    };

    private static string? Cleaned(string? text) => text is null ? null : Words.Clean(text);

    internal void ReadAgain(Rereading words)
    {
        (Html, Text) = (Words.Clean(words.Html), Words.Clean(words.Text));
        (QuotedText, QuotedHtml) = (Cleaned(words.QuotedText), Cleaned(words.QuotedHtml));
        (Signature, SignatureHtml) = (Cleaned(words.Signature), Cleaned(words.SignatureHtml));
        PlainForm = Cleaned(words.PlainForm);
        (LetterDoubt, ReadAs) = (null, words.Charset);
        Version++;
    }

    internal void Become(PostState state)
    {
        State = state;
        Version++;
    }
}
