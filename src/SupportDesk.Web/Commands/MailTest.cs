using SupportDesk.Mail;
using SupportDesk.Mail.Checking;

namespace SupportDesk.Web.Commands;

/// <summary><c>mail test [NAME…]</c>: "Test connection" on the command line, each step as it happens.</summary>
internal static class MailTest
{
    /// <returns>0 where no step fails, else 1.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, string[] names, TextWriter output, CancellationToken cancel)
    {
        var all = await services.GetRequiredService<MailboxesAsTheyStand>().LookAsync(null, cancel);
        foreach (var name in names.Where(n => !all.Any(m => m.Name.Equals(n, StringComparison.OrdinalIgnoreCase))))
            throw new DeskException($"No mailbox is called “{name}”; expected one of {string.Join(", ", all.Select(m => m.Name))}.");

        var chosen = all.Where(m => names.Length == 0 ? m.Settings is not null : names.Contains(m.Name, StringComparer.OrdinalIgnoreCase)).ToList();
        if (chosen.Count == 0)
            throw new DeskException("No mailbox is configured; name one under Mail:Mailboxes.");

        var fails = false;
        foreach (var mailbox in chosen)
        {
            await output.WriteLineAsync($"{mailbox.Name} ({mailbox.Address})");
            var found = await TellAsync(services.GetRequiredService<MailboxCheck>().RunAsync(mailbox, cancel), output);
            await output.WriteLineAsync(CheckVerdict.Of(found));
            fails |= found.Exists(s => s.State == CheckState.Failed);
        }

        return fails ? 1 : 0;
    }

    private static async Task<List<CheckStep>> TellAsync(IAsyncEnumerable<CheckStep> steps, TextWriter output)
    {
        var (found, begun) = (new List<CheckStep>(), "");
        await foreach (var step in steps)
        {
            if (step.Name != begun)
                await output.WriteAsync($"  {step.Name} … ");
            begun = step.Name;
            if (step.State != CheckState.Running)
            {
                found.Add(step);
                await output.WriteLineAsync($"{CheckVerdict.Of(step).ToLowerInvariant()}: {step.Words}");
            }

            await output.FlushAsync();
        }

        return found;
    }
}
