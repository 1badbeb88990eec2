using System.Reflection;
using System.Text.RegularExpressions;
using SupportDesk.Escalations.Redaction;

namespace SupportDesk.Tests.Escalations.Redaction;

public sealed class RedactorTests
{
    static string Redact(string name, string text, params string[] addresses) => Redactor.Apply(text, new Redactor(KnownPerson.Named(name, addresses)).Find(text));

    [Theory]
    [InlineData("Jo Li", "I am Jo Li from Bakery Li in Ulm.", "I am […] from Bakery […] in Ulm.")]
    [InlineData("Jo Li", "Li, Jo; J. Li; jo li; JO LI; Lis Laden, Jo’s shop", "[…]; […]; […]; […]; […] Laden, […]’s shop")]
    [InlineData("Li", "It was Li’s stall, said Li.", "It was […]’s stall, said […].")]
    [InlineData("Katharina Meier", "Kathi sagt, Meiers Laden ist zu.", "[…] sagt, […] Laden ist zu.")]
    [InlineData("Юлия Ким", "Юлии отказали, Юлию не слышат.", "[…] отказали, […] не слышат.")]
    [InlineData("Jan Kos", "Odmówiono Janowi, a Jana nie słuchają.", "Odmówiono […], a […] nie słuchają.")]
    [InlineData("김민수", "저는 김민수입니다. 그때 민수가 말했습니다.", "저는 […]입니다. 그때 […]가 말했습니다.")]
    [InlineData("李娜", "我叫李娜，开了一家店。李女士说。", "我叫[…]，开了一家店。[…]女士说。")]
    [InlineData("田中 太郎", "田中と申します。太郎の店です。", "[…]と申します。[…]の店です。")]
    [InlineData("สมชาย ใจดี", "ผมชื่อสมชาย ใจดีครับ", "ผมชื่อ[…]ครับ")]
    [InlineData("Nguyễn Thị An", "Tôi là Nguyễn Thị An, thì cửa hàng an toàn.", "Tôi là […], thì cửa hàng an toàn.")]
    public void Names_of_any_length_and_form_are_left_out(string name, string text, string redacted) => Redact(name, text).ShouldBe(redacted);

    [Theory]
    [InlineData("Will Smith", "I will ask. Will you come? It will do.")]
    [InlineData("May Ng", "In May 2024 it may change. May I ask?")]
    [InlineData("Rose Koch", "Der Koch will eine Rose.")]
    [InlineData("Mark Hill", "Mark the field, and walk up the hill.")]
    public void A_common_word_that_is_also_a_name_stays(string name, string text) => Redact(name, text).ShouldBe(text);

    [Theory]
    [InlineData("Will Smith", "As Will said before, Will Smith waits.", "As […] said before, […] waits.")]
    [InlineData("May Ng", "I am May, and May’s shop is closed.", "I am […], and […]’s shop is closed.")]
    public void A_name_that_is_also_a_common_word_is_left_out_where_it_is_a_name(string name, string text, string redacted) => Redact(name, text).ShouldBe(redacted);

    [Theory]
    [InlineData("Write to jo.li84@bakery-li.example.", "Write to […].")]
    [InlineData("I sell at bakery-li.example, as jo.li84 and joli_84.", "I sell at […], as […] and […].")]
    [InlineData("On the platform I am @brotfee, telegram: brotfee.", "On the platform I am […], telegram: […].")]
    [InlineData("See CV_2024.pdf and IMG_20.jpeg.", "See […] and […].")]
    [InlineData("We live at 14 Juniper Hollow Road.", "We live at […].")]
    [InlineData("Wir wohnen in der Quittengasse 12, 89077 Ulm.", "Wir wohnen in der […].")]
    [InlineData("My account is DE89 3704 0044 0532 0130 00, order 12345678.", "My account is […], order […].")]
    public void Addresses_handles_files_and_long_numbers_are_left_out(string text, string redacted) => Redact("Jo Li", text, "jo.li84@bakery-li.example").ShouldBe(redacted);

    [Theory]
    [InlineData("On 2026-11-30 at 10:15, or 30.11.2026, between 2019 and 2023.")]
    [InlineData("It costs 1.250.000 EUR, or $ 1250000, in 2019-2023.")]
    public void Dates_and_amounts_stay(string text) => Redact("Jo Li", text).ShouldBe(text);

    [Fact]
    public void Signatures_go_and_the_greeting_stays() =>
        Redact("Jo Li", "Please change it.\n\nBest regards\nJo\nBakery at the Gate\nTel. 0731 5550123").ShouldBe("Please change it.\n\nBest regards\n[…]\n[…]\n[…]");

    [Fact]
    public void An_unknown_name_behind_an_introduction_is_proposed_unsurely() =>
        new Redactor(KnownPerson.Named("Jo Li")).Find("There my name is Bertram.").ShouldBe([new Finding(17, 7, FindingKind.Name, IsUnsure: true)]);

    [Fact]
    public void What_an_agent_kept_is_found_again_after_the_text_was_edited()
    {
        var redactor = new Redactor(KnownPerson.Named("Jo Li"));
        var (before, after) = ("Jo asked. Then Jo left.", "Yesterday Jo asked. Jo left.");

        var kept = KeptWords.Read(KeptWords.Keep(KeptWords.Propose(before, redactor.Find(before)).Select(p => p.Key), ["1:Jo"]));

        KeptWords.Propose(after, redactor.Find(after)).Where(p => kept.Contains(p.Key)).Select(p => p.Finding.Start).ShouldBe([20]);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("Jo ")]
    [InlineData("1 ")]
    [InlineData("a@")]
    [InlineData("Li.")]
    [InlineData("Danke\nJo\n")]
    [InlineData("Ab 1 ")]
    [InlineData("李")]
    [InlineData("12, rue de ")]
    [InlineData("(+")]
    [InlineData("1")]
    [InlineData("Jo von ")]
    [InlineData("a.")]
    [InlineData("a at b dot ")]
    [InlineData("Ab 1, 12345 ")]
    [InlineData("Jo\n")]
    public void The_work_grows_with_the_length_of_hostile_text(string piece)
    {
        var redactor = new Redactor(KnownPerson.Named("Jo Li 李娜", "jo.li84@bakery-li.example"));
        long Work(int length)
        {
            var text = string.Concat(Enumerable.Repeat(piece, length / piece.Length));
            var before = GC.GetAllocatedBytesForCurrentThread();
            redactor.Find(text);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Work(2_500);
        var (once, tenfold) = (Work(2_500), Work(25_000));

        // Bytes, since each step takes some and no clock is as steady; with the square of the length they would be 100 times as many.
        tenfold.ShouldBeLessThan(once * 20);
    }

    [Fact]
    public void Every_expression_of_the_redactor_matches_without_backtracking()
    {
        var types = typeof(Redactor).Assembly.GetTypes().Where(t => t.Namespace == typeof(Redactor).Namespace).ToList();
        var fields = types.SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)).Where(f => f.FieldType == typeof(Regex) || f.FieldType == typeof(Regex[])).ToList();
        var expressions = fields.SelectMany(f => f.GetValue(null) is Regex one ? [one] : (Regex[])f.GetValue(null)!).ToList();

        expressions.Count.ShouldBeGreaterThan(20);
        expressions.ShouldAllBe(e => e.Options.HasFlag(RegexOptions.NonBacktracking));
        types.SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)).Where(m => m.ReturnType == typeof(Regex)).ShouldBeEmpty();
    }
}
