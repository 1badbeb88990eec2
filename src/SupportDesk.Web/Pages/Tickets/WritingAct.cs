using Microsoft.AspNetCore.Mvc;
using SupportDesk.Files;
using SupportDesk.Mail.Parsing;
using SupportDesk.Threads;
using SupportDesk.Web.Filters;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>A page that adds what somebody wrote to a ticket's thread.</summary>
public abstract class WritingAct(Counter counter, Uploads uploads, TicketViews views) : TicketAct(counter)
{
    private readonly List<Upload> taken = [];
    private readonly Dictionary<Attachment, Guid> again = [];

    /// <summary>What was typed, as <see cref="Format"/> says; a field of its own name, so that the composer's textarea stays plain.</summary>
    [BindProperty(Name = "words")]
    public string? Typed { get; set; }

    /// <summary><c>html</c> where the editor wrote it, else <c>text</c>.</summary>
    [BindProperty, MayBeMissing]
    public string? Format { get; set; }

    [BindProperty]
    public List<IFormFile> Files { get; set; } = [];

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
    protected async Task<NewPost> WrittenAsync(PostKind kind, CancellationToken cancel)
    {
        foreach (var file in Files)
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content, cancel);
            taken.Add(Upload.Take(file.FileName, content.ToArray(), Counter.Now));
        }

        var takenBack = Format == "html" && Typed?.Contains("<img", StringComparison.Ordinal) == true ? await uploads.TakenBackAsync(Counter.Staff, Number, cancel) : [];
        var html = Format == "html" ? PostHtml.Clean(Typed ?? "", src => PictureAt(src, takenBack)) : PostHtml.FromText(Typed ?? "");
        return new(kind, Counter.Staff.PersonId, Counter.Staff.DisplayName, null, html, PostHtml.ToText(html).Trim(), Origin.Web, HasFiles: taken.Count + again.Count > 0);
    }

    protected async Task AttachAsync(Post post, CancellationToken cancel)
    {
        foreach (var file in taken)
            await uploads.HangAsync(post, file, Counter.Now, cancel);
        foreach (var (picture, id) in again)
            uploads.HangAgain(post, picture, id, Counter.Now);
    }

    private string? PictureAt(string src, IReadOnlyList<Attachment> takenBack)
    {
        if (PostHtml.IndexOf(src) is { } n)
            return n < taken.Count ? taken[n].PictureAddress : null;
        if (takenBack.FirstOrDefault(p => p.Id == Attachment.IdAt(src)) is not { } picture)
            return null;

        again.TryAdd(picture, Guid.CreateVersion7(Counter.Now));
        return Attachment.AddressOf(again[picture]);
    }
}
