using SupportDesk.Drafts;
using SupportDesk.Threads;

namespace SupportDesk.Web.Drafts;

/// <summary>The draft of one form, as its page shows it.</summary>
/// <param name="Id">The draft that the form continues; a new id where there is none.</param>
/// <param name="Version">Its version; 0 where there is none.</param>
/// <param name="Fields">What was typed; empty where there is none, or where the page shows again what was just sent.</param>
/// <param name="Files">Files that the form holds beside its words.</param>
/// <param name="Others">What the same person typed here in another window.</param>
public sealed record DraftForm(
    DraftPlace Place, Guid PersonId, Guid Id, long Version, DateTimeOffset? SavedAt, IReadOnlyDictionary<string, string[]> Fields, IReadOnlyList<Attachment> Files, IReadOnlyList<OtherDraft> Others)
{
    /// <summary>The names of the hidden fields by which a form says which draft it sends.</summary>
    public const string IdField = "draft", KindField = "draft-kind", VersionField = "draft-version", FilesField = "keep";

    /// <summary>The first value of a field, or null.</summary>
    public string? this[string name] => Fields.TryGetValue(name, out var values) && values.Length > 0 ? values[0] : null;

    /// <summary>The draft of the page's own form.</summary>
    public static DraftForm? Of(HttpContext http) => http.Items[typeof(DraftForm)] as DraftForm;

    public void ShowIn(HttpContext http) => http.Items[typeof(DraftForm)] = this;
}

/// <summary>A draft that another window of the same person saved at the same place.</summary>
public sealed record OtherDraft(Guid Id, DateTimeOffset SavedAt, string Words);
