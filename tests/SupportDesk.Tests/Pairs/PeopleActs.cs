using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Mail.Authenticity;
using SupportDesk.Mail.Incoming;
using SupportDesk.People;
using SupportDesk.Tests.Escalations;
using SupportDesk.Tests.Mail;
using SupportDesk.Threads;
using static SupportDesk.Tests.Pairs.PersonStage;
using PersonAct = SupportDesk.Tests.Pairs.PairAct<SupportDesk.Tests.Pairs.PersonStage, SupportDesk.Tests.Pairs.PersonScene>;

namespace SupportDesk.Tests.Pairs;

/// <summary>
/// How a person stands when a pair begins: an administrator beside Ada, one who was deactivated, or somebody without an account.
/// </summary>
enum PersonStage { Active, Deactivated, Requester }

/// <summary>A person and a team, and a domain whose mail somebody else signs.</summary>
sealed class PersonScene
{
    static int made;

    PersonScene(CaseDesk desk) => Desk = desk;

    public CaseDesk Desk { get; }
    public string Name { get; } = $"pair-{Interlocked.Increment(ref made)}";
    public Guid PersonId { get; private set; }
    public Guid TeamId { get; private set; }
    public Guid SignerId { get; private set; }

    /// <summary>Of staff: the team that they are in, and an absence of theirs begins later.</summary>
    public Guid OwnTeamId { get; private set; }
    public DateTimeOffset Now => Desk.Now;
    public Actor Ada => new(Desk["ada"], Capacity.Administrator, Via.Web);

    /// <summary>Makes scenes in one save.</summary>
    public static async Task<IReadOnlyList<PersonScene>> MakeAsync(CaseDesk desk, IReadOnlyList<PersonStage> stages)
    {
        var scenes = new List<PersonScene>();
        await desk.DoAsync(db =>
        {
            scenes.AddRange(stages.Select(stage => new PersonScene(desk).Fill(db, stage)));
            return Task.CompletedTask;
        });
        return scenes;
    }

    PersonScene Fill(DeskDb db, PersonStage stage)
    {
        var person = Person.Meet(Name, "en", Ada, Now);
        person.AddAddress($"{Name}@marketfield.test", Ada, Now);
        if (stage != Requester)
        {
            var account = person.OpenAccount($"{Name}@marketfield.test", Ada, Now);
            person.Grant(Role.Administrator, Ada, Now);
            person.GoAway(Now.AddDays(10), Now.AddDays(12), null, Ada, Now);
            var own = Team.Found($"{Name} too", false, null, Ada, Now);
            own.Welcome(person.Id, true, Ada, Now);
            db.Add(own);
            OwnTeamId = own.Id;
            if (stage == Deactivated)
                person.Deactivate(account, Ada, Now);
        }

        var (team, signer) = (Team.Found(Name, false, null, Ada, Now), TrustedSigner.Trust($"{Name}.test", "mail.test", Ada, Now));
        db.AddRange(person, team, signer);
        (PersonId, TeamId, SignerId) = (person.Id, team.Id, signer.Id);
        return this;
    }
}

