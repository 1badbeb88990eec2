using Microsoft.AspNetCore.Mvc;
using SupportDesk.Drafts;
using SupportDesk.Escalations;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;

namespace SupportDesk.Web.Pages.Escalations;

/// <summary>Words for those on the chain.</summary>
[Needs(Permission.Escalations), KeepsDraft(DraftKind.CaseNote)]
public sealed class NoteModel(Counter counter, Dossiers dossiers) : WordsAct(counter, dossiers)
{
    protected override string? WithoutWords => "There is nothing in the note yet.";

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => DoAsync(
        seen =>
        {
            seen.Escalation.Note(Text ?? "", seen.Standing, Counter.By, Counter.Now);
            return "The note is there; those on the chain and the agents read it.";
        },
        cancel);
}
