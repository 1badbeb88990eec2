using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Escalations.Anchors;
using SupportDesk.Events;

namespace SupportDesk.Web.Commands;

/// <summary><c>receipts verify</c> checks chains, heads, seals and anchors (docs/receipts.md) and ends with 1 where one is broken; <c>receipts erase</c> empties details.</summary>
internal static class ReceiptCommands
{
    public static Command Create() => new("receipts", "Proof of what happened to escalations.") { Verify(), Erase() };

    private static Command Verify()
    {
        var cases = new Argument<string[]>("cases") { Description = "Cases such as E-7; none checks all.", Arity = ArgumentArity.ZeroOrMore };
        var against = new Option<string[]>("--against") { Description = "A file of anchors: anchors.log, or the files that auditors got by mail, in order; may be given several times.", HelpName = "FILE", Arity = ArgumentArity.ZeroOrMore };
        var verify = new Command("verify", "Checks the receipts of escalations.") { cases, against };
        verify.SetAction((parsed, cancel) => CommandHost.RunAsync(
            parsed, (services, token) => VerifyAsync(services, parsed.GetValue(cases) ?? [], parsed.GetValue(against) ?? [], Console.Out, token), cancel));
        return verify;
    }

    private static Command Erase()
    {
        var name = new Argument<string>("case") { Description = "A case such as E-7." };
        var receipts = new Option<int[]>("--receipt") { Description = "The number of a receipt; may be given several times. Without it, all receipts of the case.", AllowMultipleArgumentsPerToken = true };
        var reason = new Option<ErasureReason>("--reason") { Description = "Why: it is recorded with the erasure.", Required = true };
        var erase = new Command("erase", "Erases the details of receipts: who acted, ids and counts. The receipts stay and still verify. This cannot be undone.") { name, receipts, reason };
        erase.SetAction((parsed, cancel) => CommandHost.RunAsync(
            parsed, (services, token) => EraseAsync(services, parsed.GetValue(name)!, parsed.GetValue(receipts) ?? [], parsed.GetValue(reason), Console.Out, token), cancel));
        return erase;
    }

    /// <exception cref="DeskException">A case or a file asked for is not there.</exception>
    internal static async Task<int> VerifyAsync(IServiceProvider services, IReadOnlyList<string> cases, IReadOnlyList<string> against, TextWriter output, CancellationToken cancel)
    {
        var audit = services.GetRequiredService<ReceiptAudit>();
        var numbers = cases.Select(NumberOf).ToHashSet();
        var anchors = against.Count == 0 ? null : await ReadAsync(against, cancel);
        var (seen, broken) = (0, 0);
        await foreach (var audited in numbers.Count == 0 ? audit.RunAsync(cancel) : SomeAsync(services, audit, numbers, cancel))
        {
            seen++;
            if (audited.Broken is not null)
                broken++;
            await output.WriteLineAsync(audited.Broken is null
                ? $"E-{audited.Number}: {audited.Receipts} receipts, whole."
                : $"E-{audited.Number}: broken at receipt {audited.Broken.No}. {audited.Broken.What}");
        }

        var compared = anchors is null ? null : await services.GetRequiredService<AnchorCheck>().RunAsync(anchors, numbers, cancel);
        if (compared is not null)
            await TellAsync(compared, output);
        await output.WriteLineAsync($"{seen} escalations checked, {broken} broken.");
        return broken == 0 && compared is not { IsBroken: true } ? 0 : 1;
    }

    internal static async Task<int> EraseAsync(IServiceProvider services, string name, IReadOnlyList<int> receipts, ErasureReason reason, TextWriter output, CancellationToken cancel)
    {
        var number = NumberOf(name);
        var erased = await services.GetRequiredService<ReceiptErasure>().EraseAsync(number, receipts, reason, Actor.System(Via.CommandLine), cancel);
        await output.WriteLineAsync(erased == 0 ? $"E-{number}: nothing was left to erase." : $"E-{number}: the details of {erased} receipts were erased. The receipts stay and still verify.");
        return 0;
    }

    private static async Task TellAsync(AnchorResult compared, TextWriter output)
    {
        var lines = compared.Log.Lines;
        foreach (var sentence in compared.Log.Problems.Concat(compared.Disagreeing).Concat(compared.Log.Remarks))
            await output.WriteLineAsync($"Anchors: {sentence}");
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"Anchors: {lines.Count} lines{(lines.Count == 0 ? "" : $" of {lines[0].Day:yyyy-MM-dd} to {lines[^1].Day:yyyy-MM-dd}")}, {compared.Cases} cases compared, {compared.Disagreeing.Count} disagree."));
    }

    private static async Task<string> ReadAsync(IReadOnlyList<string> files, CancellationToken cancel)
    {
        var text = new System.Text.StringBuilder();
        foreach (var file in files)
        {
            try
            {
                text.Append(await File.ReadAllTextAsync(file, cancel));
                if (text.Length > 0 && text[^1] != '\n' && file != files[^1])
                    text.Append('\n');
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                throw new DeskException($"The file of anchors {file} can’t be read: {refused.Message}");
            }
        }

        return text.ToString();
    }

    private static long NumberOf(string name) =>
        long.TryParse(name.StartsWith("E-", StringComparison.OrdinalIgnoreCase) ? name[2..] : name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new DeskException($"“{name}” is no case; expected one like E-7.");

    private static async IAsyncEnumerable<Audited> SomeAsync(IServiceProvider services, ReceiptAudit audit, IEnumerable<long> numbers, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var db = services.GetRequiredService<DeskDb>();
        foreach (var number in numbers)
        {
            var id = await db.Escalations.Where(e => e.Number == number).Select(e => (Guid?)e.Id).SingleOrDefaultAsync(cancel) ?? throw new DeskException($"There is no case E-{number}.");
            yield return await audit.CheckAsync(id, cancel);
        }
    }
}
