using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Escalations;

namespace SupportDesk.Web.Commands;

/// <summary><c>receipts verify [E-NUMBER…]</c>: checks chains of hashes, heads and seals (docs/receipts.md). Ends with 1 where one is broken.</summary>
internal static class ReceiptCommands
{
    public static Command Create()
    {
        var cases = new Argument<string[]>("cases") { Description = "Cases such as E-7; none checks all.", Arity = ArgumentArity.ZeroOrMore };
        var verify = new Command("verify", "Checks the receipts of escalations.") { cases };
        verify.SetAction((parsed, cancel) => CommandHost.RunAsync(parsed, (services, token) => VerifyAsync(services, parsed.GetValue(cases) ?? [], Console.Out, token), cancel));
        return new Command("receipts", "Proof of what happened to escalations.") { verify };
    }

    /// <exception cref="DeskException">A case asked for is not there.</exception>
    internal static async Task<int> VerifyAsync(IServiceProvider services, IReadOnlyList<string> cases, TextWriter output, CancellationToken cancel)
    {
        var audit = services.GetRequiredService<ReceiptAudit>();
        var (seen, broken) = (0, 0);
        await foreach (var audited in cases.Count == 0 ? audit.RunAsync(cancel) : SomeAsync(services, audit, cases, cancel))
        {
            seen++;
            if (audited.Broken is not null)
                broken++;
            await output.WriteLineAsync(audited.Broken is null
                ? $"E-{audited.Number}: {audited.Receipts} receipts, whole."
                : $"E-{audited.Number}: broken at receipt {audited.Broken.No}. {audited.Broken.What}");
        }

        await output.WriteLineAsync($"{seen} escalations checked, {broken} broken.");
        return broken == 0 ? 0 : 1;
    }

    private static async IAsyncEnumerable<Audited> SomeAsync(IServiceProvider services, ReceiptAudit audit, IReadOnlyList<string> cases, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var db = services.GetRequiredService<DeskDb>();
        foreach (var name in cases)
        {
            var digits = name.StartsWith("E-", StringComparison.OrdinalIgnoreCase) ? name[2..] : name;
            if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                throw new DeskException($"“{name}” is no case; expected one like E-7.");

            var id = await db.Escalations.Where(e => e.Number == number).Select(e => (Guid?)e.Id).SingleOrDefaultAsync(cancel) ?? throw new DeskException($"There is no case E-{number}.");
            yield return await audit.CheckAsync(id, cancel);
        }
    }
}