/// <summary>Everything that is done to a person, an account, a team and a trusted signer. A new verb joins by a row here.</summary>
static class PeopleActs
{
    static readonly PersonStage[] Any = [Active, Deactivated, Requester];
    static readonly PersonStage[] Staff = [Active, Deactivated];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static IReadOnlyList<PersonAct> All { get; } =
    [
        OnPerson("They choose a time zone", Any, ["Person.SetTimeZone"], (p, s) => p.SetTimeZone("Europe/Berlin", s.Ada, s.Now)),
        OnPerson("They are renamed", Any, ["Person.Rename"], (p, s) => p.Rename("Jo Li", s.Ada, s.Now)),
        OnPerson("They get a position", Any, ["Person.WorkAs"], (p, s) => p.WorkAs("Head of Badges", s.Ada, s.Now)),
        new("They get another address", Any, ["Person.AddAddress"], async (s, db) =>
        {
            var key = $"{s.Name}@second.test";
            if (await db.MailAddresses.AnyAsync(a => a.AddressKey == key, Stop))
                throw new DeskException("Somebody has this address already.");
            (await FindAsync(s, db)).AddAddress(key, s.Ada, s.Now);
        }),
        new("They write in by mail", Any, [], (s, _) => WriteInAsync(s, $"{s.Name}@marketfield.test"), IsWhole: true),
        new("Somebody writes in from what may be their other address", Any, [], (s, _) => WriteInAsync(s, $"{s.Name}@second.test"),
            IsWhole: true),
        new("They prove their address", Any, ["Person.Verify"], async (s, db) =>
            (await FindAsync(s, db)).Verify(await AddressAsync(s, db), s.Ada, s.Now)),
        new("Mail to them comes back", Any, ["Person.Bounce"], async (s, db) =>
            (await FindAsync(s, db)).Bounce(await AddressAsync(s, db), Complaint.System, s.Now)),
        new("They get an account", [Requester], ["Person.OpenAccount"], async (s, db) =>
        {
            if (await db.Users.AnyAsync(a => a.Id == s.PersonId, Stop))
                throw new DeskException("They have an account already.");
            (await FindAsync(s, db)).OpenAccount($"{s.Name}@marketfield.test", s.Ada, s.Now);
        }),
        new("They get a role", Staff, ["Person.Grant"], async (s, db) =>
        {
            await AccountAsync(s, db);
            if (await db.AccountRoles.AnyAsync(r => r.AccountId == s.PersonId && r.Role == Role.Moderator, Stop))
                throw new DeskException("They have this role already.");
            (await FindAsync(s, db)).Grant(Role.Moderator, s.Ada, s.Now);
        }),
        new("Their account is deactivated", Staff, ["Person.Deactivate"], async (s, db) =>
            (await FindAsync(s, db)).Deactivate(await AccountAsync(s, db), s.Ada, s.Now)),
        new("Their account is activated again", [Deactivated], ["Person.Reactivate"], async (s, db) =>
            (await FindAsync(s, db)).Reactivate(await AccountAsync(s, db), s.Ada, s.Now)),
        OnPerson("They go away", Staff, ["Person.GoAway"], (p, s) => p.GoAway(s.Now, s.Now.AddDays(3), s.Desk["bojan"], s.Ada, s.Now)),
        new("A role is taken from them", Staff, ["Person.Revoke"], async (s, db) =>
        {
            var role = await db.AccountRoles.SingleOrDefaultAsync(r => r.AccountId == s.PersonId && r.Role == Role.Administrator, Stop) ?? throw new DeskException("They have no such role.");
            (await FindAsync(s, db)).Revoke(role, s.Ada, s.Now);
        }),
        new("Their absence is changed", Staff, ["Person.ChangeAbsence"], async (s, db) =>
            (await FindAsync(s, db)).ChangeAbsence(await AbsenceAsync(s, db), s.Now, s.Now.AddDays(1), null, s.Ada, s.Now)),
        new("They are back", Staff, ["Person.EndAbsence"], async (s, db) => (await FindAsync(s, db)).EndAbsence(await AbsenceAsync(s, db), s.Ada, s.Now)),
        new("They lead their team no longer", Staff, ["Team.LetLead"], async (s, db) => (await TeamAsync(s, db)).LetLead(await MemberAsync(s, db), false, s.Ada, s.Now)),
        new("They leave the team", Staff, ["Team.Dismiss"], async (s, db) => (await TeamAsync(s, db)).Dismiss(await MemberAsync(s, db), s.Ada, s.Now)),
        new("Their team welcomes them", Staff, ["Team.Welcome"], async (s, db) =>
        {
            var team = await db.Teams.SingleAsync(t => t.Id == s.TeamId, Stop);
            if (await db.Memberships.AnyAsync(m => m.TeamId == s.TeamId && m.PersonId == s.PersonId, Stop))
                throw new DeskException("They are in the team already.");
            team.Welcome(s.PersonId, true, s.Ada, s.Now);
        }),
        new("Their signer is trusted", Any, ["HeldMail.TrustSignerAsync", "TrustedSigner.TrustAgain"], async (s, db) =>
            await db.TrustSignerAsync(
                new HeldRow(Guid.Empty, 1, "", "", $"jo@{s.Name}.test", s.Now, Verdict.Unproved, "", 0, null, "mail.test"), s.Ada, s.Now, Stop)),
        new("Their signer is trusted no longer", Any, ["TrustedSigner.End"], async (s, db) =>
            (await db.TrustedSigners.SingleAsync(t => t.Id == s.SignerId, Stop)).End(s.Ada, s.Now)),
    ];

    static PersonAct OnPerson(string name, PersonStage[] stages, string[] covers, Action<Person, PersonScene> act) =>
        new(name, stages, covers, async (s, db) => act(await FindAsync(s, db), s));

    static Task WriteInAsync(PersonScene s, string from) =>
        PairMail.TakeAsync(s.Desk, MailDesk.Letter(from, "My badge", "Where is it?"), [MailOutcome.NewTicket]);

    static Task<Person> FindAsync(PersonScene s, DeskDb db) => db.People.SingleAsync(p => p.Id == s.PersonId, Stop);

    static async Task<Team> TeamAsync(PersonScene s, DeskDb db) =>
        await db.Teams.SingleOrDefaultAsync(t => t.Id == s.OwnTeamId, Stop) ?? throw new DeskException("They are in no team.");

    static async Task<Membership> MemberAsync(PersonScene s, DeskDb db) =>
        await db.Memberships.SingleOrDefaultAsync(m => m.TeamId == s.OwnTeamId && m.PersonId == s.PersonId, Stop) ?? throw new DeskException("They are not in the team.");

    static async Task<Absence> AbsenceAsync(PersonScene s, DeskDb db) =>
        await db.Absences.Where(a => a.PersonId == s.PersonId).OrderByDescending(a => a.FromAt).FirstOrDefaultAsync(Stop) ?? throw new DeskException("They are here.");

    static async Task<Account> AccountAsync(PersonScene s, DeskDb db) =>
        await db.Users.SingleOrDefaultAsync(a => a.Id == s.PersonId, Stop) ?? throw new DeskException("They have no account.");

    static Task<MailAddress> AddressAsync(PersonScene s, DeskDb db) => db.MailAddresses.Where(a => a.PersonId == s.PersonId)
        .OrderBy(a => a.Id).FirstAsync(Stop);
}
