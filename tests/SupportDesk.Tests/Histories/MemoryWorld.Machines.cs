using SupportDesk.Jobs;
using SupportDesk.Mail;
using static SupportDesk.Tests.Escalations.Complaint;

namespace SupportDesk.Tests.Histories;

/// <summary>What changes who holds a level, what the mail servers do, and how time passes.</summary>
sealed partial class MemoryWorld
{
    void DoToStaff(Doing doing, Guid who, int amount)
    {
        switch (doing)
        {
            case Doing.GoAway: away[who] = null; break;
            case Doing.GoAwayWithDeputy when Staff[amount % Staff.Length] == who: throw new DeskException("Somebody else stands in.");
            case Doing.GoAwayWithDeputy: away[who] = Staff[amount % Staff.Length]; break;
            case Doing.ComeBack: away.Remove(away.Keys.Order().ElementAt(amount % away.Count)); break;
            case Doing.Deactivate when Array.TrueForAll(Administrators, a => a == who || inactive.Contains(a)): throw new DeskException("An administrator remains.");
            case Doing.Deactivate: inactive.Add(who); break;
            case Doing.Reactivate: inactive.Remove(inactive.Order().ElementAt(amount % inactive.Count)); break;
            case Doing.ChangeLead: Toggle(leads, new[] { Tess, Tara, Bojan }[amount % 3]); break;
            case Doing.ChangeOwner: owners[amount % MostCases] = new[] { Ines, Victor, Bojan, Tess }[amount / 3 % 4]; break;
            case Doing.ChangeRole: Toggle(role, new[] { Vera, Tara }[amount % 2]); break;
            case Doing.EditChain: versions++; break;
            default: (versions, moreHolidays) = (versions + 1, !moreHolidays); break;
        }

        if (amount % 2 == 0)
            Sweep(); // else the next job finds it
    }

    static void Toggle(HashSet<Guid> people, Guid who) => _ = people.Remove(who) || people.Add(who);

    void DoToMail(Doing doing, Guid who, int amount)
    {
        switch (doing)
        {
            case Doing.AcceptMail: mailWaits = false; break;
            case Doing.LeaveMailWaiting: mailWaits = true; break;
            case Doing.RefuseAddress: refusing.Add(who); break;
            case Doing.AcceptAddress: refusing.Remove(refusing.Order().ElementAt(amount % refusing.Count)); break;
            case Doing.BounceMail: Bounce(amount); break;
            case Doing.ServerFails: outages.Add(new SendingOutage(outages.Count + 1, now, "connection refused")); break;
            default: outages[^1].End(now); break;
        }

        Deliver();
        Sweep();
    }

    void Bounce(int amount)
    {
        var at = Choose(amount, c => c.Climbs && c.Mails.ContainsValue(Fate.Accepted));
        var holder = at.Mails.Where(m => m.Value == Fate.Accepted).Select(m => m.Key).Order().First();
        at.Mails[holder] = Fate.Refused;
        refusing.Add(holder);
    }

    void DoToTime(Doing doing, int amount)
    {
        switch (doing)
        {
            case Doing.PassHours: Pass(TimeSpan.FromHours(1 + amount % 12)); break;
            case Doing.PassDays: Pass(TimeSpan.FromDays(1 + amount % 4)); break;
            case Doing.PassTheDueMoment: Pass(cases.Min(c => c.Row.Climb.DueAt) is { } due && due > now ? due - now : TimeSpan.FromMinutes(5)); break;
            case Doing.LoseJob: now += TimeSpan.FromHours(1 + amount % 20); break;
            case Doing.StopDesk: Stop(TimeSpan.FromHours(2 + amount % 60)); break;
            default: RunTwice(); break;
        }
    }

    // The desk runs: it looks at each due moment when it comes.
    void Pass(TimeSpan time)
    {
        var end = now + time;
        for (var moments = 0; cases.Min(c => c.Row.Climb.DueAt) is { } due && due <= end && !IsServerDown; moments++)
        {
            moments.ShouldBeLessThan(3000, "time goes on");
            now = due > now ? due : now;
            Sweep();
            Deliver();
            Sweep();
        }

        now = end;
        Deliver();
        Sweep();
    }

    void Stop(TimeSpan time)
    {
        gap = new DeskGap(now, now + time);
        now += time;
        Sweep();
        Deliver();
        Sweep();
    }

    void RunTwice()
    {
        Sweep();
        var before = cases.ConvertAll(See);
        Sweep();
        cases.ConvertAll(See).ShouldBe(before, "a job that runs twice does nothing the second time");
    }
}
