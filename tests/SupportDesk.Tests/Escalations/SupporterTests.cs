using SupportDesk.Escalations;
using SupportDesk.Events;
using static SupportDesk.Tests.Escalations.Complaint;

namespace SupportDesk.Tests.Escalations;

public sealed class SupporterTests
{
    static readonly Actor Self = By(Damion, Capacity.Supporter);

    static Supporter Joined() => Supporter.Join(Who(1), Damion, null, null, null, By(Aldo, Capacity.Agent), Begin);

    static void Answer(Supporter supporter, Consent form, bool fresh) => supporter.Answer(form, "link", 1, fresh, Self, Begin);

    [Fact]
    public void Widening_needs_a_fresh_link()
    {
        var supporter = Joined();

        Should.Throw<DeskException>(() => Answer(supporter, Consent.Anonymous, fresh: false)).Message.ShouldContain("fresh link");
        Answer(supporter, Consent.Named, fresh: true);

        supporter.Consent.ShouldBe(Consent.Named);
    }

    [Theory, InlineData(Consent.Anonymous), InlineData(Consent.Private)]
    public void Narrowing_needs_none(Consent form)
    {
        var supporter = Joined();
        Answer(supporter, Consent.Named, fresh: true);

        Answer(supporter, form, fresh: false);

        supporter.Consent.ShouldBe(form);
    }

    [Fact]
    public void Private_is_no_wider_than_silence()
    {
        var supporter = Joined();

        Answer(supporter, Consent.Private, fresh: false);

        supporter.Consent.ShouldBe(Consent.Private);
    }

    [Fact]
    public void Each_answer_is_kept_as_proof()
    {
        var supporter = Joined();

        Answer(supporter, Consent.Named, fresh: true);
        Answer(supporter, Consent.Private, fresh: false);

        ((IAddsRows)supporter).TakeAdded().OfType<ConsentAnswer>().Select(a => (a.Form, a.How, a.QuestionVersion)).ShouldBe([(Consent.Named, "link", 1), (Consent.Private, "link", 1)]);
    }

    [Fact]
    public void Who_has_left_is_asked_nothing()
    {
        var supporter = Joined();

        supporter.Withdraw(Self, Begin);

        Should.Throw<DeskException>(() => Answer(supporter, Consent.Private, fresh: true));
        Should.Throw<DeskException>(() => supporter.AskAgain(Self, Begin));
    }

    [Fact]
    public void No_answer_is_no_choice() => Should.Throw<DeskException>(() => Answer(Joined(), Consent.None, fresh: true));

    [Fact]
    public void A_passage_needs_words() => Should.Throw<DeskException>(() => Joined().Pick(Who(5), 1, " \0", Self, Begin));
}
