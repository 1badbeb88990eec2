using System.Globalization;
using System.Text;

namespace SupportDesk.Tests.Histories;

/// <summary>What a step of a history does: everything that can happen to cases, their people, their chains and their mail.</summary>
enum Doing
{
    // people behind a case
    RaiseAnother, Join, JoinInWriting, ComeAfter, Rejoin, AllowName, AllowWords, AllowCount, Leave,

    // levels
    Open, Acknowledge, Ask, AskOne, Answer, Return, Bring, Forward, Decide, DecideForLater, Reopen, Note, DecideByMail, Confirm,

    // who holds a level
    GoAway, GoAwayWithDeputy, ComeBack, Deactivate, Reactivate, ChangeLead, ChangeOwner, ChangeRole,

    // chains
    EditChain, EditCalendar,

    // mail
    AcceptMail, LeaveMailWaiting, RefuseAddress, AcceptAddress, BounceMail, ServerFails, ServerAnswers,

    // time and machines
    PassHours, PassDays, PassTheDueMoment, LoseJob, DoubleJob, StopDesk, DieBeforeCommit, DieAfterCommit,
}

/// <summary>One step: which of the acts that can be done is drawn, and what it draws for itself.</summary>
readonly record struct Step(int Pick, int Who, int Amount);

/// <summary>How often each act was done in some histories, and how often one was refused.</summary>
sealed class DoingTable(params Doing[] without)
{
    readonly int[] done = new int[Enum.GetValues<Doing>().Length], refused = new int[Enum.GetValues<Doing>().Length];
    const int LongRun = 1000;
    int histories;

    public int Histories => histories;

    public double ActsEach => (double)done.Sum() / Math.Max(histories, 1);

    public void Begin() => Interlocked.Increment(ref histories);

    public void Done(Doing doing) => Interlocked.Increment(ref done[(int)doing]);

    public void Refused(Doing doing) => Interlocked.Increment(ref refused[(int)doing]);

    /// <summary>The acts that make up less than one in a hundred of all that was done; in a short run, where chance weighs more, one in three hundred.</summary>
    public IEnumerable<string> Rare =>
        Enum.GetValues<Doing>().Except(without).Where(d => done[(int)d] * (histories < LongRun ? 300 : 100) < done.Sum()).Select(d => $"{d} {done[(int)d]}");

    public override string ToString()
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{histories} histories, {ActsEach:0.0} acts on average, {refused.Sum()} refusals");
        foreach (var doing in Enum.GetValues<Doing>().Except(without))
            text.AppendLine(CultureInfo.InvariantCulture, $"{doing,-17} {100.0 * done[(int)doing] / Math.Max(done.Sum(), 1),5:0.0} % done, {refused[(int)doing]} refused");
        return text.ToString();
    }
}
