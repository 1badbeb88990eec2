using SupportDesk.Data;

namespace SupportDesk.Tests.Pairs;

/// <summary>The tables of pairs are whole: a new verb joins by being listed.</summary>
public sealed class PairTableTests
{
    [Fact]
    public void Every_verb_is_in_a_table_of_pairs() => Verbs.All.Except(Verbs.Covered).Order().ShouldBeEmpty(
        "These acts are tried in no pair. Add a row to CaseActs, TicketActs or PeopleActs (tests/SupportDesk.Tests/Pairs): a sentence, the stages in which it can be done, "
        + "its name as here, and how a page or a job does it. Every pair with it is then tried on both engines");

    [Fact]
    public void The_tables_of_pairs_name_only_verbs_that_there_are() => Verbs.Covered.Except(Verbs.All).Order().ShouldBeEmpty(
        "These acts were renamed or removed: mend or remove their rows in CaseActs, TicketActs or PeopleActs (tests/SupportDesk.Tests/Pairs)");

    [Fact]
    public void An_ordinary_run_tries_each_two_acts_together_once()
    {
        foreach (var (one, other) in from one in Enumerable.Range(0, 50) from other in Enumerable.Range(0, one) select (one, other))
        {
            int Times(DatabaseProvider engine) =>
                new[] { (one, other), (other, one) }.Count(pair => PairShare.IsOfOrdinaryRun(engine, pair.Item1, pair.Item2));
            (Times(DatabaseProvider.Sqlite) + Times(DatabaseProvider.Postgres)).ShouldBe(1, $"{one} and {other}");
        }
    }
}
