using SupportDesk.Mail;

namespace SupportDesk.Notifications.Rendering;

/// <summary>Shows what the templates make, with invented people and words: for whoever edits them.</summary>
public sealed class TemplatePreview(Templates templates, MailLinks links)
{
    /// <summary>The mails that the desk sends, in the order in which a case meets them.</summary>
    public static IReadOnlyList<MailKind> Kinds { get; } = [.. TemplateKinds.Models.Keys];

    /// <summary>The folder in templates/mail that writes this mail, which is also its name in addresses.</summary>
    public static string FolderOf(MailKind kind) => TemplateKinds.FolderOf(kind);

    /// <summary>Null where no mail has this folder.</summary>
    public static MailKind? Named(string folder) => Kinds.Where(kind => FolderOf(kind) == folder).Select(kind => (MailKind?)kind).FirstOrDefault();

    /// <summary>The languages this mail is written in (BCP 47, lower case), English first.</summary>
    public IReadOnlyList<string> LanguagesOf(MailKind kind) => templates.LanguagesOf(kind);

    /// <summary>Writes the mail in a language as a recipient would get it.</summary>
    public Task<Written> WriteAsync(MailKind kind, string language) => templates.WriteAsync(kind, language, new Samples(links).Of(kind), "Marketfield", links.Site, Samples.HeadsOf(kind), new Samples(links).ActsOf(kind));
}
