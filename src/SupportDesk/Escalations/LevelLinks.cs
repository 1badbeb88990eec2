using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.People;

namespace SupportDesk.Escalations;

/// <summary>What a link in a level's mail leads to, as it is now.</summary>
/// <param name="Act">What waits for confirmation; null for a link that acknowledges.</param>
/// <param name="Refusal">Why it can't be done now; null if it can.</param>
/// <param name="LevelName">The level as which its holder would act.</param>
public sealed record LevelLink(
    Link Link, Escalation Escalation, Standing Standing, UnconfirmedAct? Act, CommandRefusal? Refusal, string Language, ReaderZone Zone, string Policy, string LevelName, string? OpenQuestion)
{
    public Actor By { get; } = new(Link.PersonId, Capacity.Level, Via.Web);
}

/// <summary>Finds what the one-click links of levels' mails lead to. Who follows one acts as the level holder whom the mail went to, if they still hold the level.</summary>
public sealed class LevelLinks(DeskDb db, DeskClock clock, ReaderZones zones)
{
    /// <returns>Null where there is no such link, or its holder has no account that may see cases.</returns>
    public async Task<LevelLink?> FindAsync(string token, LinkPurpose purpose, CancellationToken cancel)
    {
        var hash = Link.Hash(token);
        if (await db.Links.SingleOrDefaultAsync(l => l.TokenHash == hash && l.Purpose == purpose, cancel) is not { } link
            || await db.FindStaffAsync(link.PersonId, cancel) is not { } staff || !staff.May(Permission.Escalations))
            return null;

        var act = purpose == LinkPurpose.Confirm ? await db.UnconfirmedActs.SingleAsync(a => a.Id == link.ObjectId, cancel) : null;
        var caseId = act?.EscalationId ?? link.ObjectId;
        var escalation = await db.Escalations.SingleAsync(e => e.Id == caseId, cancel);
        var standing = await new WhoStands(db, clock.Now).ForAsync(escalation, cancel);
        var refusal = act is not null ? escalation.RefusalOf(act, standing, clock.Now)
            : link.UsedAt is not null ? CommandRefusal.Already : escalation.RefusalOf(LevelVerb.Acknowledge, standing, link.PersonId);
        var level = standing.LevelOf(link.PersonId, Math.Max(escalation.Climb.Level, 1));
        return new(
            link, escalation, standing, act, refusal ?? (link.ExpiresAt > clock.RealNow ? null : CommandRefusal.Expired),
            await db.People.Where(p => p.Id == link.PersonId).Select(p => p.Language).SingleAsync(cancel) ?? "en",
            await zones.FindAsync(db, link.PersonId, caseId, cancel),
            await db.Policies.Where(p => p.Id == escalation.PolicyId).Select(p => p.Name).SingleAsync(cancel),
            level is { } no ? escalation.Climb.Chain.At(no).Name : escalation.Climb.LevelName,
            act?.Verb == LevelVerb.Decide ? (await OpenQuestions.NewestAsync(db, escalation.Id, cancel))?.Text : null);
    }
}
