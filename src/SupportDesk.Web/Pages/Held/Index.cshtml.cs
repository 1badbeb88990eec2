using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Mail.Incoming;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Held;

/// <summary>Every mail that waits for somebody to say whether it is what it claims to be, of all tickets the person may see.</summary>
[Needs(Permission.Moderate)]
public sealed class IndexModel(Counter counter) : PageModel
{
    private HashSet<(string Writer, string Signer)> trusted = [];

    public IReadOnlyList<HeldRow> Rows { get; private set; } = [];

    /// <summary>How many signers are trusted beyond their own domain.</summary>
    public int Signers => trusted.Count;

    public bool MayTrust(HeldRow row) => row.HasSigner && !trusted.Contains((row.Domain!, row.Signer!));

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Rows = await counter.Db.ListHeldAsync(counter.Staff, null, cancel);
        var pairs = await counter.Db.TrustedSigners.Where(s => s.EndedAt == null).Select(s => new { s.WriterDomain, s.SignerDomain }).ToListAsync(cancel);
        trusted = [.. pairs.Select(p => (p.WriterDomain, p.SignerDomain))];
    }
}
