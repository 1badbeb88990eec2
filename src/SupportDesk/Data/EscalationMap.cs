using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SupportDesk.Chains;
using SupportDesk.Escalations;
using SupportDesk.People;
using SupportDesk.Policies;

namespace SupportDesk.Data;

internal sealed class EscalationMap : IEntityTypeConfiguration<Escalation>, IEntityTypeConfiguration<EscalationNumber>
{
    /// <summary>The column that exempts a case from being the only open one of its policy.</summary>
    internal const string IsSecond = "IsSecondOnPolicy";

    public void Configure(EntityTypeBuilder<Escalation> escalation)
    {
        escalation.HasOne(e => e.NumberRow).WithOne().HasForeignKey<Escalation>(e => e.Number);
        escalation.HasIndex(e => e.Number).IsUnique();
        escalation.Property(e => e.Title).HasMaxLength(200);
        escalation.Property(e => e.HeadHash).HasMaxLength(64);
        escalation.HasIndex(e => new { e.PolicyId, e.State });
        // Two cases could be open on one policy before this index was there: they go on, marked as its exceptions by the migration.
        escalation.Property<bool>(IsSecond);
        escalation.HasIndex(e => e.PolicyId).IsUnique().HasFilter($"\"IsOpen\" AND NOT \"{IsSecond}\"").HasDatabaseName("IX_Escalations_OnePerPolicy");
        escalation.OwnsOne(e => e.Climb, climb =>
        {
            climb.Property(c => c.Chain).HasColumnName("FrozenChain").HasConversion(chain => chain.Json, json => FrozenChain.Parse(json));
            foreach (var name in new[] { nameof(Climb.ChainId), nameof(Climb.ChainNo), nameof(Climb.IsOpen), nameof(Climb.Level), nameof(Climb.LevelName), nameof(Climb.WaitsFor), nameof(Climb.EnteredAt), nameof(Climb.DeliveredAt), nameof(Climb.OpenedAt), nameof(Climb.AcknowledgedAt), nameof(Climb.PromisedAt), nameof(Climb.DueAt), nameof(Climb.DueFor), nameof(Climb.OverdueSince),
                nameof(Climb.EnteredNo), nameof(Climb.WaitingSince), nameof(Climb.TimeLeftMs), nameof(Climb.ClockStops), nameof(Climb.ReminderOwedAt), nameof(Climb.FellToAdministrators), nameof(Climb.OutageNo), nameof(Climb.HolderIds) })
                climb.Property(name).HasColumnName(name);
            climb.Ignore(c => c.IsClockStopped);
            climb.Ignore(c => c.Holders);
            climb.HasIndex(c => c.DueAt).HasFilter("\"DueAt\" IS NOT NULL").HasDatabaseName("IX_Escalations_Due");
            climb.HasIndex(c => new { c.IsOpen, c.Level, c.DueAt });
        });
        escalation.Navigation(e => e.Climb).IsRequired();
        escalation.HasOne<Policy>().WithMany().HasForeignKey(e => e.PolicyId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<EscalationNumber> number)
    {
        number.ToTable("EscalationNumbers");
        number.HasKey(n => n.Number);
        number.Property(n => n.Number).ValueGeneratedOnAdd();
    }
}

internal sealed class SupporterMap : IEntityTypeConfiguration<Supporter>, IEntityTypeConfiguration<ConsentAnswer>, IEntityTypeConfiguration<Passage>
{
    public void Configure(EntityTypeBuilder<Supporter> supporter)
    {
        supporter.HasIndex(s => new { s.EscalationId, s.PersonId }).IsUnique();
        supporter.HasIndex(s => new { s.EscalationId, s.Consent });
        supporter.HasIndex(s => s.PersonId);
        supporter.HasIndex(s => s.TicketId);
        supporter.HasOne<Escalation>().WithMany().HasForeignKey(s => s.EscalationId).OnDelete(DeleteBehavior.Restrict);
        supporter.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ConsentAnswer> answer)
    {
        answer.ToTable("Consents");
        answer.HasOne<Supporter>().WithMany().HasForeignKey(a => a.SupporterId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Passage> passage)
    {
        passage.HasIndex(p => p.PostId);
        passage.HasOne<Supporter>().WithMany().HasForeignKey(p => p.SupporterId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class EscalationPartsMap : IEntityTypeConfiguration<Receipt>, IEntityTypeConfiguration<ReceiptDetails>, IEntityTypeConfiguration<Decision>,
    IEntityTypeConfiguration<Question>, IEntityTypeConfiguration<Answer>, IEntityTypeConfiguration<LevelNote>
{
    public void Configure(EntityTypeBuilder<Receipt> receipt)
    {
        receipt.HasKey(r => new { r.EscalationId, r.No });
        receipt.HasOne<Escalation>().WithMany().HasForeignKey(r => r.EscalationId).OnDelete(DeleteBehavior.Restrict);
        receipt.Property(r => r.Hash).HasMaxLength(64);
    }

    public void Configure(EntityTypeBuilder<ReceiptDetails> details)
    {
        details.HasKey(d => new { d.EscalationId, d.No });
        details.HasOne<Receipt>().WithOne().HasForeignKey<ReceiptDetails>(d => new { d.EscalationId, d.No }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Decision> decision)
    {
        decision.HasKey(d => new { d.EscalationId, d.No });
        decision.HasOne<Escalation>().WithMany().HasForeignKey(d => d.EscalationId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Question> question) =>
        question.HasOne<Escalation>().WithMany().HasForeignKey(q => q.EscalationId).OnDelete(DeleteBehavior.Restrict);

    public void Configure(EntityTypeBuilder<Answer> answer)
    {
        answer.HasKey(a => new { a.QuestionId, a.SupporterId, a.PostId });
        answer.HasOne<Question>().WithMany().HasForeignKey(a => a.QuestionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<LevelNote> note)
    {
        note.HasIndex(n => n.EscalationId);
        note.HasOne<Escalation>().WithMany().HasForeignKey(n => n.EscalationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PolicyMap : IEntityTypeConfiguration<Policy>, IEntityTypeConfiguration<Statement>, IEntityTypeConfiguration<Step>, IEntityTypeConfiguration<Requirement>,
    IEntityTypeConfiguration<Chain>, IEntityTypeConfiguration<ChainVersion>
{
    public void Configure(EntityTypeBuilder<Policy> policy)
    {
        policy.HasIndex(p => p.Slug).IsUnique();
        policy.Ignore(p => p.IsArchived);
        policy.HasOne<Person>().WithMany().HasForeignKey(p => p.OwnerId).OnDelete(DeleteBehavior.Restrict);
        policy.HasOne<Chain>().WithMany().HasForeignKey(p => p.ChainId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Statement> statement)
    {
        statement.HasKey(s => new { s.PolicyId, s.No });
        statement.HasOne<Policy>().WithMany().HasForeignKey(s => s.PolicyId);
    }

    public void Configure(EntityTypeBuilder<Step> step) => step.HasIndex(s => s.NameKey).IsUnique();

    public void Configure(EntityTypeBuilder<Requirement> requirement)
    {
        requirement.HasIndex(r => new { r.PolicyId, r.StepId, r.NeedsStepId }).IsUnique();
        requirement.HasOne<Policy>().WithMany().HasForeignKey(r => r.PolicyId);
        requirement.HasOne<Step>().WithMany().HasForeignKey(r => r.StepId).OnDelete(DeleteBehavior.Restrict);
        requirement.HasOne<Step>().WithMany().HasForeignKey(r => r.NeedsStepId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Chain> chain)
    {
        chain.HasIndex(c => c.Name).IsUnique();
        chain.Property(c => c.Newest).HasConversion(frozen => frozen.Json, json => FrozenChain.Parse(json));
    }

    public void Configure(EntityTypeBuilder<ChainVersion> version)
    {
        version.HasKey(v => new { v.ChainId, v.No });
        version.HasOne<Chain>().WithMany().HasForeignKey(v => v.ChainId);
    }
}
