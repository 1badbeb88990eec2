using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SupportDesk.People;
using SupportDesk.Tickets;

namespace SupportDesk.Data;

internal sealed class TicketMap : IEntityTypeConfiguration<Ticket>, IEntityTypeConfiguration<TicketNumber>
{
    // A partial index is used only where its predicate is written exactly as EF writes the query's (docs/decisions/0006).
    private const string Live = "\"IsLive\" AND \"SnoozedUntil\" IS NULL";

    public void Configure(EntityTypeBuilder<Ticket> ticket)
    {
        ticket.HasOne(t => t.NumberRow).WithOne().HasForeignKey<Ticket>(t => t.Number);
        ticket.HasIndex(t => t.Number).IsUnique();
        ticket.HasOne(t => t.Thread).WithOne().HasForeignKey<Ticket>(t => t.ThreadId).OnDelete(DeleteBehavior.Restrict);
        ticket.HasIndex(t => t.ThreadId).IsUnique();
        ticket.Property(t => t.Subject).HasMaxLength(255);
        ticket.Property(t => t.LastWords).HasMaxLength(200);

        ticket.HasIndex(t => new { t.LastActivityAt, t.Number }, "IX_Tickets_Live").IsDescending(true, true).HasFilter(Live);
        ticket.HasIndex(t => new { t.TeamId, t.LastActivityAt, t.Number }).IsDescending(false, true, true).HasFilter(Live).HasDatabaseName("IX_Tickets_Live_Team");
        ticket.HasIndex(t => new { t.AssigneeId, t.LastActivityAt, t.Number }).IsDescending(false, true, true).HasFilter(Live).HasDatabaseName("IX_Tickets_Live_Assignee");
        ticket.HasIndex(t => new { t.LastActivityAt, t.Number }, "IX_Tickets_Snoozed").IsDescending(true, true).HasFilter("\"IsLive\" AND \"SnoozedUntil\" IS NOT NULL");
        ticket.HasIndex(t => t.DueAt).HasFilter("\"DueAt\" IS NOT NULL").HasDatabaseName("IX_Tickets_Due");
        ticket.HasIndex(t => new { t.TeamId, t.Status, t.LastActivityAt, t.Number }).IsDescending(false, false, true, true);
        ticket.HasIndex(t => new { t.Status, t.LastActivityAt, t.Number }).IsDescending(false, true, true);
        ticket.HasIndex(t => new { t.RequesterId, t.LastActivityAt }).IsDescending(false, true);
        ticket.HasIndex(t => t.RootId);

        ticket.HasOne<Team>().WithMany().HasForeignKey(t => t.TeamId).OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne<Person>().WithMany().HasForeignKey(t => t.AssigneeId).OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne<Person>().WithMany().HasForeignKey(t => t.RequesterId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<TicketNumber> number)
    {
        number.ToTable("TicketNumbers");
        number.HasKey(n => n.Number);
        number.Property(n => n.Number).ValueGeneratedOnAdd();
    }
}

internal sealed class TicketPartsMap : IEntityTypeConfiguration<Participant>, IEntityTypeConfiguration<TicketReader>, IEntityTypeConfiguration<Tag>, IEntityTypeConfiguration<TicketTag>
{
    public void Configure(EntityTypeBuilder<Participant> participant)
    {
        participant.HasKey(p => new { p.TicketId, p.PersonId });
        participant.HasIndex(p => p.PersonId);
        participant.HasOne<Ticket>().WithMany().HasForeignKey(p => p.TicketId);
        participant.HasOne<Person>().WithMany().HasForeignKey(p => p.PersonId);
    }

    public void Configure(EntityTypeBuilder<TicketReader> reader)
    {
        reader.HasKey(r => new { r.TicketId, r.PersonId });
        reader.HasOne<Ticket>().WithMany().HasForeignKey(r => r.TicketId);
    }

    public void Configure(EntityTypeBuilder<Tag> tag) => tag.HasIndex(t => t.NameKey).IsUnique();

    public void Configure(EntityTypeBuilder<TicketTag> tag)
    {
        tag.HasKey(t => new { t.TagId, t.TicketId });
        tag.HasIndex(t => new { t.TagId, t.TeamId, t.IsLive, t.LastActivityAt }).IsDescending(false, false, false, true);
        tag.HasIndex(t => new { t.TagId, t.IsLive, t.LastActivityAt }).IsDescending(false, false, true);
        tag.HasIndex(t => t.TicketId);
        tag.HasOne<Tag>().WithMany().HasForeignKey(t => t.TagId);
        tag.HasOne<Ticket>().WithMany().HasForeignKey(t => t.TicketId);
    }
}
