using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SupportDesk.Drafts;
using SupportDesk.Events;
using SupportDesk.People;

namespace SupportDesk.Data;

internal sealed class EventMap : IEntityTypeConfiguration<DeskEvent>
{
    public void Configure(EntityTypeBuilder<DeskEvent> happening)
    {
        happening.ToTable("Events");
        happening.HasIndex(e => new { e.ObjectId, e.Id });
        happening.HasIndex(e => e.At);
        happening.HasIndex(e => e.Id).HasFilter("\"SealNo\" IS NULL").HasDatabaseName("IX_Events_Unsealed");
        happening.Property(e => e.Kind).HasMaxLength(24);
    }
}

internal sealed class DeskMap : IEntityTypeConfiguration<DoneAct>, IEntityTypeConfiguration<KeyRow>, IEntityTypeConfiguration<ClockRow>
{
    public void Configure(EntityTypeBuilder<DoneAct> act)
    {
        act.ToTable("Acts");
        act.HasIndex(a => a.At);
    }

    public void Configure(EntityTypeBuilder<KeyRow> key)
    {
        key.ToTable("Keys");
        key.HasKey(k => new { k.Purpose, k.Kid });
    }

    public void Configure(EntityTypeBuilder<ClockRow> clock)
    {
        clock.ToTable("DeskClock");
        clock.Property(c => c.Id).ValueGeneratedNever();
    }
}

internal sealed class DraftMap : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> draft)
    {
        draft.ToTable("Drafts");
        draft.HasIndex(d => new { d.PersonId, d.Kind, d.Subject });
        draft.HasIndex(d => d.ActId);
        draft.Property(d => d.Subject).HasMaxLength(160);
        draft.Property(d => d.Version).IsConcurrencyToken();
        draft.Ignore(d => d.Place);
        draft.Ignore(d => d.FileKey);
        draft.HasOne<Person>().WithMany().HasForeignKey(d => d.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
