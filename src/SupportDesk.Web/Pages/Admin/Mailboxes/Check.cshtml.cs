using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.Mail;
using SupportDesk.Mail.Checking;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;

namespace SupportDesk.Web.Pages.Admin.Mailboxes;

/// <summary>Tries a mailbox's settings and says which step fails. It changes nothing in the desk.</summary>
[Needs(Permission.Administer), NoCommit]
public sealed class CheckModel(MailboxesAsTheyStand mailboxes, MailboxCheck check) : PageModel
{
    [FromRoute]
    public string Name { get; set; } = "";

    /// <summary>What was found; null before it was asked for.</summary>
    public IReadOnlyList<CheckStep>? Steps { get; private set; }

    public string Verdict =>
        Steps!.FirstOrDefault(s => s.State == CheckState.Failed) is { } failed ? $"It fails at “{failed.Name}”."
        : Steps!.All(s => s.State == CheckState.NotChecked) ? "There was nothing to try."
        : Steps!.Any(s => s.State == CheckState.Look) ? "It works; something wants a look."
        : "It works.";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => (await mailboxes.LookAsync(Name, cancel)).Count == 0 ? NotFound() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if ((await mailboxes.LookAsync(Name, cancel)).SingleOrDefault() is not { } mailbox)
            return NotFound();

        Steps = await check.RunAsync(mailbox, cancel);
        return Page();
    }

    public static string State(CheckStep step) => step.State switch { CheckState.Works => "Healthy", CheckState.Look => "Degraded", CheckState.Failed => "Failed", _ => "Disabled" };

    public static string Says(CheckStep step) => step.State switch { CheckState.Works => "Works", CheckState.Look => "Look", CheckState.Failed => "Fails", _ => "Not checked" };
}
