using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Escalations.Anchors;
using SupportDesk.Mail;
using SupportDesk.Notifications.Rendering;
using SupportDesk.Tests.Data;

namespace SupportDesk.Tests.Escalations;

public sealed class AnchorTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Each_day_has_one_line_those_missed_too_in_the_file_of_every_node(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        using var elsewhere = new TestFolder();
        await using var other = await NodeAsync(desk, elsewhere.Path);
        await desk.RaiseAsync();

        await KeepAsync(desk.Database.Services);
        await KeepAsync(other.Services);
        await KeepAsync(desk.Database.Services);
        desk.Time.Advance(TimeSpan.FromDays(3));
        await KeepAsync(other.Services);
        await KeepAsync(desk.Database.Services);

        var lines = await LinesAsync(desk);
        lines.Select(l => AnchorLine.Read(l)!.Day.Day).ShouldBe([2, 3, 4, 5]);
        (await File.ReadAllLinesAsync(elsewhere["anchors.log"], Stop)).ShouldBe(lines);
        (await CompareAsync(desk)).IsBroken.ShouldBeFalse();
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Whoever_anchors_at_once_makes_one_anchor(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        await desk.RaiseAsync();
        var making = desk.Database.Services.GetRequiredService<AnchorMaking>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => making.KeepAsync(Stop))));

        (await LinesAsync(desk)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_file_that_somebody_else_writes_waits_for_the_next_minute()
    {
        await using var desk = await CaseDesk.OpenAsync(DatabaseProvider.Sqlite);
        await desk.RaiseAsync();
        var making = desk.Database.Services.GetRequiredService<AnchorMaking>();
        var path = desk.Database.Services.GetRequiredService<AnchorFile>().Path;

        await using (new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite))
            await Should.ThrowAsync<IOException>(() => making.KeepAsync(Stop));
        await making.KeepAsync(Stop);

        (await LinesAsync(desk)).ShouldHaveSingleItem();
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_case_that_grew_or_whose_details_were_erased_agrees(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var id = (await desk.RaiseAsync()).Id;
        await KeepAsync(desk.Database.Services);
        await ForgedSealTests.ActAsync(desk, id, (e, standing) => e.Forward(null, standing, Complaint.By(desk["tess"]), desk.Now));
        await desk.RaiseAsync(supporters: "muhammed");
        await desk.DoAsync(async db => (await db.ReceiptDetails.ToListAsync(Stop)).ForEach(d => d.Erase(desk.Now)));

        var compared = await CompareAsync(desk);

        compared.IsBroken.ShouldBeFalse();
        compared.Cases.ShouldBe(1);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_old_count_head_and_seal_put_back_hold_alone_and_disagree_with_the_anchors(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        await desk.RaiseAsync(supporters: "muhammed");
        var id = (await desk.RaiseAsync()).Id;
        await ForgedSealTests.ActAsync(desk, id, (e, standing) => e.Forward(null, standing, Complaint.By(desk["tess"]), desk.Now));
        var old = await desk.LoadAsync(id);
        await ForgedSealTests.ActAsync(desk, id, (e, standing) => e.Decide(new Ruling(DecisionOutcome.Accepted, "A badge will do."), standing, Complaint.By(desk["ines"]), desk.Now));
        var count = (await desk.LoadAsync(id)).ReceiptCount;
        await KeepAsync(desk.Database.Services);

        await ForgedSealTests.CutAsync(desk, id, (_, _) => old.HeadSeal, old.ReceiptCount);

        await using var db = desk.Database.Open();
        (await new ReceiptAudit(db, desk.Database.Services.GetRequiredService<KeyRing>()).CheckAsync(id, Stop)).Broken.ShouldBeNull("what is put back with the seal of its time is whole in itself");
        (await CompareAsync(desk)).Disagreeing.ShouldHaveSingleItem().ShouldStartWith($"E-{old.Number} had {count} receipts on 2026-11-02");
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_tail_cut_and_sealed_anew_disagrees_and_the_first_case_is_named_first(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var id = await ForgedSealTests.DecidedAsync(desk);
        await KeepAsync(desk.Database.Services);
        desk.Time.Advance(TimeSpan.FromDays(1));
        var later = (await desk.RaiseAsync()).Id;
        await KeepAsync(desk.Database.Services);
        var key = await desk.Database.Services.GetRequiredService<KeyRing>().NewestAsync(KeyRing.HeadSeals, Stop);

        // Even by somebody who has the key.
        await ForgedSealTests.CutAsync(desk, id, (no, head) => HeadSeal.Of(new("1", key.Key), id, no, head));
        var last = (await desk.LoadAsync(later)).ReceiptCount;
        var other = new string('0', 64);
        await desk.DoAsync(db => db.Receipts.Where(r => r.EscalationId == later && r.No == last).ExecuteUpdateAsync(set => set.SetProperty(r => r.Hash, other), Stop));

        var compared = await CompareAsync(desk);
        compared.Disagreeing.Count.ShouldBe(2);
        compared.Disagreeing[0].ShouldStartWith("E-1 had ");
        compared.Disagreeing[1].ShouldStartWith($"E-2: receipt {last} was ");
    }

    [Fact]
    public async Task A_line_that_a_crash_cut_off_is_completed()
    {
        await using var desk = await CaseDesk.OpenAsync(DatabaseProvider.Sqlite);
        await desk.RaiseAsync();
        await KeepAsync(desk.Database.Services);
        var whole = await File.ReadAllTextAsync(LogOf(desk), Stop);
        await File.WriteAllTextAsync(LogOf(desk), whole[..40], Stop);

        await using (var again = await NodeAsync(desk, Path.GetDirectoryName(LogOf(desk))!))
            await KeepAsync(again.Services);

        (await File.ReadAllTextAsync(LogOf(desk), Stop)).ShouldBe(whole);
    }

    [Fact]
    public async Task What_stands_in_the_file_is_never_written_over()
    {
        await using var desk = await CaseDesk.OpenAsync(DatabaseProvider.Sqlite);
        await File.WriteAllTextAsync(LogOf(desk), "somebody else's words", Stop);

        await KeepAsync(desk.Database.Services);

        (await LinesAsync(desk))[0].ShouldBe("somebody else's words");
        (await LinesAsync(desk)).Length.ShouldBe(2);
        (await CompareAsync(desk)).Log.Problems.ShouldHaveSingleItem().ShouldStartWith("Line 1 is no line");
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_auditors_get_the_hash_and_the_new_lines_once_a_day(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine, services => services.AddSingleton(Microsoft.Extensions.Options.Options.Create(new ReceiptOptions { Auditors = ["audit@outside.test", "Audit@outside.test", "board@outside.test"] })));
        await desk.RaiseAsync();
        await KeepAsync(desk.Database.Services);
        await KeepAsync(desk.Database.Services);
        desk.Time.Advance(TimeSpan.FromDays(2));
        await KeepAsync(desk.Database.Services);

        await using var db = desk.Database.Open();
        var mails = await db.Outbox.Where(m => m.Kind == MailKind.Anchored).OrderBy(m => m.Id).ToListAsync(Stop);
        mails.Select(m => m.Address).ShouldBe(["audit@outside.test", "board@outside.test", "audit@outside.test", "board@outside.test"], ignoreOrder: true);
        using var mime = await MimeMessage.LoadAsync(new MemoryStream((await desk.Database.Services.GetRequiredService<MailWriter>().WriteAsync(db, mails[^1], Stop)).Mime), Stop);
        var lines = await LinesAsync(desk);
        mime.TextBody!.ShouldContain(AnchorLine.Read(lines[^1])!.Hash);
        using var attached = new MemoryStream();
        await ((MimePart)mime.Attachments.Single()).Content!.DecodeToAsync(attached, Stop);
        System.Text.Encoding.UTF8.GetString(attached.ToArray()).ShouldBe($"{lines[1]}\n{lines[2]}\n");
    }

    static Task<StartedDesk> NodeAsync(CaseDesk desk, string folder) => StartedDesk.StartAsync(desk.Database, folder, desk.Time, ("Data:Key", desk.Database.Settings["Data:Key"]!));

    static Task KeepAsync(IServiceProvider services) => services.GetRequiredService<AnchorMaking>().KeepAsync(Stop);

    static string LogOf(CaseDesk desk) => Path.Combine(desk.Database.Settings["Data:Folder"]!, "anchors.log");

    static Task<string[]> LinesAsync(CaseDesk desk) => File.ReadAllLinesAsync(LogOf(desk), Stop);

    static async Task<AnchorResult> CompareAsync(CaseDesk desk)
    {
        await using var db = desk.Database.Open();
        return await new AnchorCheck(db).RunAsync(await File.ReadAllTextAsync(LogOf(desk), Stop), new HashSet<long>(), Stop);
    }
}
