using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.Mail;
using SupportDesk.Mail.Checking;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;

namespace SupportDesk.Web.Pages.Admin.Mailboxes;

/// <summary>Tries a mailbox's settings and says which step fails, while it happens. It changes nothing in the desk.</summary>
[Needs(Permission.Administer), NoCommit]
public sealed class CheckModel(MailboxesAsTheyStand mailboxes, MailboxCheck check) : PageModel
{
    private readonly List<CheckStep> found = [];
    private MailboxNow? mailbox;
    private string? begun;

    [FromRoute]
    public string Name { get; set; } = "";

    public bool IsRunning => mailbox is not null;

    public string Verdict => CheckVerdict.Of(found);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => (await mailboxes.LookAsync(Name, cancel)).Count == 0 ? NotFound() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        mailbox = (await mailboxes.LookAsync(Name, cancel)).SingleOrDefault();
        if (mailbox is null)
            return NotFound();

        // A proxy in front must not hold the steps back until all are there.
        Response.Headers["X-Accel-Buffering"] = "no";
        return Page();
    }

    /// <summary>Runs the test, as the page is written.</summary>
    public async IAsyncEnumerable<CheckStep> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var step in check.RunAsync(mailbox!, cancel))
        {
            yield return step;
            begun = step.Name;
            if (step.State != CheckState.Running)
                found.Add(step);
        }
    }

    /// <summary>Whether the page has not named this step yet.</summary>
    public bool IsBeginning(CheckStep step) => step.Name != begun;

    public static string State(CheckStep step) => step.State switch { CheckState.Works => "Healthy", CheckState.Look => "Degraded", CheckState.Failed => "Failed", _ => "Disabled" };

    public static string Says(CheckStep step) => CheckVerdict.Of(step);
}
