using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.People;

namespace SupportDesk.Tests.Escalations;

public sealed class QuotableWordsTests
{
    static readonly Guid Damion = Complaint.Damion;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static QuoteFacts Facts(Consent consent, bool withdrawn = false, bool erased = false, bool visible = true, DateTimeOffset? at = null) => new(Damion, consent, at ?? Complaint.Begin, withdrawn, erased, visible);

    [Theory]
    [InlineData(Consent.None, QuoteForm.None)]
    [InlineData(Consent.Private, QuoteForm.None)]
    [InlineData(Consent.Anonymous, QuoteForm.Unnamed)]
    [InlineData(Consent.Named, QuoteForm.Named)]
    public void A_level_reads_what_the_consent_of_the_moment_allows(Consent consent, QuoteForm form)
    {
        QuotableWords.FormFor(Viewer.LevelHolder, Facts(consent)).ShouldBe(form);
        QuotableWords.FormFor(Viewer.LevelHolder, Facts(consent, withdrawn: true)).ShouldBe(QuoteForm.None);
    }

    [Theory]
    [InlineData(Consent.None)]
    [InlineData(Consent.Private)]
    [InlineData(Consent.Anonymous)]
    [InlineData(Consent.Named)]
    public void The_public_and_other_supporters_never_read_words(Consent consent)
    {
        QuotableWords.FormFor(Viewer.Public, Facts(consent)).ShouldBe(QuoteForm.None);
        QuotableWords.FormFor(Viewer.Supporter(Complaint.Aldo), Facts(consent)).ShouldBe(QuoteForm.None);
    }

    [Fact]
    public void Supporters_read_their_own_words_as_they_are_quoted()
    {
        QuotableWords.FormFor(Viewer.Supporter(Damion), Facts(Consent.None)).ShouldBe(QuoteForm.Whole);
        QuotableWords.FormFor(Viewer.Supporter(Damion), Facts(Consent.Anonymous)).ShouldBe(QuoteForm.Unnamed);
        QuotableWords.FormFor(Viewer.Supporter(Damion), Facts(Consent.Anonymous, withdrawn: true)).ShouldBe(QuoteForm.Whole);
    }

    [Theory]
    [InlineData(Consent.None, true)]
    [InlineData(Consent.Private, false)]
    public void Agents_read_the_words_of_tickets_that_they_may_see(Consent consent, bool visible) =>
        QuotableWords.FormFor(Viewer.Agent(Staff(Complaint.Aldo)), Facts(consent, visible: visible)).ShouldBe(visible ? QuoteForm.Whole : QuoteForm.None);

    [Fact]
    public void A_level_outside_reads_only_what_was_allowed_after_it_came_on_the_chain()
    {
        var outside = Viewer.OutsideLevel(Complaint.Begin);

        QuotableWords.FormFor(outside, Facts(Consent.Named, at: Complaint.Begin.AddHours(-1))).ShouldBe(QuoteForm.None);
        QuotableWords.FormFor(outside, Facts(Consent.Named, at: Complaint.Begin.AddHours(1))).ShouldBe(QuoteForm.Named);
        QuotableWords.FormFor(outside, Facts(Consent.Named, withdrawn: true)).ShouldBe(QuoteForm.None);
    }

