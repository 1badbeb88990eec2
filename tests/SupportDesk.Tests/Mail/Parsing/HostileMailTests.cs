using System.Diagnostics;
using System.Text;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Tests.Mail.Parsing;

/// <summary>Measures time, so nothing runs beside it.</summary>
[CollectionDefinition(nameof(HostileMailTests), DisableParallelization = true)]
[Collection(nameof(HostileMailTests))]
public class HostileMailTests
{
    [Theory, Trait("threat", "T18")]
    [InlineData("> ")]
    [InlineData("On Mon, 2 Mar 2026 at 09:12 ")]
    [InlineData("From: a@b.test ")]
    [InlineData("On 1/1/2026 <a@b.test> \n")]
    [InlineData("Sent from my \n")]
    [InlineData("-- \n")]
    [InlineData("a@b.test, ")]
    [InlineData("http://a.test/( ")]
    [InlineData("```\n")]
    [InlineData(">>>>>>>>>>>>>>>> x\n\n")]
    [InlineData("> a\nb\n")]
    [InlineData("> a\n-- \n\n")]
    [InlineData("On 1/1/2026, bojan wrote:\n")]
    [InlineData("yes On 1/1/2026, bojan wrote:\n")]
    [InlineData("From: bojan\n\n")]
    public void Time_grows_with_the_length_and_no_faster(string piece)
    {
        var quarter = Math.Max(20, Best(piece, 125_000));
        var whole = Best(piece, 500_000);

        // Four times the length; the rest is room for a busy machine. A square would take sixteen times as long, and minutes.
        whole.ShouldBeLessThan(Math.Max(2_000, quarter * 10));
        whole.ShouldBeLessThan(30_000);
    }

    [Theory, Trait("threat", "T18")]
    [InlineData("<p>x")]
    [InlineData("<div class=gmail_quote>x</div>")]
    [InlineData("<table><tr><td>a<td>b</table>")]
    [InlineData("<b><i><a href=https://a.test>x")]
    [InlineData("x<br>")]
    [InlineData("&lt;&amp;")]
    public void Hostile_html_never_takes_minutes(string piece)
    {
        var html = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        var watch = Stopwatch.StartNew();

        MailParser.Parse(Encoding.UTF8.GetBytes("From: damion@customer.test\nContent-Type: text/html\n\n" + html));

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30)); // unguarded, this takes minutes; alone on the machine it takes one second
    }

    [Theory, Trait("threat", "T18")]
    [InlineData("text/html", new byte[] { 0x3C, 0xE4 })]
    [InlineData("text/plain", new byte[] { 0x1B, 0x24, 0x42, 0x24, 0x22, 0x1B, 0x28, 0x42 })]
    [InlineData("text/plain", new byte[] { 0x1B, 0x24, 0x42, 0x24, 0x0A })]
    [InlineData("text/plain", new byte[] { 0xCA, 0xE1, 0x0A, 0xC3, 0xA4, 0x0A })]
    [InlineData("text/plain; charset=shift_jis", new byte[] { 0x81, 0x0A })]
    [InlineData("text/plain; charset=gbk", new byte[] { 0x61, 0xC3, 0xA4, 0x62, 0x0A })]
    [InlineData("text/plain; charset=iso-8859-1", new byte[] { 0xC3, 0xA4, 0x3C })]
    public void Hostile_letters_take_no_two_seconds(string type, byte[] piece)
    {
        var raw = Encoding.ASCII.GetBytes($"From: damion@customer.test\nContent-Type: {type}\nContent-Transfer-Encoding: 8bit\n\n").Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length).SelectMany(p => p)).ToArray();

        CpuTime.LeastOf(2, () => MailParser.Parse(raw)).ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    [Fact, Trait("threat", "T17")]
    public void A_million_parts_are_refused_at_once()
    {
        var bomb = new StringBuilder("From: damion@customer.test\nSubject: Bomb\nContent-Type: multipart/mixed; boundary=b\n\n");
        for (var i = 0; i < 1_000_000; i++) bomb.Append("--b\n\n\n");
        var raw = Encoding.ASCII.GetBytes(bomb.ToString());
        var watch = Stopwatch.StartNew();

        var mail = MailParser.Parse(raw);

        mail.Unreadable.ShouldNotBeNull().ShouldContain("parts");
        mail.Subject.ShouldBe("Bomb");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15)); // built as a tree it takes half a minute and gigabytes
    }

    static double Best(string piece, int length)
    {
        var text = new StringBuilder(length + piece.Length);
        while (text.Length < length) text.Append(piece);
        var raw = text.ToString();
        return CpuTime.LeastOf(2, () => OwnMessages.Plain(raw)).TotalMilliseconds;
    }
}
