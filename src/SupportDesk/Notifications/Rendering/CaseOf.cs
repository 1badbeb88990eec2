using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Escalations;
using SupportDesk.Events;

namespace SupportDesk.Notifications.Rendering;

/// <summary>The case a mail is about, as it stands while the mail is written.</summary>
internal sealed record CaseOf(Escalation Escalation, string PolicyName, string PolicyStatement, Voices Voices)
{
    public Climb Climb => Escalation.Climb;

    public static async Task<CaseOf> ReadAsync(Writing writing, DateTimeOffset now)
    {
        var db = writing.Db;
        var escalation = await db.Escalations.AsNoTracking().SingleOrDefaultAsync(e => e.Id == writing.Mail.ObjectId, writing.Cancel) ?? throw new DeskException("The escalation of this mail is gone.");
        var policy = await db.Policies.Where(p => p.Id == escalation.PolicyId).Select(p => p.Name).SingleAsync(writing.Cancel);
        var statement = await db.Statements.Where(s => s.PolicyId == escalation.PolicyId && s.No == escalation.StatementNo).Select(s => s.Text).SingleOrDefaultAsync(writing.Cancel);
        var voices = await new WhoStands(db, now).VoicesAsync([escalation.Id], writing.Cancel);
        return new(escalation, policy, statement ?? "", voices.GetValueOrDefault(escalation.Id, Voices.None));
    }

    /// <summary>A level's name by its number; empty before the first.</summary>
    public string LevelName(long? no) => no is > 0 ? Climb.Chain.At((int)no).Name : "";

    /// <summary>The event that made us owe the mail: its own, or its notice's.</summary>
    public static async Task<DeskEvent> CauseAsync(Writing writing)
    {
        var events = writing.Db.Events.AsNoTracking();
        return writing.Mail.NoticeId is { } notice
            ? await events.SingleAsync(e => writing.Db.Notices.Any(n => n.Id == notice && n.EventId == e.Id), writing.Cancel)
            : await events.SingleAsync(e => e.Id == writing.Mail.EventId, writing.Cancel);
    }
}
