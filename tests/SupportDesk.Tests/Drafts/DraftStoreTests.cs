using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Drafts;
using SupportDesk.Files;
using SupportDesk.Jobs;
using SupportDesk.Mail;
using SupportDesk.Tests.Tickets;

namespace SupportDesk.Tests.Drafts;

public sealed class DraftStoreTests
{
    static readonly DraftPlace Reply = DraftPlace.OfReply(7), Note = DraftPlace.OfNote(7);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_draft_is_found_as_the_kind_it_was_typed_as(DatabaseProvider engine)
    {
        await using var desk = await StaffedDesk.CreateAsync(engine);

        await SaveAsync(desk, Note, "Rude, be careful.");
        await SaveAsync(desk, Reply, "We look into it.");

        (await WordsAsync(desk, Note)).ShouldBe(["Rude, be careful."]);
        (await WordsAsync(desk, Reply)).ShouldBe(["We look into it."]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Two_windows_at_one_place_keep_both_texts(DatabaseProvider engine)
    {
        await using var desk = await StaffedDesk.CreateAsync(engine);
        var first = await SaveAsync(desk, Reply, "Half a sentence");

        var continued = await SaveAsync(desk, Reply, "A whole sentence.", first.Id, first.Version);
        var apart = await SaveAsync(desk, Reply, "Something else", first.Id, first.Version);

        continued.Id.ShouldBe(first.Id);
        apart.Result.ShouldBe(DraftSaveResult.SavedApart);
        (await WordsAsync(desk, Reply)).ShouldBe(["Something else", "A whole sentence."], ignoreOrder: true);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_save_that_arrives_late_does_not_replace_a_newer_one(DatabaseProvider engine)
    {
        await using var desk = await StaffedDesk.CreateAsync(engine);
        var (id, act) = (Guid.CreateVersion7(desk.Now), Guid.CreateVersion7(desk.Now));

        await SaveAsync(desk, Reply, "Newer", id, 0, act, turn: 2);
        await SaveAsync(desk, Reply, "Older", id, 0, act, turn: 1);

        (await WordsAsync(desk, Reply)).ShouldBe(["Newer"]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_act_that_sends_the_words_ends_the_draft_whatever_is_saved_meanwhile(DatabaseProvider engine)
    {
        await using var desk = await StaffedDesk.CreateAsync(engine);
        var act = Guid.CreateVersion7(desk.Now);
        var saved = await SaveAsync(desk, Reply, "We look", Guid.CreateVersion7(desk.Now), 0, act, turn: 1);
        await using var sending = desk.Database.Open();
        await new DraftStore(sending).SendAsync(desk.Aldo.PersonId, saved.Id, act, saved.Version, Stop);

        await SaveAsync(desk, Reply, "We look into it.", saved.Id, saved.Version, act, turn: 2);
        await sending.CommitAsync(new Act(act, desk.Aldo.PersonId, "/tickets/7"), Stop);
        var late = await SaveAsync(desk, Reply, "We look into it.", saved.Id, saved.Version, act, turn: 3);

        late.Result.ShouldBe(DraftSaveResult.Ended);
        (await WordsAsync(desk, Reply)).ShouldBeEmpty();
        await using var db = desk.Database.Open();
        (await db.Drafts.CountAsync(Stop)).ShouldBe(0);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Sending_in_one_window_keeps_what_another_one_wrote_since(DatabaseProvider engine)
    {
        await using var desk = await StaffedDesk.CreateAsync(engine);
        var saved = await SaveAsync(desk, Reply, "We look");
        await using var sending = desk.Database.Open();
        await new DraftStore(sending).SendAsync(desk.Aldo.PersonId, saved.Id, Guid.CreateVersion7(desk.Now), saved.Version, Stop);

        await SaveAsync(desk, Reply, "From another window", saved.Id, saved.Version);
        await sending.CommitAsync(new Act(Guid.CreateVersion7(desk.Now), desk.Aldo.PersonId, "/tickets/7"), Stop);

        (await WordsAsync(desk, Reply)).ShouldBe(["From another window"]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_window_that_does_not_know_the_newest_words_ends_nothing_of_them(DatabaseProvider engine)
    {
        await using var desk = await StaffedDesk.CreateAsync(engine);
        var saved = await SaveAsync(desk, Reply, "We look");
        await SaveAsync(desk, Reply, "From another window", saved.Id, saved.Version);

        await using var sending = desk.Database.Open();
        await new DraftStore(sending).SendAsync(desk.Aldo.PersonId, saved.Id, Guid.CreateVersion7(desk.Now), saved.Version, Stop);
        await sending.CommitAsync(new Act(Guid.CreateVersion7(desk.Now), desk.Aldo.PersonId, "/tickets/7"), Stop);

        (await WordsAsync(desk, Reply)).ShouldBe(["From another window"]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_draft_that_was_written_again_after_its_act_is_not_shown(DatabaseProvider engine)
    {
        await using var desk = await StaffedDesk.CreateAsync(engine);
        var act = Guid.CreateVersion7(desk.Now);
        await using (var both = desk.Database.Open())
        {
            var store = new DraftStore(both);
            await store.SaveAsync(desk.Aldo.PersonId, new(Guid.CreateVersion7(desk.Now), Reply, 0, 1, act, Fields("Sent already")), desk.Now, Stop);
            await both.CommitAsync(new Act(act, desk.Aldo.PersonId, "/tickets/7"), Stop);
        }

        (await WordsAsync(desk, Reply)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Nobody_reads_or_changes_the_draft_of_somebody_else(DatabaseProvider engine)
    {
        await using var desk = await StaffedDesk.CreateAsync(engine);
        var mine = await SaveAsync(desk, Reply, "Mine");

        var theirs = await SaveAsync(desk, Reply, "Theirs", mine.Id, mine.Version, person: desk.Bojan.PersonId);
        await using var db = desk.Database.Open();
        var read = await new DraftStore(db).GetAsync(desk.Bojan.PersonId, mine.Id, Stop);

        theirs.Id.ShouldNotBe(mine.Id);
        read.ShouldBeNull();
        (await WordsAsync(desk, Reply)).ShouldBe(["Mine"]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Taking_everything_out_again_ends_the_draft_with_its_files(DatabaseProvider engine)
    {
        await using var desk = await StaffedDesk.CreateAsync(engine);
        var act = Guid.CreateVersion7(desk.Now);
        var saved = await SaveAsync(desk, Reply, "See the file", Guid.CreateVersion7(desk.Now), 0, act, turn: 1);
        await AddFileAsync(desk, saved.Id);

        await SaveAsync(desk, Reply, null, saved.Id, saved.Version, act, turn: 2);

        await using var db = desk.Database.Open();
        (await db.Drafts.CountAsync(Stop)).ShouldBe(0);
        (await db.Attachments.CountAsync(Stop)).ShouldBe(0);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Files_of_a_draft_that_nobody_touches_end_after_seven_days(DatabaseProvider engine)
    {
        await using var desk = await StaffedDesk.CreateAsync(engine);
        var (left, worked) = (await SaveAsync(desk, Reply, "Left"), await SaveAsync(desk, Note, "Worked on"));
        await AddFileAsync(desk, left.Id);
        await AddFileAsync(desk, worked.Id, Note);

        desk.Pass(TimeSpan.FromDays(6));
        await SaveAsync(desk, Note, "Worked on again", worked.Id, worked.Version);
        desk.Pass(TimeSpan.FromDays(2));
        using var folder = new TestFolder();
        await new CleanUp(desk.Database.Services.GetRequiredService<IDbContextFactory<DeskDb>>(), new FileStore(folder.Path), desk.Database.Clock, Options.Create(new MailOptions())).RunAsync(Stop);

        await using var db = desk.Database.Open();
        (await db.Attachments.Select(a => a.DraftKey).ToListAsync(Stop)).ShouldBe([Draft.FileKeyOf(Note, worked.Id)]);
        (await WordsAsync(desk, Reply)).ShouldBe(["Left"]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Erasing_a_requester_ends_the_drafts_on_their_tickets(DatabaseProvider engine)
    {
        await using var desk = await StaffedDesk.CreateAsync(engine);
        var ticket = await desk.AskAsync("Picture refused");
        await SaveAsync(desk, DraftPlace.OfNote(ticket.Number), "Damion is rude.");
        await SaveAsync(desk, new(DraftKind.NewPolicy, "new"), "Pictures");

        await using var db = desk.Database.Open();
        await new DraftStore(db).EraseAsync(desk.Damion.Id, Stop);
        await db.CommitAsync(Act.Job, Stop);

        (await db.Drafts.Select(d => d.Kind).ToListAsync(Stop)).ShouldBe([DraftKind.NewPolicy]);
    }

    [Fact]
    public async Task A_draft_is_bounded_in_size_and_in_number()
    {
        await using var desk = await StaffedDesk.CreateAsync(DatabaseProvider.Sqlite);
        await using var db = desk.Database.Open();
        for (var i = 0; i < DraftStore.Most; i++)
            db.Drafts.Add(Draft.Start(Guid.CreateVersion7(desk.Now), desk.Bojan.PersonId, DraftPlace.OfNote(i + 1), desk.Now));
        await db.CommitAsync(Act.Job, Stop);

        (await Should.ThrowAsync<DeskException>(() => SaveAsync(desk, Reply, new string('x', Draft.LongestFields)))).Message.ShouldStartWith("This draft is too long");
        (await Should.ThrowAsync<DeskException>(() => SaveAsync(desk, Reply, "One more", person: desk.Bojan.PersonId))).Message.ShouldStartWith("You have 300 drafts already");
    }

    static async Task<DraftSaved> SaveAsync(StaffedDesk desk, DraftPlace place, string? words, Guid? id = null, long version = 0, Guid? act = null, int turn = 1, Guid? person = null)
    {
        await using var db = desk.Database.Open();
        var saved = await new DraftStore(db).SaveAsync(person ?? desk.Aldo.PersonId, new(id ?? Guid.CreateVersion7(desk.Now), place, version, turn, act ?? Guid.CreateVersion7(desk.Now), words is null ? null : Fields(words)), desk.Now, Stop);
        await db.CommitAsync(Act.Job, Stop);
        return saved;
    }

    static async Task AddFileAsync(StaffedDesk desk, Guid draft, DraftPlace? place = null)
    {
        await using var db = desk.Database.Open();
        using var folder = new TestFolder();
        await new DraftFiles(db, new FileStore(folder.Path)).AddAsync(desk.Aldo.PersonId, place ?? Reply, draft, Upload.Take("a.txt", "words"u8.ToArray(), desk.Now), desk.Now, Stop);
        await db.CommitAsync(Act.Job, Stop);
    }

    static async Task<List<string>> WordsAsync(StaffedDesk desk, DraftPlace place)
    {
        await using var db = desk.Database.Open();
        return [.. (await new DraftStore(db).FindAsync(desk.Aldo.PersonId, place, Stop)).Select(d => d.ReadFields()["words"][0])];
    }

    static Dictionary<string, string[]> Fields(string words) => new() { ["words"] = [words], ["format"] = ["text"] };
}
