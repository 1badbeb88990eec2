using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SupportDesk.Jobs;
using SupportDesk.Mail;

namespace SupportDesk.Data;

/// <summary>When the desk, or its mail server, was off.</summary>
internal sealed class OutageMap : IEntityTypeConfiguration<HeartbeatRow>, IEntityTypeConfiguration<SendingOutage>
{
    public void Configure(EntityTypeBuilder<HeartbeatRow> heartbeat)
    {
        heartbeat.ToTable("Heartbeat");
        heartbeat.Property(h => h.Id).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<SendingOutage> outage)
    {
        outage.ToTable("SendingOutages");
        outage.HasKey(o => o.No);
        outage.Property(o => o.No).ValueGeneratedNever();
    }
}
