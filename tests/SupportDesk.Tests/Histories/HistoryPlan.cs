using CsCheck;
using SupportDesk.Chains;

namespace SupportDesk.Tests.Histories;

/// <summary>What a history is played on: when it begins and which chain its first case takes. Drawn once for each.</summary>
sealed record HistoryPlan(DateTimeOffset Begin, int Chain)
{
    public static readonly Gen<(HistoryPlan Plan, Step[] Steps)> Histories = Gen.Select(
        Gen.Select(Gen.OneOfConst([.. HistoryChains.Begins]), Gen.Int[0, 400], (begin, chain) => new HistoryPlan(begin, chain)),
        Gen.Select(Gen.Int[0, 20_000], Gen.Int[0, 63], Gen.Int[0, 400], (pick, who, amount) => new Step(pick, who, amount)).Array[30, 70]);

    public FrozenChain Frozen(int version, bool moreHolidays) => HistoryChains.Of(Chain + version * 7, version, moreHolidays);

    /// <summary>How many times as often an act is drawn where it can be done: what can seldom be done is drawn more often.</summary>
    public static int OftenAs(Doing doing) => doing switch
    {
        Doing.Rejoin => 80,
        Doing.Bring => 60,
        Doing.Confirm => 36,
        Doing.Open => 15,
        Doing.Answer => 12,
        Doing.ComeAfter or Doing.Reopen or Doing.BounceMail => 9, // those who come after a decision can rejoin once it is reopened
        Doing.Forward => 8,
        Doing.Acknowledge or Doing.AcceptMail or Doing.ServerAnswers => 6,
        Doing.Return or Doing.DecideByMail or Doing.Decide or Doing.Reactivate or Doing.AcceptAddress => 4,
        Doing.ComeBack or Doing.DecideForLater or Doing.Ask or Doing.AskOne => 3,
        >= Doing.Join and <= Doing.Leave => 2,
        Doing.Note or Doing.ServerFails or Doing.LeaveMailWaiting or Doing.PassTheDueMoment => 2,
        _ => 1,
    };
}