    [Fact]
    public void Erased_words_are_read_by_nobody()
    {
        foreach (var viewer in Viewers())
            QuotableWords.FormFor(viewer, Facts(Consent.Named, erased: true)).ShouldBe(QuoteForm.None);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_database_gives_exactly_the_words_that_the_rule_allows(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var (escalation, facts) = await FillAsync(desk);
        await using var db = desk.Database.Open();
        var quotable = new QuotableWords(db);

        foreach (var viewer in Viewers().Concat(facts.Values.Select(f => Viewer.Supporter(f.PersonId))))
        {
            var words = await quotable.OfCaseAsync(escalation, viewer, withAnswers: true, 1000, Stop);
            var allowed = facts.Where(f => QuotableWords.FormFor(viewer, f.Value) != QuoteForm.None).Select(f => f.Key);

            words.Select(w => w.SupporterId).Order().ShouldBe(allowed.Order());
            words.ShouldAllBe(w => w.Name == null == (QuotableWords.FormFor(viewer, facts[w.SupporterId]) == QuoteForm.Unnamed));
            words.Where(w => w.Name is null).ShouldAllBe(w => !w.Words.Contains("Person", StringComparison.Ordinal) && w.TicketId == null);
        }
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Narrowing_to_anonymous_redacts_words_that_were_picked_before(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var escalation = await desk.RaiseAsync(supporters: "muhammed");
        await desk.DoAsync(async db =>
        {
            var supporter = await db.Supporters.SingleAsync(Stop);
            supporter.Answer(Consent.Named, "test", 1, fresh: true, Complaint.System, desk.Now);
            supporter.Pick(Guid.CreateVersion7(desk.Now), 1, "I, Muhammed, was refused. Write to muhammed@marketfield.test. Muhammed knows.", Complaint.System, desk.Now, kept: "2:Muhammed");
        });

        var named = await WordsAsync(desk, escalation.Id);
        await desk.DoAsync(async db => (await db.Supporters.SingleAsync(Stop)).Answer(Consent.Anonymous, "test", 1, fresh: false, Complaint.System, desk.Now));
        var narrowed = await WordsAsync(desk, escalation.Id);

        named.ShouldBe("I, Muhammed, was refused. Write to […]. Muhammed knows.");
        narrowed.ShouldBe("I, […], was refused. Write to […]. Muhammed knows.");
    }

    [Fact]
    public void Words_that_wait_for_a_look_go_up_only_by_name()
    {
        QuotableWords.FormFor(Viewer.LevelHolder, Facts(Consent.Anonymous) with { WaitsForLook = true }).ShouldBe(QuoteForm.None);
        QuotableWords.FormFor(Viewer.LevelHolder, Facts(Consent.Named) with { WaitsForLook = true }).ShouldBe(QuoteForm.Named);
    }

    static async Task<string> WordsAsync(CaseDesk desk, Guid escalation)
    {
        await using var db = desk.Database.Open();
        return (await new QuotableWords(db).OfCaseAsync(escalation, Viewer.LevelHolder, withAnswers: true, 10, Stop)).Single().Words;
    }

    static IEnumerable<Viewer> Viewers() =>
        [Viewer.Public, Viewer.LevelHolder, Viewer.OutsideLevel(Complaint.Begin), Viewer.OutsideLevel(Complaint.Begin.AddDays(1)), Viewer.Supporter(Damion), Viewer.Supporter(Complaint.Aldo), Viewer.Agent(Staff(Complaint.Aldo))];

    // One supporter for each state: consent before and after a moment, withdrawn or not, erased or not.
    static async Task<(Guid Escalation, Dictionary<Guid, QuoteFacts> Facts)> FillAsync(CaseDesk desk)
    {
        var escalation = await desk.RaiseAsync(supporters: "muhammed");
        var facts = new Dictionary<Guid, QuoteFacts>();
        await desk.DoAsync(db =>
        {
            foreach (var (consent, late, withdrawn, erased) in States())
            {
                var person = Person.Meet($"Person No{facts.Count}", null, Complaint.System, desk.Now);
                var supporter = Supporter.Join(escalation.Id, person.Id, null, null, null, Complaint.System, desk.Now);
                var at = Complaint.Begin.AddDays(late ? 2 : -2);
                if (consent != Consent.None)
                    supporter.Answer(consent, "test", 1, fresh: true, Complaint.System, at);
                var passage = supporter.Pick(Guid.CreateVersion7(desk.Now), 1, $"I am Person No{facts.Count} and it is wrong.", Complaint.System, desk.Now);
                if (withdrawn)
                    supporter.Withdraw(Complaint.System, desk.Now);
                db.AddRange(person, supporter, passage);
                if (erased)
                    db.Entry(passage).Property(p => p.ErasedAt).CurrentValue = desk.Now;
                facts[supporter.Id] = new(person.Id, consent, consent == Consent.None ? null : at, withdrawn, erased, TicketVisible: false);
            }

            return Task.CompletedTask;
        });
        return (escalation.Id, facts);
    }

    static IEnumerable<(Consent Consent, bool Late, bool Withdrawn, bool Erased)> States() =>
        from consent in Enum.GetValues<Consent>()
        from late in new[] { false, true }
        from withdrawn in new[] { false, true }
        from erased in new[] { false, true }
        select (consent, late, withdrawn, erased);

    static StaffUser Staff(Guid person) => new(person, "Aldo L", [Role.Agent], [], []);
}
