using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SupportDesk.Escalations;
using SupportDesk.People;

namespace SupportDesk.Data;

internal sealed class UnconfirmedActMap : IEntityTypeConfiguration<UnconfirmedAct>
{
    public void Configure(EntityTypeBuilder<UnconfirmedAct> act)
    {
        act.ToTable("UnconfirmedActs");
        act.Property(a => a.EndedAt).IsConcurrencyToken();
        act.HasIndex(a => a.EscalationId).HasFilter("\"EndedAt\" IS NULL").HasDatabaseName("IX_UnconfirmedActs_Open");
        act.HasOne<Escalation>().WithMany().HasForeignKey(a => a.EscalationId).OnDelete(DeleteBehavior.Restrict);
        act.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
