using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using SupportDesk.Calendars;
using SupportDesk.Drafts;
using SupportDesk.Escalations;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;

namespace SupportDesk.Web.Pages.Escalations;

/// <summary>Asking those behind a case.</summary>
[Needs(Permission.Escalations), KeepsDraft(DraftKind.Question)]
public sealed class QuestionModel(Counter counter, Dossiers dossiers, DossierQuery query) : WordsAct(counter, dossiers)
{
    [BindProperty]
    public Guid? Supporter { get; set; }

    [BindProperty]
    public bool AnswerIsPassage { get; set; } = true;

    [BindProperty]
    public string? Within { get; set; }

    public IReadOnlyList<Addressee> Addressees { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Times { get; } = [new("As the chain says", ""), new("1 day", "1d"), new("2 days", "2d"), new("3 days", "3d"), new("5 days", "5d"), new("10 days", "10d")];

    public override async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (!await base.LoadAsync(cancel))
            return false;

        Addressees = await query.AddresseesAsync(Seen.Escalation.Id, cancel);
        return true;
    }

    protected override string? WithoutWords => "Write the question.";

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => DoAsync(
        seen =>
        {
            if (Supporter is { } one && Addressees.All(a => a.Supporter != one))
                throw new DeskException("Choose one of the people listed, or all of them.");
            var within = PromisedTime.TryParse(Within, out var time) ? time : (PromisedTime?)null;
            seen.Escalation.Ask(new(Text ?? "", Supporter, AnswerIsPassage, within), seen.Standing, Counter.By, Counter.Now);
            return Supporter is not null ? "The question is on its way to the supporter whom you chose." : Case.People == 1 ? "The question is on its way to the only supporter." : $"The question is on its way to all {Case.People} supporters.";
        },
        cancel);
}
