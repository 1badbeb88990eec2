using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;

namespace SupportDesk.Threads;

/// <summary>A post's id and sanitised HTML, whose pictures name the desk's own files.</summary>
public interface IPostWords
{
    Guid Id { get; }
    string Html { get; }
}

/// <summary>A post that may leave the desk. Its only factories check that it may, so whoever holds one need not ask again.</summary>
public sealed class PublicPost : IPostWords
{
    private PublicPost(Post post) => (Id, Position, AuthorId, AuthorName, At, Html, Text) =
        (post.Id, post.Position, post.AuthorId, Words.OneLine(post.AuthorName), post.At, post.Html, post.Text);

    public Guid Id { get; }
    public int Position { get; }
    public Guid AuthorId { get; }

    /// <summary>On one line.</summary>
    public string AuthorName { get; }

    public DateTimeOffset At { get; }

    public string Html { get; }

    public string Text { get; }

    /// <summary>A public reply that is shown.</summary>
    /// <exception cref="DeskException">It is a note, or it is held, undone or erased.</exception>
    public static PublicPost FromReply(Post post) =>
        PublicPosts.IsPublic(post) ? new(post) : throw new DeskException("Only a public reply that is shown can leave the desk.");

    /// <summary>A note that an agent wrote to one person outside the ticket: to that person it may leave, and to nobody else.</summary>
    /// <param name="asked">The event <see cref="EventKind.AskedOutside"/> of that act; it names the note and its reader.</param>
    /// <exception cref="DeskException">The note was written to somebody else, was not sent outside, or is not shown any more.</exception>
    public static PublicPost FromQuestionOutside(Post note, DeskEvent asked, Guid readerId) =>
        asked.Kind == EventKind.AskedOutside && asked.IdOf("post") == note.Id && asked.IdOf("person") == readerId && note.State == PostState.Shown
            ? new(note)
            : throw new DeskException("Only a question that was sent to this person outside can leave the desk.");
}

/// <summary>
/// The one way from posts to whatever leaves the desk: mail to people who are not staff, files behind links, the words that go up to a policy.
/// A note has no way out but <see cref="QuestionOutsideAsync"/>; an architecture test keeps everybody else from reading posts.
/// </summary>
public static class PublicPosts
{
    private static readonly Expression<Func<Post, bool>> MayLeave = post => post.Kind == PostKind.Reply && post.State == PostState.Shown;
    private static readonly Func<Post, bool> MayLeaveInMemory = MayLeave.Compile();

    /// <summary>Whether a post may leave the desk.</summary>
    public static bool IsPublic(Post post) => MayLeaveInMemory(post);

    /// <summary>Whether the mail that a post came as is proved to be its sender's.</summary>
    public static Task<bool> IsProvedAsync(this DeskDb db, Guid? postId, CancellationToken cancel) => db.Posts.AnyAsync(p => p.Id == postId && p.Verdict == Verdict.Proved, cancel);

    /// <summary>The ids of the posts that are shown and not the desk's own lines.</summary>
    public static IQueryable<Guid> ShownIds(this DeskDb db) => db.Posts.Where(p => p.State == PostState.Shown && p.AuthorId != Actor.SystemId).Select(p => p.Id);

    /// <summary>Rows of the posts that may leave, for joins; words are read by the methods below.</summary>
    internal static IQueryable<Post> PublicRows(this DeskDb db) => db.Posts.AsNoTracking().Where(MayLeave);

    /// <summary>The thread of a post, whatever became of it; no words are read.</summary>
    public static Task<Guid?> ThreadOfAsync(this DeskDb db, Guid? postId, CancellationToken cancel) =>
        db.Posts.Where(p => p.Id == postId).Select(p => (Guid?)p.ThreadId).SingleOrDefaultAsync(cancel);

    /// <summary>Whether one post may still leave.</summary>
    public static Task<bool> IsPublicAsync(this DeskDb db, Guid? postId, CancellationToken cancel) => db.PublicRows().AnyAsync(p => p.Id == postId, cancel);

    /// <summary>One public post of a thread.</summary>
    /// <exception cref="DeskException">It is a note, was undone, or is of another thread.</exception>
    public static async Task<PublicPost> PublicPostAsync(this DeskDb db, Guid threadId, Guid? postId, CancellationToken cancel) =>
        await db.PublicRows().SingleOrDefaultAsync(p => p.Id == postId && p.ThreadId == threadId, cancel) is { } post
            ? PublicPost.FromReply(post)
            : throw new DeskException("The public reply of this mail is gone.");

    /// <summary>The newest public posts before a position of a thread, the newest first.</summary>
    /// <param name="most">How many at most; 0 for none.</param>
    public static async Task<IReadOnlyList<PublicPost>> PublicPostsBeforeAsync(this DeskDb db, Guid threadId, int position, int most, CancellationToken cancel)
    {
        var posts = await db.PublicRows().Where(p => p.ThreadId == threadId && p.Position < position).OrderByDescending(p => p.Position).Take(most).ToListAsync(cancel);
        return posts.ConvertAll(PublicPost.FromReply);
    }

    /// <summary>What one person wrote publicly in a thread, the oldest first.</summary>
    public static async Task<IReadOnlyList<PublicPost>> PublicPostsByAsync(this DeskDb db, Guid threadId, Guid authorId, CancellationToken cancel)
    {
        var posts = await db.PublicRows().Where(p => p.ThreadId == threadId && p.AuthorId == authorId).OrderBy(p => p.Position).ToListAsync(cancel);
        return posts.ConvertAll(PublicPost.FromReply);
    }

    /// <summary>The question that an agent sent to one person outside the ticket; see <see cref="PublicPost.FromQuestionOutside"/>.</summary>
    /// <exception cref="DeskException">It was sent to somebody else, or is not shown any more.</exception>
    public static async Task<PublicPost> QuestionOutsideAsync(this DeskDb db, Guid threadId, DeskEvent asked, Guid readerId, CancellationToken cancel)
    {
        var id = asked.IdOf("post");
        return await db.Posts.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.ThreadId == threadId, cancel) is { } note
            ? PublicPost.FromQuestionOutside(note, asked, readerId)
            : throw new DeskException("The question of this mail is gone.");
    }

    /// <summary>The files of posts that were read here or by <see cref="StaffPosts"/>, in the order in which they were attached; without those that are quarantined or were left out.</summary>
    public static Task<List<Attachment>> FilesAsync(this DeskDb db, IEnumerable<IPostWords> posts, CancellationToken cancel)
    {
        var ids = posts.Select(p => (Guid?)p.Id).ToList();
        return ids.Count == 0
            ? Task.FromResult(new List<Attachment>())
            : db.Attachments.AsNoTracking().Where(a => ids.Contains(a.PostId) && a.State == FileState.Ready && a.BlobHash != null).OrderBy(a => a.Id).ToListAsync(cancel);
    }
}
