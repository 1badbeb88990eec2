using System.Text;
using Microsoft.EntityFrameworkCore;

namespace SupportDesk.Notifications.Rendering;

/// <summary>What an auditor gets each day.</summary>
public sealed partial class Contents
{
    private async Task<Content> AnchoredAsync(Writing writing)
    {
        var cause = await CaseOf.CauseAsync(writing);
        var (first, last) = (DateOnly.FromDayNumber((int)cause.NumberOf("first")!), DateOnly.FromDayNumber((int)cause.NumberOf("last")!));
        var anchors = await writing.Db.Anchors.AsNoTracking().Where(a => a.Day >= first && a.Day <= last).OrderBy(a => a.Day).ToListAsync(writing.Cancel);
        var day = last.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return new(new AnchoredModel(day, anchors[^1].Cases, anchors[^1].Hash, anchors.Count, links.ToDesk("/receipts")))
        {
            Enclosure = new($"anchors-{day}.log", Encoding.UTF8.GetBytes(string.Concat(anchors.Select(a => $"{a.Line}\n")))),
        };
    }
}
