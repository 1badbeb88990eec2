using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Web.Commands;

namespace SupportDesk.Web.Tests.Commands;

public sealed class ReceiptsVerifyTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static async Task<(int Code, string[] Lines)> VerifyAsync(DeskApplication desk, params string[] cases)
    {
        await using var scope = desk.Services.CreateAsyncScope();
        using var output = new StringWriter();
        var code = await ReceiptCommands.VerifyAsync(scope.ServiceProvider, cases, [], output, Stop);
        return (code, output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Every_case_has_a_line_and_the_first_broken_link_is_named()
    {
        await using var desk = await DeskApplication.StartAsync(new(Demo: true));
        await using var db = desk.Open();
        var victim = await db.Escalations.OrderByDescending(e => e.ReceiptCount).Select(e => new { e.Id, e.Number }).FirstAsync(Stop);
        var hash = await db.Receipts.Where(r => r.EscalationId == victim.Id && r.No == 2).Select(r => r.Hash).SingleAsync(Stop);
        var all = await db.Escalations.CountAsync(Stop);

        var (whole, lines) = await VerifyAsync(desk);
        whole.ShouldBe(0);
        lines.Length.ShouldBe(all + 1);
        lines[..^1].ShouldAllBe(line => line.EndsWith("whole."));

        await db.Database.ExecuteSqlRawAsync("DROP TRIGGER Receipts_NoUpdate", Stop);
        await db.Database.ExecuteSqlAsync($"""UPDATE "Receipts" SET "LevelName" = 'Nobody' WHERE "Hash" = {hash}""", Stop);
        var (broken, after) = await VerifyAsync(desk, $"E-{victim.Number}");

        broken.ShouldBe(1);
        after[0].ShouldStartWith($"E-{victim.Number}: broken at receipt 2.");
        (await Should.ThrowAsync<DeskException>(() => VerifyAsync(desk, "E-99999"))).Message.ShouldContain("no case E-99999");
        (await Should.ThrowAsync<DeskException>(() => VerifyAsync(desk, "first"))).Message.ShouldContain("one like E-7");
    }

    [Fact]
    public async Task Against_a_file_of_anchors_the_case_that_disagrees_is_named_and_the_code_is_1()
    {
        await using var desk = await DeskApplication.StartAsync(new(Demo: true));
        using var folder = new TestFolder();
        await desk.Services.GetRequiredService<SupportDesk.Escalations.Anchors.AnchorMaking>().KeepAsync(Stop);
        await using var db = desk.Open();
        var line = await db.Anchors.Select(a => a.Line).SingleAsync(Stop);
        await File.WriteAllTextAsync(folder["anchors.log"], $"{line}\n", Stop);
        var victim = await db.Escalations.OrderBy(e => e.Number).Select(e => new { e.Id, e.Number, e.ReceiptCount }).FirstAsync(Stop);

        var (same, agreed) = await AgainstAsync(desk, folder["anchors.log"]);
        await db.Database.ExecuteSqlRawAsync("DROP TRIGGER Receipts_NoDelete", Stop);
        await db.ReceiptDetails.Where(d => d.EscalationId == victim.Id && d.No == victim.ReceiptCount).ExecuteDeleteAsync(Stop);
        await db.Receipts.Where(r => r.EscalationId == victim.Id && r.No == victim.ReceiptCount).ExecuteDeleteAsync(Stop);
        var (other, disagreed) = await AgainstAsync(desk, folder["anchors.log"]);

        same.ShouldBe(0);
        agreed[^2].ShouldEndWith(", 0 disagree.");
        other.ShouldBe(1);
        disagreed.ShouldContain(l => l.StartsWith($"Anchors: E-{victim.Number} had {victim.ReceiptCount} receipts on "));
        (await Should.ThrowAsync<DeskException>(() => AgainstAsync(desk, folder["absent.log"]))).Message.ShouldContain("can’t be read");
    }

    static async Task<(int Code, string[] Lines)> AgainstAsync(DeskApplication desk, string file)
    {
        await using var scope = desk.Services.CreateAsyncScope();
        using var output = new StringWriter();
        var code = await ReceiptCommands.VerifyAsync(scope.ServiceProvider, [], [file], output, Stop);
        return (code, output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }
}
