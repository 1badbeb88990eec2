using Microsoft.AspNetCore.Mvc;
using SupportDesk.Drafts;
using SupportDesk.Files;
using SupportDesk.Mail.Parsing;
using SupportDesk.Threads;
using SupportDesk.Web.Drafts;
using SupportDesk.Web.Filters;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>The files that somebody sends with their words: those of the form, and those that wait in its draft.</summary>
public sealed record WritingFiles(Uploads Uploads, DraftFiles Drafts);

/// <summary>A page that adds what somebody wrote to a ticket's thread.</summary>
public abstract class WritingAct(Counter counter, DraftKind kind, WritingFiles files, TicketViews views) : TicketAct(counter)
{
    private List<Upload> taken = [];
    private List<Attachment> moved = [];
    private Dictionary<Attachment, Guid> again = [];

    /// <summary>What was typed, as <see cref="Format"/> says; a field of its own name, so that the composer's textarea stays plain.</summary>
    [BindProperty(Name = "words")]
    public string? Typed { get; set; }

    /// <summary><c>html</c> where the editor wrote it, else <c>text</c>.</summary>
    [BindProperty, MayBeMissing]
    public string? Format { get; set; }

    [BindProperty]
    public List<IFormFile> Files { get; set; } = [];

    /// <summary>The draft that the form continues, and the ids of its files that stand beside the words.</summary>
    [BindProperty(Name = DraftForm.IdField), MayBeMissing]
    public Guid DraftId { get; set; }

    [BindProperty(Name = DraftForm.FilesField)]
    public List<Guid> Keep { get; set; } = [];

    public TicketView View { get; private set; } = null!;

    public override async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (await views.FindAsync(Counter.Staff, Number, null, cancel) is { } view)
            View = view;
        return View is not null && await base.LoadAsync(cancel);
    }

    /// <summary>Shows the same page with a macro's words at the end of what was typed: for those without scripts.</summary>
    [MayBeMissing]
    public async Task<IActionResult> OnPostMacroAsync(string? macro, CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();

        ModelState.Clear();
        if (View.Macros.FirstOrDefault(m => m.Name == macro) is { } chosen)
            Typed = string.IsNullOrWhiteSpace(Typed) ? chosen.Text : $"{Typed.TrimEnd()}\n\n{chosen.Text}";
        return Page();
    }

    /// <summary>What was typed, with the pictures among the files that stand within it; <see cref="AttachAsync"/> hangs them on its post.</summary>
    protected async Task<NewPost> WrittenAsync(PostKind becomes, CancellationToken cancel)
    {
        (taken, moved, again) = ([], [], []);
        foreach (var file in Files)
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content, cancel);
            taken.Add(Upload.Take(file.FileName, content.ToArray(), Counter.Now));
        }

        // Only files of this person's drafts of this very kind on this very ticket.
        var waiting = Keep.Count > 0 || Typed?.Contains("<img", StringComparison.Ordinal) == true ? await files.Drafts.FindAsync(Counter.Staff.PersonId, new(kind, $"ticket:{Number}"), cancel) : [];
        moved.AddRange(waiting.Where(f => Keep.Contains(f.Id)));
        var html = Format == "html" ? PostHtml.Clean(Typed ?? "", src => PictureAt(src, waiting)) : PostHtml.FromText(Typed ?? "");
        return new(becomes, Counter.Staff.PersonId, Counter.Staff.DisplayName, null, html, PostHtml.ToText(html).Trim(), Origin.Web, HasFiles: taken.Count + moved.Count + again.Count > 0);
    }

    protected async Task AttachAsync(Post post, CancellationToken cancel)
    {
        foreach (var file in taken)
            await files.Uploads.HangAsync(post, file, Counter.Now, cancel);
        foreach (var file in moved)
            file.MoveTo(post);
        foreach (var (picture, id) in again)
            files.Uploads.HangAgain(post, picture, id, Counter.Now);
    }

    private string? PictureAt(string src, IReadOnlyList<Attachment> waiting)
    {
        if (PostHtml.IndexOf(src) is { } n)
            return n < taken.Count ? taken[n].PictureAddress : null;
        if (waiting.FirstOrDefault(p => p.Id == Attachment.IdAt(src) && FileKinds.IsPicture(p.Type)) is not { } picture)
            return null;

        if (picture.DraftKey == Draft.FileKeyOf(new(kind, $"ticket:{Number}"), DraftId))
        {
            if (!moved.Contains(picture))
                moved.Add(picture);
            return src;
        }

        again.TryAdd(picture, Guid.CreateVersion7(Counter.Now));
        return Attachment.AddressOf(again[picture]);
    }
}
