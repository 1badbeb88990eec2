using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Drafts;
using SupportDesk.Events;
using SupportDesk.Files;
using SupportDesk.Mail;
using SupportDesk.Mail.Authenticity;
using SupportDesk.People;
using SupportDesk.Search;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Data;

/// <summary>The desk's one unit of work. Save only by <see cref="CommitAsync"/>.</summary>
public abstract partial class DeskDb(DbContextOptions options) : IdentityUserContext<Account, Guid>(options), IDataProtectionKeyContext
{
    public DbSet<Person> People => Set<Person>();
    public DbSet<MailAddress> MailAddresses => Set<MailAddress>();
    public DbSet<AccountRole> AccountRoles => Set<AccountRole>();
    public DbSet<Team> Teams => Set<Team>();

    /// <summary>Those who answer tickets. Start from here and look the name up: from the side of the people a query walks all requesters to find these few.</summary>
    public IQueryable<Account> Agents => Users.Where(a => a.DeactivatedAt == null && AccountRoles.Any(r => r.AccountId == a.Id && (r.Role == Role.Agent || r.Role == Role.Moderator)));

    public DbSet<Membership> Memberships => Set<Membership>();
    public DbSet<Absence> Absences => Set<Absence>();

    public DbSet<Ticket> Tickets => Set<Ticket>();
    public DbSet<Participant> Participants => Set<Participant>();
    public DbSet<TicketReader> TicketReaders => Set<TicketReader>();
    public DbSet<Tag> Tags => Set<Tag>();
    public DbSet<TicketTag> TicketTags => Set<TicketTag>();
    public DbSet<DeskThread> Threads => Set<DeskThread>();
    public DbSet<Post> Posts => Set<Post>();
    public DbSet<Attachment> Attachments => Set<Attachment>();
    public DbSet<Blob> Blobs => Set<Blob>();
    public DbSet<Draft> Drafts => Set<Draft>();

    public DbSet<Mailbox> Mailboxes => Set<Mailbox>();
    public DbSet<MailboxWatch> MailboxWatches => Set<MailboxWatch>();
    public DbSet<IncomingMail> IncomingMail => Set<IncomingMail>();
    public DbSet<MailPlace> MailPlaces => Set<MailPlace>();
    public DbSet<TrustedSigner> TrustedSigners => Set<TrustedSigner>();
    public DbSet<OutboxMail> Outbox => Set<OutboxMail>();
    public DbSet<Notice> Notices => Set<Notice>();
    public DbSet<ReplyAddress> ReplyAddresses => Set<ReplyAddress>();
    public DbSet<Link> Links => Set<Link>();

    public DbSet<DeskEvent> Events => Set<DeskEvent>();
    public DbSet<DoneAct> Acts => Set<DoneAct>();
    public DbSet<KeyRow> Keys => Set<KeyRow>();
    public DbSet<ClockRow> Clock => Set<ClockRow>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();
    public DbSet<SearchDocument> SearchDocuments => Set<SearchDocument>();

    /// <summary>Whether this is PostgreSQL: the few places where the engines' SQL differs ask it.</summary>
    public abstract bool IsPostgres { get; }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(24);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(DeskDb).Assembly);
        KeysAreOurs(builder);
    }

    // Ids are made by us: EF would take a child with a key for an existing row and update nothing.
    private static void KeysAreOurs(ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            foreach (var key in entity.GetKeys().SelectMany(k => k.Properties).Where(p => p.ClrType == typeof(Guid)))
                key.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
            if (typeof(Root).IsAssignableFrom(entity.ClrType))
                entity.FindProperty(nameof(Root.Version))!.IsConcurrencyToken = true;
        }
    }
}
