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
        var code = await ReceiptCommands.VerifyAsync(scope.ServiceProvider, cases, output, Stop);
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
}
