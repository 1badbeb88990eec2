using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SupportDesk.Files;
using SupportDesk.People;
using SupportDesk.Search;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Data;

internal sealed class ThreadMap : IEntityTypeConfiguration<DeskThread>, IEntityTypeConfiguration<Post>, IEntityTypeConfiguration<Attachment>, IEntityTypeConfiguration<Blob>
{
    public void Configure(EntityTypeBuilder<DeskThread> thread) => thread.ToTable("Threads");

    public void Configure(EntityTypeBuilder<Post> post)
    {
        post.HasIndex(p => new { p.ThreadId, p.Position }).IsUnique();
        post.HasIndex(p => new { p.AuthorId, p.At });
        post.HasIndex(p => p.State).HasFilter("\"State\" = 'Held'").HasDatabaseName("IX_Posts_Held");
        post.Property(p => p.Version).IsConcurrencyToken();
        post.HasOne<DeskThread>().WithMany().HasForeignKey(p => p.ThreadId).OnDelete(DeleteBehavior.Restrict);
        post.HasOne<Person>().WithMany().HasForeignKey(p => p.AuthorId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Attachment> attachment)
    {
        attachment.HasIndex(a => a.PostId);
        attachment.HasIndex(a => a.BlobHash);
        attachment.HasIndex(a => new { a.OwnerId, a.DraftKey }).HasFilter("\"DraftKey\" IS NOT NULL");
        attachment.HasOne<Post>().WithMany().HasForeignKey(a => a.PostId);
        attachment.HasOne<Blob>().WithMany().HasForeignKey(a => a.BlobHash).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Blob> blob)
    {
        blob.HasKey(b => b.Hash);
        blob.Property(b => b.Hash).HasMaxLength(64);
    }
}

internal sealed class SearchMap : IEntityTypeConfiguration<SearchDocument>, IEntityTypeConfiguration<SearchIndexState>
{
    public void Configure(EntityTypeBuilder<SearchDocument> document)
    {
        document.HasIndex(d => d.ThreadId);
        document.HasIndex(d => d.Id).HasFilter("NOT \"IsIndexed\"").HasDatabaseName("IX_SearchDocuments_Waiting");
        document.HasIndex(d => d.PersonId).IsUnique().HasFilter("\"PersonId\" IS NOT NULL");
        document.Property(d => d.Revision).IsConcurrencyToken();
        document.HasOne<Person>().WithOne().HasForeignKey<SearchDocument>(d => d.PersonId).OnDelete(DeleteBehavior.Cascade);
        document.HasOne<Post>().WithOne().HasForeignKey<SearchDocument>(d => d.PostId).OnDelete(DeleteBehavior.Cascade);
        document.HasOne<Ticket>().WithOne().HasForeignKey<SearchDocument>(d => d.TicketId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<SearchIndexState> state)
    {
        state.ToTable("SearchIndexState");
        state.Property(s => s.Id).ValueGeneratedNever();
    }
}
