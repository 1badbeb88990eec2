using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.Drafts;
using SupportDesk.Files;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Drafts;
using SupportDesk.Web.Filters;

namespace SupportDesk.Web.Pages.Drafts;

/// <summary>A person's own drafts: the list of them, and what drafts.js keeps and ends. Every answer to it is JSON.</summary>
[Needs(Permission.Desk), MayBeMissing, TriesAgain]
public sealed class IndexModel(Counter counter, DraftStore drafts, DraftFiles files) : PageModel
{
    public sealed record Row(Guid Id, string Name, string Address, string Words, DateTimeOffset SavedAt);

    /// <summary>The draft that the form continues.</summary>
    [BindProperty]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public string? Subject { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    private Guid Me => counter.Staff.PersonId;

    public async Task OnGetAsync(CancellationToken cancel) =>
        Rows = [.. (await drafts.ListAsync(Me, cancel)).Select(d => new Row(d.Id, DraftNames.NameOf(d.Place), DraftNames.AddressOf(d.Place), DraftForms.WordsOf(d.ReadFields()), d.SavedAt))];

    /// <summary>Keeps what a form holds.</summary>
    /// <param name="act">The form's act; its field has another name here, since this save is not that act.</param>
    /// <param name="fields">A JSON object; empty when everything was taken out again.</param>
    public async Task<IActionResult> OnPostAsync(long version, int turn, [FromForm(Name = "form-act")] Guid act, string? fields, CancellationToken cancel)
    {
        if (Place is not { } place || Id == Guid.Empty || act == Guid.Empty || !TryRead(fields, out var typed))
            return Refused("This page cannot keep its draft. Copy what you typed, then load the page again.");

        try
        {
            var saved = await drafts.SaveAsync(Me, new(Id, place, version, turn, act, typed), counter.Now, cancel);
            return new JsonResult(new { result = $"{saved.Result}", id = saved.Id, version = saved.Version });
        }
        catch (DeskException refusal)
        {
            return Refused(refusal.Message);
        }
    }

    /// <summary>Keeps a file for a draft.</summary>
    public async Task<IActionResult> OnPostFileAsync(IFormFile? file, CancellationToken cancel)
    {
        if (Place is not { } place || Id == Guid.Empty || file is null || file.Length > Upload.Largest)
            return Refused("This file cannot be kept.");

        using var content = new MemoryStream();
        await file.CopyToAsync(content, cancel);
        try
        {
            var kept = await files.AddAsync(Me, place, Id, Upload.Take(file.FileName, content.ToArray(), counter.Now), counter.Now, cancel);
            return new JsonResult(new { id = kept.Id, name = kept.Name, size = kept.Size, picture = FileKinds.IsPicture(kept.Type) });
        }
        catch (DeskException refusal)
        {
            return Refused(refusal.Message);
        }
    }

    public async Task<IActionResult> OnPostEndAsync(CancellationToken cancel)
    {
        if (Id == Guid.Empty)
            return Refused("Say which draft ends.");

        await drafts.EndAsync(Me, Id, cancel);
        return Request.Headers.ContainsKey("X-Desk-Draft") ? new JsonResult(new { result = "Ended" }) : LocalRedirect("/drafts");
    }

    /// <summary>Makes a draft the one that its page opens with.</summary>
    public async Task<IActionResult> OnPostOpenAsync(CancellationToken cancel)
    {
        if (await drafts.GetAsync(Me, Id, cancel) is not { } draft)
            return Refused("This draft was sent or discarded meanwhile.");

        draft.BringForward(counter.Now);
        return new JsonResult(new { result = "Saved" });
    }

    private DraftPlace? Place => DraftPlace.TryParse(Kind, Subject);

    private static bool TryRead(string? json, out IReadOnlyDictionary<string, string[]>? fields)
    {
        fields = null;
        if (string.IsNullOrEmpty(json))
            return true;
        try
        {
            fields = JsonSerializer.Deserialize<Dictionary<string, string[]>>(json);
            return fields is not null && fields.Values.All(values => values is not null);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static JsonResult Refused(string sentence) => new(new { refused = sentence }) { StatusCode = StatusCodes.Status422UnprocessableEntity };
}
