using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SupportDesk.Escalations.Anchors;

namespace SupportDesk.Data;

internal sealed class AnchorMap : IEntityTypeConfiguration<Anchor>
{
    public void Configure(EntityTypeBuilder<Anchor> anchor)
    {
        anchor.ToTable("Anchors");
        anchor.HasKey(a => a.Day);
        anchor.Property(a => a.Hash).HasMaxLength(64);
    }
}
