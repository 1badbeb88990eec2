using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;

namespace SupportDesk.Tests.Notifications;

public sealed class HeadAtTheFootTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Each_mail_about_a_case_but_the_first_question_carries_its_head_in_one_line(DatabaseProvider engine)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        await desk.JoinManyAsync(2);
        await desk.Out.DeliverAsync();
        await desk.PassAsync(TimeSpan.FromDays(2.1)); // the silent are reminded
        await desk.ConsentAsync(desk.DamionsId, Consent.Named);
        await desk.BeginAsync();
        await desk.PassAsync(TimeSpan.FromHours(21)); // Tess is reminded, then passed over
        await desk.PassAsync(TimeSpan.FromDays(1));
        await desk.ActAsync(ClimbDesk.Ines, (escalation, standing, by, at) => escalation.Ask(new Asking("Which dialog?", null), standing, by, at));
        await desk.PassAsync(TimeSpan.Zero);
        await desk.DecideAsync();
        await desk.PassAsync(TimeSpan.Zero);

        var mails = await desk.Out.Desk.ReadAsync(db => db.Outbox.AsNoTracking().Where(m => m.BodyHash != null && m.ObjectKind == ObjectKind.Escalation).ToListAsync(Stop));
        var hashes = await desk.Out.Desk.ReadAsync(db => db.Receipts.Where(r => r.EscalationId == desk.CaseId).Select(r => r.Hash).ToListAsync(Stop));
        mails.Select(m => m.Kind).Distinct().Count().ShouldBeGreaterThan(5);
        foreach (var mail in mails)
        {
            var sent = await desk.Out.ReadAsync(mail);
            var (text, html) = (Heads(sent.TextBody!), Heads(sent.HtmlBody!));
            if (mail.Kind == MailKind.ConsentQuestion)
                (text.Count + html.Count).ShouldBe(0, $"{mail.Kind}");
            else
                hashes.ShouldContain(text.ShouldHaveSingleItem($"{mail.Kind}"), $"{mail.Kind}");
            html.ShouldBe(text);
        }
    }

    [Theory]
    [InlineData("en", "Receipts of E-7 so far: abc (what for: http://desk.test/receipts)")]
    [InlineData("de", "Belege von E-7 bis hierher: abc (wozu: http://desk.test/receipts/de)")]
    public async Task The_line_is_in_the_language_of_the_mail(string language, string line)
    {
        var templates = SupportDesk.Notifications.Rendering.Templates.Load(Path.Combine(Repository.Root, "templates", "mail"));

        var written = await templates.WriteAsync(MailKind.FreshLink, language, new SupportDesk.Notifications.Rendering.FreshLinkModel("T", "u", "d"), "M", "http://desk.test/", [new(7, "abc")]);

        written.Text.Split('\n').ShouldContain(line);
    }

    static List<string> Heads(string body) => [.. Regex.Matches(body, "Receipts of E-[0-9]+ so far: ([0-9a-f]{64})").Select(m => m.Groups[1].Value)];
}
