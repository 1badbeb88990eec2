namespace SupportDesk.Mail.Sources;

/// <summary>A folder of mail as Dovecot, Postfix and others keep it: a file a message, <c>new</c> for what nobody has looked at, <c>cur</c> for the rest.</summary>
/// <param name="folder">The one that holds both.</param>
internal sealed class Maildir(string folder)
{
    public string New => Path.Combine(folder, "new");

    private string Cur => Path.Combine(folder, "cur");

    /// <exception cref="DeskException">It is none.</exception>
    public void MustBeThere()
    {
        foreach (var part in new[] { New, Cur })
        {
            if (!Directory.Exists(part))
                throw new DeskException($"{folder} is no Maildir that the desk may read: there is no folder {part}.");
        }
    }

    /// <summary>What waits in <c>new</c>, in the order of its names, which begin with the moment of delivery.</summary>
    /// <param name="andOld">What lies in <c>cur</c> too.</param>
    public IReadOnlyList<FileInfo> Files(bool andOld) =>
        [.. Listed(New).Concat(andOld ? Listed(Cur) : []).OrderBy(f => f.Name, StringComparer.Ordinal)];

    /// <summary>Moves a recorded message out of <c>new</c>, with the flags S for seen and, if it had to be set aside, F.</summary>
    public void Mark(FileInfo file, bool failed)
    {
        if (file.DirectoryName != New)
            return;

        var name = file.Name.Split(":2,")[0];
        file.MoveTo(Path.Combine(Cur, $"{name}:2,{(failed ? "FS" : "S")}"), overwrite: false);
    }

    private static IEnumerable<FileInfo> Listed(string part) => new DirectoryInfo(part).EnumerateFiles().Where(f => !f.Name.StartsWith('.'));
}
