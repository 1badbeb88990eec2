using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SupportDesk.Mail;
using SupportDesk.Mail.Authenticity;

namespace SupportDesk.Data;

internal sealed class MailboxMap : IEntityTypeConfiguration<Mailbox>, IEntityTypeConfiguration<MailboxWatch>, IEntityTypeConfiguration<IncomingMail>, IEntityTypeConfiguration<MailPlace>,
    IEntityTypeConfiguration<TrustedSigner>
{
    public void Configure(EntityTypeBuilder<Mailbox> mailbox)
    {
        mailbox.HasIndex(m => m.Name).IsUnique();
        mailbox.Property(m => m.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<MailboxWatch> watch)
    {
        watch.HasKey(w => w.MailboxId);
        watch.Property(w => w.Fence).IsConcurrencyToken();
        watch.HasOne<Mailbox>().WithOne().HasForeignKey<MailboxWatch>(w => w.MailboxId);
    }

    public void Configure(EntityTypeBuilder<IncomingMail> mail)
    {
        mail.ToTable("IncomingMail");
        mail.HasIndex(m => new { m.MailboxId, m.UidValidity, m.Uid }).IsUnique().HasFilter("\"Uid\" IS NOT NULL");
        mail.HasIndex(m => new { m.MailboxId, m.RawHash }).IsUnique();
        mail.HasIndex(m => m.MessageIdKey);
        mail.HasIndex(m => new { m.FromKey, m.At });
        mail.HasIndex(m => m.PostId).HasFilter("\"PostId\" IS NOT NULL");
        mail.HasIndex(m => m.MailboxId).HasFilter("\"Outcome\" = 'SetAside'").HasDatabaseName("IX_IncomingMail_SetAside");
        mail.Property(m => m.RawHash).HasMaxLength(64);
    }

    public void Configure(EntityTypeBuilder<MailPlace> place) => place.HasKey(p => new { p.MailboxId, p.UidValidity, p.Uid });

    public void Configure(EntityTypeBuilder<TrustedSigner> signer) => signer.HasIndex(s => new { s.WriterDomain, s.SignerDomain }).IsUnique();
}

internal sealed class OutboxMap : IEntityTypeConfiguration<OutboxMail>, IEntityTypeConfiguration<Notice>, IEntityTypeConfiguration<ReplyAddress>, IEntityTypeConfiguration<Link>
{
    public void Configure(EntityTypeBuilder<OutboxMail> mail)
    {
        mail.ToTable("Outbox");
        mail.HasIndex(m => new { m.EventId, m.Kind, m.PersonId }).IsUnique();
        mail.HasIndex(m => new { m.NoticeId, m.Kind, m.PersonId }).IsUnique();
        mail.HasIndex(m => m.MessageId).IsUnique();
        mail.HasIndex(m => m.DueAt).HasFilter("\"SentAt\" IS NULL AND \"FailedAt\" IS NULL AND \"CancelledAt\" IS NULL").HasDatabaseName("IX_Outbox_Due");
        mail.HasIndex(m => m.ObjectId);
        mail.HasIndex(m => new { m.AddressKey, m.DueAt });
        mail.Property(m => m.Fence).IsConcurrencyToken();
        mail.HasOne(m => m.Event).WithMany().HasForeignKey(m => m.EventId);
        mail.HasIndex(m => m.TogetherIn).HasFilter("\"TogetherIn\" IS NOT NULL");
        mail.HasOne<Notice>().WithMany().HasForeignKey(m => m.NoticeId);
    }

    public void Configure(EntityTypeBuilder<Notice> notice)
    {
        notice.HasIndex(n => n.DueAt).HasFilter("\"DoneAt\" IS NULL").HasDatabaseName("IX_Notices_Due");
        notice.HasIndex(n => n.DoneAt).HasFilter("\"CountedAt\" IS NULL AND \"Kind\" = 'Decision'").HasDatabaseName("IX_Notices_Uncounted");
        notice.Property(n => n.Fence).IsConcurrencyToken();
        notice.HasOne(n => n.Event).WithMany().HasForeignKey(n => n.EventId);
    }

    public void Configure(EntityTypeBuilder<ReplyAddress> address)
    {
        address.Property(a => a.Id).ValueGeneratedNever();
        address.HasIndex(a => new { a.Purpose, a.ObjectId, a.PersonId }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Link> link)
    {
        link.HasIndex(l => l.TokenHash).IsUnique();
        link.Property(l => l.UsedAt).IsConcurrencyToken();
        link.HasIndex(l => new { l.ObjectId, l.PersonId });
    }
}
