using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SupportDesk.People;

namespace SupportDesk.Data;

internal sealed class PersonMap : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> person)
    {
        person.Property(p => p.DisplayName).HasMaxLength(120);
        person.Property(p => p.NameKey).HasMaxLength(240);
        person.HasIndex(p => p.NameKey);
        person.HasIndex(p => p.RootId);
    }
}

internal sealed class MailAddressMap : IEntityTypeConfiguration<MailAddress>
{
    public void Configure(EntityTypeBuilder<MailAddress> address)
    {
        address.Property(a => a.Address).HasMaxLength(320);
        address.Property(a => a.AddressKey).HasMaxLength(640);
        address.HasIndex(a => a.AddressKey).IsUnique();
        address.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AccountMap : IEntityTypeConfiguration<Account>, IEntityTypeConfiguration<AccountRole>, IEntityTypeConfiguration<IdentityUserClaim<Guid>>,
    IEntityTypeConfiguration<IdentityUserLogin<Guid>>, IEntityTypeConfiguration<IdentityUserToken<Guid>>, IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<Account> account)
    {
        account.ToTable("Accounts");
        account.HasOne<Person>().WithOne().HasForeignKey<Account>(a => a.Id).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<AccountRole> role)
    {
        role.HasKey(r => new { r.AccountId, r.Role });
        role.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId);
    }

    public void Configure(EntityTypeBuilder<IdentityUserClaim<Guid>> claim) => claim.ToTable("AccountClaims");

    public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> login) => login.ToTable("AccountLogins");

    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> token) => token.ToTable("AccountTokens");

    public void Configure(EntityTypeBuilder<DataProtectionKey> key) => key.ToTable("DataProtectionKeys");
}

internal sealed class TeamMap : IEntityTypeConfiguration<Team>, IEntityTypeConfiguration<Membership>, IEntityTypeConfiguration<Absence>
{
    public void Configure(EntityTypeBuilder<Team> team)
    {
        team.Property(t => t.Name).HasMaxLength(60);
        team.HasIndex(t => t.NameKey).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Membership> membership)
    {
        membership.HasKey(m => new { m.TeamId, m.PersonId });
        membership.HasIndex(m => m.PersonId);
        membership.HasOne<Team>().WithMany().HasForeignKey(m => m.TeamId);
        membership.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId);
    }

    public void Configure(EntityTypeBuilder<Absence> absence)
    {
        absence.HasIndex(a => new { a.PersonId, a.ToAt });
        absence.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId);
    }
}
