using SupportDesk.Mail.Parsing;
using SupportDesk.Threads;

namespace SupportDesk.Files;

/// <summary>A file that somebody attaches to what they write on the desk, before it hangs on their post.</summary>
/// <param name="Id">The file's from now on, so that the post's HTML can name it.</param>
/// <param name="Type">By <see cref="FileKinds"/>.</param>
public sealed record Upload(Guid Id, string Name, string Type, byte[] Content)
{
    /// <summary>The largest file taken, in bytes.</summary>
    public const long Largest = 25 * 1024 * 1024;

    /// <summary>Where the post's HTML may show it, or null.</summary>
    public string? PictureAddress => FileKinds.IsPicture(Type) ? Attachment.AddressOf(Id) : null;

    /// <exception cref="DeskException">It is too large, or opening it would start a program.</exception>
    public static Upload Take(string written, byte[] content, DateTimeOffset at)
    {
        var name = FileNames.Clean(written, "file");
        if (content.Length > Largest)
            throw new DeskException($"“{name}” is larger than {Largest / 1024 / 1024} MB; put it where it can be fetched and send the address.");
        if (FileKinds.IsDangerous(name, content))
            throw new DeskException($"“{name}” is a program; the desk sends none.");

        return new(Guid.CreateVersion7(at), name, FileKinds.TypeOf(name, content), content);
    }
}
