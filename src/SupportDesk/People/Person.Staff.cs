using SupportDesk.Events;

namespace SupportDesk.People;

/// <summary>What only concerns people who sign in.</summary>
public sealed partial class Person
{
    /// <summary>Gives this person a way to sign in. The password is set by Identity.</summary>
    /// <param name="userName">The address they sign in with.</param>
    public Account OpenAccount(string userName, Actor by, DateTimeOffset at)
    {
        var key = MailAddress.Fold(userName) ?? throw new DeskException($"“{Words.OneLine(userName)}” is not a mail address to sign in with.");

        var account = new Account
        {
            Id = Id,
            UserName = key,
            NormalizedUserName = key.ToUpperInvariant(),
            Email = key,
            NormalizedEmail = key.ToUpperInvariant(),
            EmailConfirmed = true,
            LockoutEnabled = true,
            SecurityStamp = Account.NewStamp(),
        };
        added.Add(account);
        Record(EventKind.AccountAdded, by, at);
        return account;
    }

    public void Grant(Role role, Actor by, DateTimeOffset at)
    {
        added.Add(new AccountRole(Id, role));
        Record(EventKind.RoleGranted, by, at, ("role", role));
    }

    /// <summary>Takes a role away.</summary>
    /// <remarks>The commit refuses to take the last administrator's role.</remarks>
    public void Revoke(AccountRole role, Actor by, DateTimeOffset at)
    {
        if (role.AccountId != Id)
            throw new DeskException("That role belongs to somebody else.");

        removed.Add(role);
        Record(EventKind.RoleRevoked, by, at, ("role", role.Role));
    }

    /// <summary>Ends sign-in and standing at levels from now on.</summary>
    /// <remarks>The commit refuses to deactivate the last administrator: a case whose top level is empty falls to them.</remarks>
    public void Deactivate(Account account, Actor by, DateTimeOffset at)
    {
        if (account.DeactivatedAt is not null)
            throw new DeskException($"{DisplayName} is already deactivated.");

        account.DeactivatedAt = at;
        account.EndSessions();
        Record(EventKind.AccountDeactivated, by, at);
    }

    public void Reactivate(Account account, Actor by, DateTimeOffset at)
    {
        if (account.DeactivatedAt is null)
            throw new DeskException($"{DisplayName} is active already.");

        account.DeactivatedAt = null;
        Record(EventKind.AccountReactivated, by, at);
    }

    /// <summary>Notes that the person is away; meanwhile the deputy, if named, stands for them at every level.</summary>
    public Absence GoAway(DateTimeOffset from, DateTimeOffset to, Guid? deputyId, Actor by, DateTimeOffset at)
    {
        CheckAbsence(from, to, deputyId);
        if (to <= at)
            throw new DeskException("Those days are over already. Choose a last day from today on.");

        var absence = new Absence(Guid.CreateVersion7(at), Id, from, to, deputyId);
        added.Add(absence);
        Record(EventKind.AbsenceAdded, by, at, ("from", from), ("to", to), ("deputy", deputyId));
        return absence;
    }

    /// <summary>Changes when an absence begins and ends, and who stands in.</summary>
    public void ChangeAbsence(Absence absence, DateTimeOffset from, DateTimeOffset to, Guid? deputyId, Actor by, DateTimeOffset at)
    {
        MustBeTheirs(absence);
        CheckAbsence(from, to, deputyId);
        if (absence.ToAt <= at)
            throw new DeskException("That absence is over. Note a new one.");
        if (to <= at)
            throw new DeskException("Those days are over already. To say that they are back, end the absence.");

        absence.Change(from, to, deputyId);
        Record(EventKind.AbsenceChanged, by, at, ("from", from), ("to", to), ("deputy", deputyId));
    }

    /// <summary>Notes that the person is back; an absence that has not begun is called off.</summary>
    public void EndAbsence(Absence absence, Actor by, DateTimeOffset at)
    {
        MustBeTheirs(absence);
        if (absence.ToAt <= at)
            throw new DeskException("That absence is over already.");

        if (absence.FromAt >= at)
            removed.Add(absence);
        else
            absence.Change(absence.FromAt, at, absence.DeputyId);
        Record(EventKind.AbsenceEnded, by, at, ("from", absence.FromAt));
    }

    private void CheckAbsence(DateTimeOffset from, DateTimeOffset to, Guid? deputyId)
    {
        if (to <= from)
            throw new DeskException("An absence must end after it begins.");
        if (deputyId == Id)
            throw new DeskException("Nobody can be their own deputy.");
    }

    private void MustBeTheirs(Absence absence)
    {
        if (absence.PersonId != Id)
            throw new DeskException("That absence is somebody else’s.");
    }
}
