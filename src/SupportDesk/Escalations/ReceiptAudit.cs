using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.Escalations;

/// <summary>What one escalation's receipts showed.</summary>
/// <param name="Broken">Null where they are whole.</param>
public sealed record Audited(long Number, int Receipts, BrokenLink? Broken);

/// <summary>Checks the receipts of escalations in the database, their heads and their seals: what <c>receipts verify</c> prints.</summary>
public sealed class ReceiptAudit(DeskDb db, KeyRing keys)
{
    public async IAsyncEnumerable<Audited> RunAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var id in await db.Escalations.OrderBy(e => e.Number).Select(e => e.Id).ToListAsync(cancel))
            yield return await CheckAsync(id, cancel);
    }

    /// <summary>Checks one case. A step taken while it was read is no break: then it is read again.</summary>
    public async Task<Audited> CheckAsync(Guid id, CancellationToken cancel)
    {
        Audited found;
        long before;
        do
        {
            before = await VersionAsync(id, cancel);
            found = await ReadAsync(id, cancel);
        }
        while (found.Broken is not null && before != await VersionAsync(id, cancel));
        return found;
    }

    private Task<long> VersionAsync(Guid id, CancellationToken cancel) => db.Escalations.Where(e => e.Id == id).Select(e => e.Version).SingleAsync(cancel);

    private async Task<Audited> ReadAsync(Guid id, CancellationToken cancel)
    {
        var root = await db.Escalations.AsNoTracking().Where(e => e.Id == id).Select(e => new { e.Number, e.ReceiptCount, e.HeadHash, e.HeadSeal }).SingleAsync(cancel);
        var receipts = await db.Receipts.AsNoTracking().Where(r => r.EscalationId == id).OrderBy(r => r.No).ToListAsync(cancel);
        var details = await db.ReceiptDetails.AsNoTracking().Where(d => d.EscalationId == id).ToListAsync(cancel);
        var broken = ReceiptChain.Verify(id, receipts, details, root.HeadHash) ?? await SealAsync(id, root.ReceiptCount, root.HeadHash, root.HeadSeal, cancel);
        return new(root.Number, receipts.Count, broken);
    }

    private async Task<BrokenLink?> SealAsync(Guid id, int no, string head, string seal, CancellationToken cancel)
    {
        var kid = seal.Split('.')[0];
        var key = int.TryParse(kid, out var number) ? await FindAsync(number, cancel) : null;
        return key is not null && HeadSeal.Holds(seal, [new SealKey(kid, key)], id, no, head)
            ? null
            : new(no, "The seal over the newest receipt does not hold: head and receipts were changed together.");
    }

    // A row of keys that this desk did not write opens with no key of its own.
    private async Task<byte[]?> FindAsync(int kid, CancellationToken cancel)
    {
        try
        {
            return await keys.FindAsync(KeyRing.HeadSeals, kid, cancel);
        }
        catch (Exception foreign) when (foreign is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
