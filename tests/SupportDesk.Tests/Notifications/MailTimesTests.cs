using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Escalations;
using SupportDesk.Mail;
using SupportDesk.Notifications.Rendering;
using SupportDesk.Tests.Mail;

namespace SupportDesk.Tests.Notifications;

/// <summary>Each hour that a mail names stands beside its place, and the place is the reader's.</summary>
public sealed partial class MailTimesTests
{
    static readonly MailKind[] WithHours =
    [
        MailKind.Reply, MailKind.Outside, MailKind.ConsentQuestion, MailKind.ConsentReminder, MailKind.Question, MailKind.FreshLink,
        MailKind.Delivery, MailKind.LevelReminder, MailKind.Overdue, MailKind.Answer, MailKind.Returned,
    ];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_template_names_the_zone_of_each_time()
    {
        await using var desk = await OutDesk.OpenAsync();
        var preview = desk.Desk.Database.Services.GetRequiredService<TemplatePreview>();

        foreach (var kind in TemplatePreview.Kinds)
        {
            foreach (var language in preview.LanguagesOf(kind))
            {
                var written = await preview.WriteAsync(kind, language);
                foreach (var text in new[] { written.Text, Plain(written.Html), written.Subject })
                    Hours(text).ShouldAllBe(hour => hour.EndsWith(" Berlin", StringComparison.Ordinal), $"{kind} in {language}");
                var (inText, inHtml) = (Hours(written.Text), Hours(Plain(written.Html)));
                inHtml.Distinct().ShouldBe(inText.Distinct(), ignoreOrder: true, $"{kind} in {language}: text and HTML say the same");
                if (WithHours.Contains(kind))
                    inText.ShouldNotBeEmpty($"{kind} in {language}");
            }
        }
    }

    [Fact]
    public async Task Each_mail_names_its_times_in_the_zone_of_its_reader()
    {
        await using var desk = await ClimbDesk.OpenAsync();
        await ZoneAsync(desk, desk.Ticket.RequesterId, "Asia/Kolkata");
        await ZoneAsync(desk, desk.Staff[ClimbDesk.Ines], "America/New_York");
        await desk.JoinManyAsync(1);
        await desk.Out.ReplyAsync(desk.Ticket, desk.Staff["aldo@marketfield.test"]);
        await desk.PassAsync(TimeSpan.FromMinutes(1));
        await desk.PassAsync(TimeSpan.FromDays(2.1));
        await desk.ConsentAsync(desk.DamionsId, Consent.Named);
        await desk.BeginAsync(delivers: true);
        await desk.PassAsync(TimeSpan.FromHours(21));
        await desk.PassAsync(TimeSpan.FromDays(1));
        await desk.PassAsync(TimeSpan.FromDays(1.5));
        await desk.ActAsync(ClimbDesk.Ines, (escalation, standing, by, at) => escalation.AwaitConfirmation(LevelCommand.Read("/ask Which dialog?")!, [], standing, by, at));
        await desk.PassAsync(TimeSpan.FromMinutes(1));
        await desk.ActAsync(ClimbDesk.Ines, (escalation, standing, by, at) => escalation.Ask(new Asking("Which dialog?", null), standing, by, at));
        await desk.PassAsync(TimeSpan.FromMinutes(1));
        await desk.DecideAsync();
        await desk.PassAsync(TimeSpan.FromMinutes(1));

        var (seen, kinds) = (new HashSet<string>(), new HashSet<MailKind>());
        foreach (var mail in await desk.Out.Desk.ReadAsync(db => db.Outbox.AsNoTracking().Where(m => m.BodyHash != null).ToListAsync(Stop)))
        {
            var sent = await desk.Out.ReadAsync(mail);
            var place = mail.PersonId == desk.Ticket.RequesterId ? "Kolkata" : mail.PersonId == desk.Staff[ClimbDesk.Ines] ? "New York" : "UTC";
            foreach (var hour in Hours(sent.TextBody!).Concat(Hours(Plain(sent.HtmlBody!))))
            {
                hour.ShouldEndWith($" {place}", Case.Sensitive, $"{mail.Kind} to {mail.Address}");
                seen.Add(place);
                kinds.Add(mail.Kind);
            }
        }

        seen.ShouldBe(["Kolkata", "New York", "UTC"], ignoreOrder: true);
        kinds.Count.ShouldBeGreaterThan(4, string.Join(", ", kinds));
    }

    [Theory]
    [InlineData("Europe/Berlin", "Asia/Kolkata", "Asia/Kolkata")]
    [InlineData("Europe/Berlin", null, "Europe/Berlin")]
    [InlineData("", null, "America/New_York")]
    public async Task Without_a_zone_of_their_own_a_person_reads_in_the_mailboxs_and_else_in_the_sites(string mailbox, string? own, string expected)
    {
        var options = Microsoft.Extensions.Options.Options.Create(new MailOptions { Mailboxes = [new() { Name = "support", Address = MailDesk.Support, TimeZone = mailbox }] });
        var site = Microsoft.Extensions.Options.Options.Create(new SiteOptions { TimeZone = "America/New_York" });
        await using var desk = await OutDesk.OpenAsync();
        var ticket = await desk.Desk.DamionWritesAsync();
        if (own is not null)
            await desk.Desk.ReadAsync(db => db.People.Where(p => p.Id == ticket.RequesterId).ExecuteUpdateAsync(p => p.SetProperty(x => x.TimeZone, own), Stop));

        var zone = await desk.Desk.ReadAsync(db => new ReaderZones(new SendingMailboxes(options, site)).FindAsync(db, ticket.RequesterId, ticket.Id, Stop));

        zone.Zone.Id.ShouldBe(expected);
    }

    static Task<int> ZoneAsync(ClimbDesk desk, Guid person, string zone) =>
        desk.Out.Desk.ReadAsync(db => db.People.Where(p => p.Id == person).ExecuteUpdateAsync(p => p.SetProperty(x => x.TimeZone, zone), Stop));

    static string Plain(string html) => System.Net.WebUtility.HtmlDecode(Tag().Replace(html, " "));

    /// <summary>Each hour with what stands behind it.</summary>
    static List<string> Hours(string text) => [.. Hour().Matches(text).Select(m => m.Value)];

    [GeneratedRegex(@"(?<![\d:T])\d{1,2}:\d{2}(?::\d{2})?(?! ?Uhr)( (New York|Berlin|Kolkata|UTC))?|\d{1,2} ?(am|pm|Uhr)\b")]
    private static partial Regex Hour();

    [GeneratedRegex("<style.*?</style>|<[^>]+>", RegexOptions.Singleline)]
    private static partial Regex Tag();
}
