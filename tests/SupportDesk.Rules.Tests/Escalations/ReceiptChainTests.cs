using System.Reflection;
using SupportDesk.Escalations;
using static SupportDesk.Tests.Escalations.Complaint;

namespace SupportDesk.Tests.Escalations;

public sealed class ReceiptChainTests
{
    static void Tamper(object row, string property, object? value) =>
        row.GetType().GetField($"<{property}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic)!.SetValue(row, value);

    [Fact]
    public void A_whole_chain_verifies() => new Complaint().Decided().Broken.ShouldBeNull();

    [Fact]
    public void Each_receipt_follows_the_one_before()
    {
        var decided = new Complaint().Decided();

        decided.Receipts.Select(r => r.No).ShouldBe(Enumerable.Range(1, decided.Receipts.Count));
        decided.Receipts[0].Previous.ShouldBe(Receipt.Beginning(decided.Row.Id));
        decided.Receipts.Skip(1).Select(r => r.Previous).ShouldBe(decided.Receipts.SkipLast(1).Select(r => r.Hash));
        decided.Row.HeadHash.ShouldBe(decided.Receipts[^1].Hash);
    }

    public static TheoryData<string> Fields => [nameof(Receipt.No), nameof(Receipt.EscalationId), nameof(Receipt.Kind), nameof(Receipt.At), nameof(Receipt.Level), nameof(Receipt.LevelName), nameof(Receipt.By), nameof(Receipt.Details), nameof(Receipt.Previous), nameof(Receipt.Hash)];

    [Theory, MemberData(nameof(Fields))]
    public void A_changed_field_is_found_at_its_receipt(string field)
    {
        var decided = new Complaint().Decided();
        object? other = field switch
        {
            nameof(Receipt.No) => 40,
            nameof(Receipt.EscalationId) => Who(77),
            nameof(Receipt.Kind) => ReceiptKind.Moved,
            nameof(Receipt.At) => Begin.AddMilliseconds(1),
            nameof(Receipt.Level) => 3,
            _ => "other",
        };

        Tamper(decided.Receipts[2], field, other);

        decided.Broken!.No.ShouldBe(3);
    }

    [Theory, InlineData(nameof(ReceiptDetails.Json)), InlineData(nameof(ReceiptDetails.Salt)), InlineData(nameof(ReceiptDetails.ActorId)), InlineData(nameof(ReceiptDetails.ErasedAt))]
    public void Changed_details_are_found(string field)
    {
        var decided = new Complaint().Decided();

        Tamper(decided.Details[1], field, field switch { nameof(ReceiptDetails.Json) => "{}", nameof(ReceiptDetails.Salt) => new byte[16], nameof(ReceiptDetails.ActorId) => Who(77), _ => Begin });

        decided.Broken!.No.ShouldBe(2);
    }

    [Fact]
    public void A_missing_receipt_is_found()
    {
        var decided = new Complaint().Decided();

        decided.Receipts.RemoveAt(1);

        decided.Broken.ShouldBe(new BrokenLink(2, "Receipt 2 is missing."));
    }

    [Fact]
    public void What_is_wrong_is_said_of_its_receipt()
    {
        static string? Broken(Action<Complaint> act)
        {
            var decided = new Complaint().Decided();
            act(decided);
            return decided.Broken?.What;
        }

        Broken(c => c.Receipts.Add(c.Receipts[1])).ShouldBe("There are two receipts with the number 2.");
        Broken(c => c.Details.RemoveAt(1)).ShouldBe("The details of receipt 2 are missing.");
        Broken(c => Tamper(c.Details[1], nameof(ReceiptDetails.Json), "{}")).ShouldBe("The details of receipt 2 were changed.");
        Broken(c => Tamper(c.Details[1], nameof(ReceiptDetails.ActorId), Who(77))).ShouldBe("The actor of receipt 2 was changed.");
        Broken(c => Tamper(c.Receipts[1], nameof(Receipt.EscalationId), Who(77))).ShouldBe("Receipt 2 belongs to another escalation.");
        Broken(c => Tamper(c.Receipts[1], nameof(Receipt.Previous), "")).ShouldBe("Receipt 2 does not follow the one before it.");
        Broken(c => Tamper(c.Receipts[1], nameof(Receipt.By), "agent")).ShouldBe("Receipt 2 was changed: its contents do not give its hash.");
        foreach (var (left, value) in new (string, object?)[] { (nameof(ReceiptDetails.Salt), new byte[1]), (nameof(ReceiptDetails.Json), "{}"), (nameof(ReceiptDetails.ActorId), Who(1)) })
        {
            Broken(c =>
            {
                c.Details[1].Erase(Begin);
                Tamper(c.Details[1], left, value);
            }).ShouldBe("The details of receipt 2 are marked as erased, but are not empty.", left);
        }
    }

    [Fact]
    public void The_text_that_is_hashed_is_that_of_the_documentation()
    {
        var receipt = Receipt.Of(Who(1), 4, ReceiptKind.TakenUp, Begin.AddMilliseconds(7), (2, "Head"), "level 3", "d1", "p1");

        receipt.Canonical().ShouldBe("{\"at\":\"2026-11-02T09:00:00.007Z\",\"by\":\"level 3\",\"details\":\"d1\",\"escalation\":\"00000000-0000-7000-8000-000000000101\",\"kind\":\"taken up\",\"level\":2,\"levelName\":\"Head\",\"no\":4,\"previous\":\"p1\",\"v\":1}");
        Receipt.Beginning(Who(1)).ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("00000000-0000-7000-8000-000000000101"u8)));
        receipt.Hash.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(receipt.Canonical()))));
    }

    [Fact]
    public void The_numbers_beside_a_receipt_are_read_until_they_are_erased()
    {
        ReceiptDetails.NumbersOf("{\"actor\":\"x\",\"named\":3,\"to\":2}").ShouldBe(new Dictionary<string, int> { ["named"] = 3, ["to"] = 2 });
        ReceiptDetails.NumbersOf("").ShouldBeEmpty();
    }

    [Fact]
    public void A_cut_tail_is_betrayed_by_the_head()
    {
        var decided = new Complaint().Decided();

        decided.Receipts.RemoveAt(decided.Receipts.Count - 1);

        decided.Broken!.What.ShouldContain("missing at the end");
        decided.Broken.No.ShouldBe(decided.Receipts.Count + 1);
    }

    [Fact]
    public void A_seal_holds_for_its_head_alone()
    {
        var (key, other) = (new SealKey("1", new byte[32]), new SealKey("1", [.. new byte[31], 1]));
        var seal = HeadSeal.Of(key, Who(1), 4, "abc");

        HeadSeal.Holds(seal, [other, key], Who(1), 4, "abc").ShouldBeTrue();
        HeadSeal.Holds(seal, [key], Who(1), 3, "abc").ShouldBeFalse();
        HeadSeal.Holds(seal, [key], Who(2), 4, "abc").ShouldBeFalse();
        HeadSeal.Holds(seal, [key], Who(1), 4, "abd").ShouldBeFalse();
        HeadSeal.Holds(seal, [other], Who(1), 4, "abc").ShouldBeFalse();
    }

    [Fact]
    public void Erased_details_still_verify()
    {
        var decided = new Complaint().Decided();

        decided.Details.ForEach(d => d.Erase(Begin));

        decided.Broken.ShouldBeNull();
        decided.Details.ShouldAllBe(d => d.Json.Length == 0 && d.Salt.Length == 0 && d.ActorId == null);
    }

    [Fact]
    public void No_words_and_no_names_stand_in_a_receipt()
    {
        var climbing = new Complaint().Climbing();

        climbing.Row.Forward("He has a point, says Tess.", climbing.Standing, By(Tess), climbing.Now);

        climbing.Take().Receipts.ShouldAllBe(r => !r.Canonical().Contains("point") && !r.Canonical().Contains(Tess.ToString()));
        climbing.Details.ShouldAllBe(d => !d.Json.Contains("point"));
    }
}
