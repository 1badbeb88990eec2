using SupportDesk.Escalations;
using SupportDesk.Events;

namespace SupportDesk.Tests.Escalations;

/// <summary>docs/receipts.md lets an outsider verify: what it says is what the desk does.</summary>
public sealed class ReceiptsDocumentTests
{
    static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "receipts.md"));
    static readonly Guid Case = new("019f5fc0-7a80-7000-8000-00000000e001");
    static readonly Guid Aldo = new("019f5fc0-7a80-7000-8000-0000000000a1");

    [Fact]
    public void The_worked_example_gives_its_hashes()
    {
        var (first, beside) = Make(1, ReceiptKind.Raised, new(2026, 7, 14, 9, 0, 0, TimeSpan.Zero), (0, ""), "agent", [], Aldo, 0, Receipt.Beginning(Case));
        var (second, counts) = Make(2, ReceiptKind.Delivered, new(2026, 7, 16, 8, 30, 0, 250, TimeSpan.Zero), (1, "Team lead"), "system",
            [new("named", 1), new("anonymous", 0), new("private", 0), new("silent", 2)], Actor.SystemId, 16, first.Hash);

        second.Hash.ShouldBe("7a9ddd7e5aec7ee57e4141b04f791bea61708efb6d168d61a029a7b217343583");
        foreach (var said in new[] { Receipt.Beginning(Case), beside.Json, first.Details, first.Canonical(), first.Hash, counts.Json, second.Details, second.Canonical(), second.Hash })
            Document.ShouldContain(said);
        ReceiptChain.Verify(Case, [first, second], [beside, counts], second.Hash).ShouldBeNull();
    }

    [Fact]
    public void Every_kind_is_explained()
    {
        var words = Enum.GetValues<ReceiptKind>().Select(kind => Make(1, kind, default, (0, ""), "system", [], Aldo, 0, "").Receipt.Word);

        foreach (var word in words)
            Document.ShouldContain($"`{word}`");
    }

    static (Receipt Receipt, ReceiptDetails Beside) Make(
        int no, ReceiptKind kind, DateTimeOffset at, (int, string) level, string by, KeyValuePair<string, object>[] details, Guid actor, byte salt, string previous)
    {
        var beside = ReceiptDetails.Of(Case, no, details, actor, [.. Enumerable.Range(salt, 16).Select(b => (byte)b)]);
        return (Receipt.Of(Case, no, kind, at, level, by, beside.ComputeHash(), previous), beside);
    }
}
