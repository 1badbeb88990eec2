using System.CommandLine;
using SupportDesk.Escalations;

namespace SupportDesk.Web.Commands;

/// <summary><c>receipts verify</c>: checks every chain of hashes, its head and its seal (docs/receipts.md). Ends with 1 where one is broken.</summary>
internal static class ReceiptCommands
{
    public static Command Create()
    {
        var verify = new Command("verify", "Checks the receipts of every escalation.");
        verify.SetAction((_, cancel) => CommandHost.RunAsync(VerifyAsync, cancel));
        return new Command("receipts", "Proof of what happened to escalations.") { verify };
    }

    private static async Task<int> VerifyAsync(IServiceProvider services, CancellationToken cancel)
    {
        var (cases, broken) = (0, 0);
        await foreach (var audited in services.GetRequiredService<ReceiptAudit>().RunAsync(cancel))
        {
            cases++;
            if (audited.Broken is not null)
                broken++;
            Console.WriteLine(audited.Broken is null
                ? $"E-{audited.Number}: {audited.Receipts} receipts, whole."
                : $"E-{audited.Number}: broken at receipt {audited.Broken.No}. {audited.Broken.What}");
        }

        Console.WriteLine($"{cases} escalations checked, {broken} broken.");
        return broken == 0 ? 0 : 1;
    }
}
