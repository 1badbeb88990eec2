using SupportDesk.Escalations.Anchors;
using static SupportDesk.Tests.Escalations.Complaint;

namespace SupportDesk.Tests.Escalations;

/// <summary>What lines of anchors.log say by themselves, without a database.</summary>
public sealed class AnchorLogTests
{
    static readonly AnchoredHead[] First = [new(1, Who(1), 2, Hash('a')), new(2, Who(2), 5, Hash('b'))];
    static readonly AnchoredHead[] Second = [First[0], new(2, Who(2), 6, Hash('c')), new(3, Who(3), 1, Hash('d'))];
    static readonly AnchorLine[] Days = Make(First, Second, Second);

    [Fact]
    public void A_line_is_read_back_as_it_was_written_and_holds_only_what_changed()
    {
        Days.Select(d => AnchorLine.Read(d.Write())!.Write()).ShouldBe(Days.Select(d => d.Write()));
        Days[1].Changed.Select(h => h.Number).ShouldBe([2, 3]);
        Days[2].Changed.ShouldBeEmpty();
        Days[2].Hash.ShouldBe(Days[1].Hash);
    }

    [Fact]
    public void The_hash_over_all_heads_is_the_documented_one()
    {
        var text = $"E-1 {Who(1):D} 2 {Hash('a')}\nE-2 {Who(2):D} 5 {Hash('b')}\n";

        AnchorLine.HashOf(First.Reverse()).ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(text))));
    }

    [Fact]
    public void What_the_desk_wrote_has_no_problem_whole_twice_or_cut_off()
    {
        var whole = Text(Days);

        Read(whole).Problems.ShouldBeEmpty();
        Read(whole + whole).Lines.Count.ShouldBe(3, "files of auditors may overlap");
        Read(whole.TrimEnd('\n')).Lines.Count.ShouldBe(3);
        var torn = Read(whole[..^20]);
        torn.Problems.ShouldBeEmpty();
        torn.Remarks.ShouldHaveSingleItem().ShouldBe("Line 3 is cut off; it was not checked.");
        Read(whole.ReplaceLineEndings("\r\n")).Problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_file_that_begins_later_says_what_it_cannot_show()
    {
        var log = Read(Text(Days[1..]));

        log.Problems.ShouldBeEmpty();
        log.Remarks.ShouldHaveSingleItem().ShouldContain("begins on 2026-11-03");
        log.Lines.Count.ShouldBe(2);
    }

    [Fact]
    public void A_forged_line_is_named()
    {
        var forged = Days[1] with { Changed = [Second[1] with { Count = 3, Head = Hash('e') }, Second[2]] };

        Problem(Days[0], forged, Days[2]).ShouldContain("Line 2 (2026-11-03) was changed");
    }

    [Fact]
    public void A_forged_line_whose_hash_was_forged_too_breaks_the_next()
    {
        var heads = new[] { Second[0], Second[1] with { Count = 3, Head = Hash('e') }, Second[2] };
        var forged = Days[1] with { Changed = [heads[1], heads[2]], Hash = AnchorLine.HashOf(heads) };

        Problem(Days[0], forged, Days[2]).ShouldContain("Line 3 (2026-11-04) does not follow");
    }

    [Fact]
    public void A_line_left_out_or_out_of_order_is_named()
    {
        Problem(Days[0], Days[2]).ShouldContain("Line 2 (2026-11-04) does not follow");
        Problem(Days[0], Days[2], Days[1]).ShouldContain("Line 2 (2026-11-04) does not follow");
    }

    [Theory]
    [InlineData("\"cases\":2", "\"cases\": 2")]
    [InlineData("\"v\":1", "\"v\":2")]
    [InlineData("{", "{\"a\":1,")]
    [InlineData("\"E-2\"", "\"E-02\"")]
    [InlineData("2026-11-02", "2026-13-02")]
    public void Only_the_canonical_form_is_a_line(string written, string other)
    {
        var text = Days[0].Write();

        AnchorLine.Read(text.Replace(written, other, StringComparison.Ordinal)).ShouldBeNull();
        Read($"{text.Replace(written, other, StringComparison.Ordinal)}\n").Problems.ShouldHaveSingleItem().ShouldStartWith("Line 1 is no line of anchors.log");
    }

    [Fact]
    public void An_empty_file_is_no_proof() => Read("").Problems.ShouldHaveSingleItem();

    static string Hash(char c) => new(c, 64);

    static AnchorLog Read(string text) => AnchorLog.Read(text);

    static string Problem(params AnchorLine[] lines) => Read(Text(lines)).Problems.ShouldHaveSingleItem();

    static string Text(params AnchorLine[] lines) => string.Concat(lines.Select(l => $"{l.Write()}\n"));

    static AnchorLine[] Make(params AnchoredHead[][] days)
    {
        var (lines, since, before) = (new List<AnchorLine>(), "", new Dictionary<Guid, AnchoredHead>());
        foreach (var (no, heads) in days.Index())
        {
            lines.Add(AnchorLine.Create(new DateOnly(2026, 11, 2).AddDays(no), Begin.AddDays(no), heads, before, since));
            (since, before) = (lines[^1].Hash, heads.ToDictionary(h => h.Id));
        }

        return [.. lines];
    }
}
