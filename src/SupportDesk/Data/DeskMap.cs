using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SupportDesk.Events;

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

internal sealed class DeskMap : IEntityTypeConfiguration<DoneAct>, IEntityTypeConfiguration<KeyRow>, IEntityTypeConfiguration<ClockRow>, IEntityTypeConfiguration<Draft>
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

    public void Configure(EntityTypeBuilder<Draft> draft) => draft.HasKey(d => new { d.PersonId, d.Key });
}
