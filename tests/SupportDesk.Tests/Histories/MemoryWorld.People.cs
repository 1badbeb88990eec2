using SupportDesk.Chains;
using SupportDesk.Events;
using SupportDesk.Jobs;
using SupportDesk.Mail;
using static SupportDesk.Tests.Escalations.Complaint;

namespace SupportDesk.Tests.Histories;

/// <summary>Who holds the levels, and what became of the mail to them.</summary>
sealed partial class MemoryWorld
{
    static readonly Guid Tara = Who(20), Bojan = Who(21), Vera = Who(22), Abe = Who(23);

    // Two lead the team; Ines or Victor own policies, Bojan is the owner's deputy; Victor holds the top, with whoever has the role.
    static readonly Guid[] Staff = [Tess, Tara, Ines, Bojan, Victor, Vera, Ada, Abe];
    static readonly Guid[] Administrators = [Ada, Abe];

    readonly HashSet<Guid> leads = [Tess, Tara], inactive = [], role = [Vera], refusing = [];
    readonly Dictionary<Guid, Guid?> away = [];
    readonly Guid[] owners = [Ines, Victor, Ines];
    readonly List<SendingOutage> outages = [];
    static readonly Actor ByItself = Actor.System(Via.Job);
    DateTimeOffset now;
    DeskGap? gap;
    bool mailWaits;

    bool IsServerDown => outages.Count > 0 && outages[^1].ToAt is null;

    bool Present(Guid who) => !inactive.Contains(who) && !away.ContainsKey(who);

    HashSet<Guid> There(IEnumerable<Guid> named, params Guid[] deputies)
    {
        var there = named.Select(p => Present(p) ? p : DeputyOf(p)).OfType<Guid>().ToHashSet();
        return there.Count > 0 ? there : [.. deputies.Where(Present)];
    }

    Guid? DeputyOf(Guid who) => !inactive.Contains(who) && away[who] is { } deputy && Present(deputy) ? deputy : null;

    Standing StandingOf(MemoryCase at)
    {
        var administrators = Administrators.Where(a => !inactive.Contains(a)).ToHashSet();
        var standing = new Standing([There(leads), There([owners[at.Policy]], Bojan), There([Victor, .. role])], administrators, at.Voices)
        {
            FellToAdministrators = at.Row.Climb.FellToAdministrators,
            Outages = outages,
            Gap = gap,
        };
        return at.Climbs ? standing with { Notices = NoticesOf(at, standing.At(at.Row.Climb.Level)) } : standing;
    }

    // As the desk's own query says it, of the notices of the case's present stay.
    LevelNotices NoticesOf(MemoryCase at, IReadOnlySet<Guid> holders)
    {
        if (at.Stay != at.Row.Climb.EnteredNo)
        {
            at.Mails.Clear();
            (at.Stay, at.ReminderAccepted) = (at.Row.Climb.EnteredNo, false);
        }

        if (at.Row.Climb.ReminderOwedAt is null)
            at.ReminderAccepted = false;
        var givenUp = at.Row.Climb.EnteredAt.AddDays(4) <= now;
        foreach (var holder in holders)
        {
            at.Mails.TryAdd(holder, Fate.Waits);
            if (givenUp && at.Mails[holder] == Fate.Waits)
                at.Mails[holder] = Fate.Refused;
        }

        var fates = holders.Select(h => at.Mails[h]).ToList();
        DateTimeOffset? nextTry = fates.Contains(Fate.Waits) ? now.AddHours(2) : null;
        return new(fates.Contains(Fate.Accepted), at.ReminderAccepted, nextTry, fates.Count > 0 && fates.TrueForAll(f => f == Fate.Refused));
    }

    // What the server is given it takes, or refuses for good.
    void Deliver()
    {
        if (IsServerDown || mailWaits)
            return;

        foreach (var at in cases.Where(c => c.Climbs))
        {
            StandingOf(at);
            foreach (var (holder, _) in at.Mails.Where(m => m.Value == Fate.Waits).ToList())
                at.Mails[holder] = refusing.Contains(holder) ? Fate.Refused : Fate.Accepted;
            if (at.Row.Climb.ReminderOwedAt is not null)
                at.ReminderAccepted = at.Mails.Keys.Any(h => !refusing.Contains(h));
        }
    }

    // Each call of TimePassed is one save of the sweep: at most one hop, one receipt.
    void Sweep()
    {
        if (IsServerDown)
            return;

        foreach (var at in cases)
        {
            for (var calls = 0; ; calls++)
            {
                calls.ShouldBeLessThan(1000, "the sweep comes to rest");
                var (level, receipts, promised, due, standing) = (at.Row.Climb.Level, at.Row.ReceiptCount, at.Row.Climb.PromisedAt, at.Row.Climb.DueAt, StandingOf(at));
                if (!at.Row.TimePassed(standing, ByItself, now) && !at.Row.NoteHolders(StandingOf(at), ByItself, now))
                    break;

                (at.Row.Climb.Level - level).ShouldBeInRange(0, 1, "one hop at a time");
                (at.Row.ReceiptCount - receipts).ShouldBeInRange(0, 1, "one receipt at a time");
                CheckSwept(at, promised, due, standing, receipts);
            }
        }
    }
}
