namespace SupportDesk;

/// <summary>A folder outside the program's own that holds settings and changed mail templates, so that an upgrade overwrites neither.</summary>
/// <param name="FullPath">Null where none was named: then the program's own folder alone counts.</param>
public sealed record SettingsFolder(string? FullPath)
{
    public static SettingsFolder None { get; } = new((string?)null);

    /// <summary>Where changed mail templates lie, each in place of the shipped file of the same name; null where there are none.</summary>
    public string? MailTemplates =>
        FullPath is not null && Path.Combine(FullPath, "templates", "mail") is var folder && Directory.Exists(folder) ? folder : null;

    /// <summary>A folder that was named, checked so that a mistyped one is not taken for one without settings.</summary>
    /// <exception cref="DeskException">It is not there, or it holds neither settings nor templates.</exception>
    public static SettingsFolder At(string written)
    {
        var path = Path.GetFullPath(written);
        if (!Directory.Exists(path))
            throw new DeskException($"There is no settings folder {path}; make it, or name another one with --config or SUPPORTDESK_CONFIG.");
        if (!Directory.EnumerateFiles(path, "appsettings*.json").Any() && !Directory.Exists(Path.Combine(path, "templates", "mail")))
            throw new DeskException($"The settings folder {path} holds neither appsettings.json nor templates/mail.");

        var templates = Path.Combine(path, "templates");
        var foreign = Directory.Exists(templates) ? Directory.EnumerateFileSystemEntries(templates).FirstOrDefault(e => Path.GetFileName(e) != "mail") : null;
        return foreign is null ? new(path) : throw new DeskException($"{foreign}: the desk reads no such templates; expected templates/mail and its folders.");
    }
}
