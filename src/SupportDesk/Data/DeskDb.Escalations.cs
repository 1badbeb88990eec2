using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Escalations;
using SupportDesk.Escalations.Anchors;
using SupportDesk.Policies;
using SupportDesk.Tickets;

namespace SupportDesk.Data;

/// <summary>The tables of policies and of what climbs.</summary>
public abstract partial class DeskDb
{
    public DbSet<Escalation> Escalations => Set<Escalation>();
    public DbSet<Supporter> Supporters => Set<Supporter>();

    /// <summary>Those who stand behind a case now: nobody who left, nobody who came after its decision.</summary>
    public IQueryable<Supporter> Behind => Supporters.Where(s => s.WithdrawnAt == null && s.CountedAt != null);

    /// <summary>Tickets in a case that are neither closed nor spam, snoozed and solved ones included: what is decided there is news to their assignees.</summary>
    public IQueryable<Ticket> LiveTicketsIn(Guid escalationId) => Tickets.Where(t =>
        t.Status != TicketStatus.Closed && t.Status != TicketStatus.Spam
        && Behind.Any(s => s.TicketId == t.Id && (s.EscalationId == escalationId || Escalations.Any(e => e.Id == s.EscalationId && e.MergedIntoId == escalationId))));

    public DbSet<ConsentAnswer> Consents => Set<ConsentAnswer>();
    public DbSet<Passage> Passages => Set<Passage>();
    public DbSet<Question> Questions => Set<Question>();
    public DbSet<Answer> Answers => Set<Answer>();
    public DbSet<LevelNote> LevelNotes => Set<LevelNote>();
    public DbSet<Decision> Decisions => Set<Decision>();
    public DbSet<UnconfirmedAct> UnconfirmedActs => Set<UnconfirmedAct>();
    public DbSet<Receipt> Receipts => Set<Receipt>();
    public DbSet<ReceiptDetails> ReceiptDetails => Set<ReceiptDetails>();
    public DbSet<Anchor> Anchors => Set<Anchor>();
    public DbSet<Policy> Policies => Set<Policy>();
    public DbSet<Statement> Statements => Set<Statement>();
    public DbSet<Step> Steps => Set<Step>();
    public DbSet<Requirement> Requirements => Set<Requirement>();

    /// <summary>Those of policies that are not archived: only they can make a catch-22.</summary>
    public IQueryable<Requirement> RequirementsInUse => Requirements.Where(r => Policies.Any(p => p.Id == r.PolicyId && p.ArchivedAt == null));

    public DbSet<Chain> Chains => Set<Chain>();
    public DbSet<ChainVersion> ChainVersions => Set<ChainVersion>();
}
