using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Web.Tests.Tickets;

namespace SupportDesk.Web.Tests.Escalations;

/// <summary>Files of a case that leave the desk, and the program of docs/receipts.md that checks them.</summary>
public sealed class ExportTests(DeskApplication desk) : IClassFixture<DeskApplication>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_program_of_the_documentation_verifies_what_staff_exports()
    {
        var number = await desk.CaseAsync();
        var head = (await desk.EscalationAsync(number)).HeadHash;
        var file = await ExportAsync("tess", number);

        var (code, said) = await VerifyAsync(file, head);

        code.ShouldBe(0, said);
        said.ShouldContain(" receipts, whole; ");
        said.ShouldContain($"; 1 heads of mails found; head {head}");
        Counts(said).Details.ShouldBe(Counts(said).Receipts);
    }

    [Theory]
    [InlineData("\"kind\": \"raised\"", "\"kind\": \"opened\"", "broken at receipt 1: it was changed")]
    [InlineData("\"no\": 1,\n      \"kind\"", "\"no\": 3,\n      \"kind\"", "broken at receipt 1: it is receipt 3")]
    [InlineData("{\\\"actor\\\":", "{\\\"actos\\\":", "the details of receipt 1 were changed")]
    [InlineData("\"v\": 1", "\"v\": true", "broken at receipt 1: a member is missing")]
    [InlineData("\"case\":", "\"head\": \"x\", \"case\":", "names a member twice")]
    public async Task The_program_finds_what_was_changed(string written, string other, string found)
    {
        var text = Encoding.UTF8.GetString(await ExportAsync("tess", await desk.CaseAsync()));
        text.ShouldContain(written);
        var at = text.IndexOf(written, StringComparison.Ordinal);

        var (code, said) = await VerifyAsync(Encoding.UTF8.GetBytes(string.Concat(text.AsSpan(0, at), other, text.AsSpan(at + written.Length))));

        code.ShouldBe(1);
        said.ShouldContain(found);
    }

    [Fact]
    public async Task A_cut_tail_is_found_by_the_head_of_a_mail()
    {
        var (before, after) = (await ExportCutAsync(), "0000000000000000000000000000000000000000000000000000000000000000");

        (await VerifyAsync(before)).Code.ShouldBe(0, "the file alone can't show it");
        (await VerifyAsync(before, after)).Said.ShouldContain("is none of its receipts");
    }

    [Fact]
    public async Task The_trackers_file_verifies_and_holds_no_words_names_details_or_salts()
    {
        var number = await desk.CaseAsync(words: "SECRET-WORDS");
        using var client = desk.Stranger();
        var link = await TrackAsync(number);

        var page = await client.GetAsync($"/track/{link}");
        var file = await client.GetAsync(page.Document.QuerySelector($"a[href$='/receipts/{number}']")!.GetAttribute("href")!);

        file.Headers["Content-Type"].ShouldStartWith("application/json");
        foreach (var secret in new[] { "SECRET-WORDS", "Damion", "damion", "salt", "json", "silent", "named", "actor", "Pictures", $"{desk.Person("damion")}", $"{desk.Person("aldo")}" })
            file.Text.ShouldNotContain(secret);
        var (code, said) = await VerifyAsync(file.Content, (await desk.EscalationAsync(number)).HeadHash);
        code.ShouldBe(0, said);
        (await client.GetAsync($"/track/{link}/receipts/{await desk.CaseAsync()}")).Status.ShouldBe(HttpStatusCode.Redirect, "another case than the link's");
        (await client.GetAsync($"/track/AAAAAAAAAAAAAAAAAAAAAAAAAAA/receipts/{number}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_page_says_that_there_are_more_words_and_file_and_print_hold_all_of_them()
    {
        var number = await desk.CaseAsync(words: "First words");
        await desk.DoAsync(async db =>
        {
            var supporter = await db.Supporters.SingleAsync(s => db.Escalations.Any(e => e.Number == number && e.Id == s.EscalationId));
            var post = await db.Passages.Where(p => p.SupporterId == supporter.Id).Select(p => p.PostId).SingleAsync();
            foreach (var no in Enumerable.Range(2, DossierQuery.QuotesShown))
                supporter.Pick(post, no, $"Passage {no}.", desk.By("aldo"), desk.Clock.Now);
            return true;
        });
        var (tess, last) = (await desk.SignInAsync("tess"), $"Passage {DossierQuery.QuotesShown + 1}.");

        var page = await tess.GetAsync($"/escalations/{number}");

        page.Words.ShouldContain("These are the first 200 passages. Read all of them");
        page.Words.ShouldNotContain(last);
        (await tess.GetAsync($"/escalations/{number}/print")).Words.ShouldContain(last);
        Encoding.UTF8.GetString(await ExportAsync("tess", number)).ShouldContain(last);
    }

    [Theory]
    [InlineData(Consent.Private)]
    [InlineData(Consent.None)]
    [InlineData(Consent.Anonymous)]
    public async Task Staff_gets_no_more_than_the_dossier_shows(Consent consent)
    {
        var number = await desk.CaseAsync(consent, "THE-WORDS of Damion M.");

        foreach (var text in new[] { Encoding.UTF8.GetString(await ExportAsync("tess", number)), (await (await desk.SignInAsync("tess")).GetAsync($"/escalations/{number}/print")).Words })
        {
            text.Contains("THE-WORDS", StringComparison.Ordinal).ShouldBe(consent == Consent.Anonymous);
            text.ShouldNotContain("Damion");
            text.ShouldNotContain($"{desk.Person("damion")}");
        }
    }

    [Fact]
    public async Task Who_may_not_read_the_dossier_gets_neither_file_nor_paper()
    {
        var number = await desk.CaseAsync();
        await desk.DoAsync(async db =>
        {
            var policy = await db.Policies.SingleAsync(p => db.Escalations.Any(e => e.Number == number && e.PolicyId == p.Id));
            db.Entry(policy).Property(p => p.OwnerId).CurrentValue = desk.Person("victor");
            return policy;
        });
        using var ines = await desk.SignInAsync("ines");

        (await ines.GetAsync($"/escalations/{number}/export")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await ines.GetAsync($"/escalations/{number}/print")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Details_that_tell_which_supporter_acted_are_withheld()
    {
        var number = await desk.CaseAsync(Consent.Anonymous);
        var supporter = await desk.ReadAsync(db => db.Supporters.Where(s => db.Escalations.Any(e => e.Number == number && e.Id == s.EscalationId)).Select(s => s.Id).SingleAsync());
        await ActAsync(number, (escalation, standing) => escalation.Ask(new Asking("Which one?", supporter), standing, new(desk.Person("tess"), Capacity.Level, Via.Web), desk.Clock.Now));

        var file = await ExportAsync("tess", number);

        Encoding.UTF8.GetString(file).ShouldNotContain($"{supporter}");
        var counts = Counts((await VerifyAsync(file)).Said);
        counts.Details.ShouldBe(counts.Receipts - 1);
    }

    [Fact]
    public async Task The_page_for_paper_shows_each_hash_whole()
    {
        var number = await desk.CaseAsync();

        var page = await (await desk.SignInAsync("tess")).GetAsync($"/escalations/{number}/print");

        page.Words.ShouldContain((await desk.EscalationAsync(number)).HeadHash);
        page.Words.ShouldContain("Receipts (verified)");
    }

    [Theory]
    [InlineData("/receipts", "What the receipts are for")]
    [InlineData("/receipts/de", "Wozu die Belege dienen")]
    public async Task The_link_at_the_foot_of_a_mail_says_what_the_number_is_for(string path, string heading)
    {
        using var stranger = desk.Stranger();

        (await stranger.GetAsync(path)).WordsOf("h1").ShouldBe(heading);
    }

    async Task<byte[]> ExportAsync(string name, long number)
    {
        var page = await (await desk.SignInAsync(name)).GetAsync($"/escalations/{number}/export");
        page.Status.ShouldBe(HttpStatusCode.OK);
        return page.Content;
    }

    // Without the newest receipt, as if it had never been.
    async Task<byte[]> ExportCutAsync()
    {
        var number = await desk.CaseAsync();
        await ActAsync(number, (escalation, standing) => escalation.Acknowledge(standing, new(desk.Person("tess"), Capacity.Level, Via.Web), desk.Clock.Now));
        var node = System.Text.Json.Nodes.JsonNode.Parse(await ExportAsync("tess", number))!;
        var receipts = node["receipts"]!.AsArray();
        receipts.RemoveAt(receipts.Count - 1);
        node["details"]!.AsArray().RemoveAt(receipts.Count);
        node["head"] = receipts[^1]!["hash"]!.GetValue<string>();
        return Encoding.UTF8.GetBytes(node.ToJsonString());
    }

    Task<bool> ActAsync(long number, Action<Escalation, SupportDesk.Chains.Standing> act) => desk.DoAsync(async db =>
    {
        var escalation = await db.Escalations.SingleAsync(e => e.Number == number);
        act(escalation, await new SupportDesk.Chains.WhoStands(db, desk.Clock.Now).ForAsync(escalation, Stop));
        return true;
    });

    static (int Receipts, int Details) Counts(string said)
    {
        var match = Regex.Match(said, "([0-9]+) receipts, whole; ([0-9]+) details match");
        return (int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
    }

    Task<string> TrackAsync(long number) => desk.DoAsync(async db =>
    {
        var mine = await db.Supporters.SingleAsync(s => db.Escalations.Any(e => e.Number == number && e.Id == s.EscalationId));
        var (link, token) = Link.Make(LinkPurpose.Track, mine.PersonId, mine.EscalationId, desk.Clock.RealNow.AddDays(1), desk.Clock.Now);
        db.Links.Add(link);
        return token;
    });

    static async Task<(int Code, string Said)> VerifyAsync(byte[] file, params string[] heads)
    {
        var script = Regex.Match(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "receipts.md"), Stop), "```python\n(#!.*?)```", RegexOptions.Singleline).Groups[1].Value;
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder["verify.py"], script, Stop);
        await File.WriteAllBytesAsync(folder["case.json"], file, Stop);
        var start = new ProcessStartInfo("python3", [folder["verify.py"], folder["case.json"], .. heads]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var python = Start(start);
        var (said, wrong) = (python.StandardOutput.ReadToEndAsync(Stop), python.StandardError.ReadToEndAsync(Stop));
        await python.WaitForExitAsync(Stop);
        return (python.ExitCode, $"{await said}{await wrong}");
    }

    static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("needs python3: run bash tests/run.sh, which installs it");
            throw;
        }
    }
}
