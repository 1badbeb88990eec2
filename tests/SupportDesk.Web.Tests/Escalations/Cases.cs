using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Policies;
using SupportDesk.Web.Tests.Tickets;

namespace SupportDesk.Web.Tests.Escalations;

/// <summary>Policies and escalations as tests need them, in a line each.</summary>
static class Cases
{
    /// <summary>A policy of ines that climbs the chain of the shipped configuration: tess (lead of Trust), ines (owner), victor.</summary>
    public static Task<Policy> PolicyAsync(this DeskApplication desk, string name) =>
        desk.DoAsync(async db =>
        {
            var chain = await db.Chains.SingleAsync(c => c.Name == "Policies");
            var policy = Policy.Write(await db.FreeSlugAsync(name, default), name, desk.Person("ines"), chain.Id, "Every profile shows a clear picture.", desk.By("ines"), desk.Clock.Now);
            db.Policies.Add(policy);
            return policy;
        });

    /// <summary>Damion's ticket passed up to a policy of its own, at level 1, with his words and this consent.</summary>
    public static async Task<long> CaseAsync(this DeskApplication desk, Consent consent = Consent.Named, string words = "Which of the two comes first?", string from = "damion", bool climbs = true)
    {
        var (ticket, policy) = (await desk.TicketAsync("My upload is refused", words, from: from), await desk.PolicyAsync($"Pictures {Guid.CreateVersion7(desk.Clock.RealNow):N}"));
        var post = (await desk.PostsAsync(ticket))[0].Id;
        await desk.DoAsync(async db =>
        {
            var up = new PassUp(db, Microsoft.Extensions.Options.Options.Create(new EscalationOptions()));
            return await up.DoAsync(await db.Tickets.SingleAsync(t => t.Number == ticket), new(policy.Id, "Pictures", [new(post, words)], climbs ? post : null, null), desk.By("aldo"), desk.Clock.Now, default);
        });
        await desk.DoAsync(async db =>
        {
            var supporter = await db.Supporters.SingleAsync(s => db.Tickets.Any(t => t.Number == ticket && t.Id == s.TicketId));
            if (consent != Consent.None)
                supporter.Answer(consent, "test", 1, fresh: true, new(supporter.PersonId, Capacity.Supporter, Via.Web), desk.Clock.Now);
            return true;
        });
        var number = await desk.ReadAsync(db => db.Escalations.Where(e => e.PolicyId == policy.Id).Select(e => e.Number).SingleAsync());
        if (climbs)
            await desk.DeliveredAsync(number);
        return number;
    }

    /// <summary>The token of a link in a level's mail; to confirm, of a decision that waits.</summary>
    public static Task<string> LevelLinkAsync(this DeskApplication desk, long number, string person, LinkPurpose purpose, string decision = "/decide partly accepted\nA badge will do.\n\nA picture may follow.") =>
        desk.DoAsync(async db =>
        {
            var (escalation, now) = (await db.Escalations.SingleAsync(e => e.Number == number), desk.Clock.Now);
            var standing = await new WhoStands(db, now).ForAsync(escalation, default);
            var about = purpose != LinkPurpose.Confirm ? escalation.Id
                : escalation.AwaitConfirmation(LevelCommand.Read(decision)!, [], standing, new(desk.Person(person), Capacity.Level, Via.Mail), now).Id;
            var (link, token) = Link.Make(purpose, desk.Person(person), about, desk.Clock.RealNow.AddDays(5), now);
            db.Links.Add(link);
            return token;
        });

    /// <summary>Waits until the case has reached its level.</summary>
    public static Task DeliveredAsync(this DeskApplication desk, long number) =>
        Eventually.True("the case is delivered", () => desk.ReadAsync(db => db.Escalations.AnyAsync(e => e.Number == number && e.Climb.DeliveredAt != null)));

    public static Task<Escalation> EscalationAsync(this DeskApplication desk, long number) => desk.ReadAsync(db => db.Escalations.AsNoTracking().SingleAsync(e => e.Number == number));

    public static Task<List<ReceiptKind>> ReceiptsAsync(this DeskApplication desk, long number) =>
        desk.ReadAsync(db => db.Receipts.Where(r => db.Escalations.Any(e => e.Number == number && e.Id == r.EscalationId)).OrderBy(r => r.No).Select(r => r.Kind).ToListAsync());
}
