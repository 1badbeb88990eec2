using System.Text;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Tests.Mail.Parsing;

/// <summary>Invitations: what one must know of them stands beside the words.</summary>
public class InvitationTests
{
    const string Header = "From: Ilse Kern <ilse@customer.test>\nTo: Help Desk <support@marketfield.test>\nSubject: Badge\nMIME-Version: 1.0\n";

    [Theory]
    [InlineData("DTSTART:20260914T130000Z\nDTEND:20260914T133000Z", "")]
    [InlineData("DTSTART;TZID=Europe/Berlin:20260914T150000\nDTEND;TZID=Europe/Berlin:20260914T153000", "Europe/Berlin")]
    [InlineData("DTSTART;TZID=W. Europe Standard Time:20260914T150000\nDURATION:PT30M", "W. Europe Standard Time")]
    public void An_invitation_alone_says_what_when_where_and_by_whom(string times, string zone)
    {
        var mail = Parse("Content-Type: text/calendar; charset=utf-8; method=REQUEST\n\n" + Calendar(times));

        var invitation = mail.Invitations.ShouldHaveSingleItem();
        (invitation.Kind, invitation.Title, invitation.Place, invitation.Link, invitation.Organiser, invitation.Zone)
            .ShouldBe((InvitationKind.Request, "Hand over the badge", "Gate 3", "https://meet.customer.test/j/9", "Ilse (ilse@customer.test)", zone));
        (invitation.Start, invitation.End).ShouldBe((Utc("2026-09-14T13:00Z"), Utc("2026-09-14T13:30Z")));
        mail.NewText.ShouldBe("Hand over the badge\nGate 3\n\nJoin here: https://meet.customer.test/j/9");
        mail.Files.ShouldHaveSingleItem().Name.ShouldBe("invite.ics");
    }

    [Fact]
    public void An_invitation_beside_a_text_leaves_the_text()
    {
        var calendar = Calendar("DTSTART:20260914T130000Z\nDTEND:20260914T133000Z");

        var mail = Parse($"Content-Type: multipart/mixed; boundary=M\n\n--M\nContent-Type: multipart/alternative; boundary=A\n\n--A\nContent-Type: text/plain\n\nLet us meet.\n--A\nContent-Type: text/calendar; method=REQUEST\n\n{calendar}\n--A--\n--M\nContent-Type: application/ics; name=invite.ics\nContent-Disposition: attachment; filename=invite.ics\n\n{calendar}\n--M--\n");

        mail.NewText.ShouldBe("Let us meet.");
        mail.Invitations.ShouldHaveSingleItem().Title.ShouldBe("Hand over the badge");
    }

    [Fact]
    public void A_day_and_a_time_without_a_known_zone_are_told_as_written()
    {
        var day = Parse("Content-Type: text/calendar\n\n" + Calendar("DTSTART;VALUE=DATE:20260914\nDTEND;VALUE=DATE:20260917")).Invitations.ShouldHaveSingleItem();
        var floating = Parse("Content-Type: text/calendar\n\n" + Calendar("DTSTART:20260914T150000")).Invitations.ShouldHaveSingleItem();
        var unknown = Parse("Content-Type: text/calendar\n\n" + Calendar("DTSTART;TZID=Customized Time Zone:20260914T150000")).Invitations.ShouldHaveSingleItem();

        (day.Start, day.FirstDay, day.LastDay).ShouldBe((null, new DateOnly(2026, 9, 14), new DateOnly(2026, 9, 16)));
        (floating.Start, floating.FirstDay, floating.WrittenTime).ShouldBe((null, new DateOnly(2026, 9, 14), new TimeOnly(15, 0)));
        (unknown.Start, unknown.WrittenTime, unknown.Zone).ShouldBe((null, new TimeOnly(15, 0), "Customized Time Zone"));
    }

    [Theory]
    [InlineData("RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "20260914T150000", 13)]
    [InlineData("RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "20260114T150000", 14)]
    [InlineData("RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "20261025T040000", 3)]
    [InlineData("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=SU;BYMONTHDAY=25,26,27,28,29,30,31", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=1SU", "20260301T150000", 13)]
    [InlineData("COMMENT:no rule", "COMMENT:no rule", "20260914T150000", 14)]
    public void A_zone_that_only_the_calendar_knows_is_read_from_it(string standard, string daylight, string local, int hourUtc)
    {
        var zone = $"BEGIN:VTIMEZONE\nTZID:Customized Time Zone\nBEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n{standard}\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n{daylight}\nEND:DAYLIGHT\nEND:VTIMEZONE\nBEGIN:VEVENT";

        var invitation = Parse("Content-Type: text/calendar\n\n" + Calendar($"DTSTART;TZID=Customized Time Zone:{local}").Replace("BEGIN:VEVENT", zone, StringComparison.Ordinal)).Invitations.ShouldHaveSingleItem();

        invitation.Start!.Value.UtcDateTime.TimeOfDay.ShouldBe(TimeSpan.FromHours(hourUtc));
    }

    [Theory]
    [InlineData("METHOD:CANCEL", InvitationKind.Cancelled)]
    [InlineData("METHOD:REPLY", InvitationKind.Answer)]
    [InlineData("METHOD:PUBLISH", InvitationKind.Request)]
    public void The_method_says_what_it_is(string method, InvitationKind kind)
    {
        var mail = Parse("Content-Type: text/calendar\n\n" + Calendar("DTSTART:20260914T130000Z").Replace("METHOD:REQUEST", method, StringComparison.Ordinal));

        mail.Invitations.ShouldHaveSingleItem().Kind.ShouldBe(kind);
    }

    [Theory]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:tomorrow\nRRULE:FREQ=SECONDLY\nEND:VEVENT\nEND:VCALENDAR")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT")]
    [InlineData("no calendar at all")]
    public void A_damaged_calendar_is_a_file(string calendar)
    {
        var mail = Parse("Content-Type: text/calendar; method=REQUEST\n\n" + calendar);

        mail.Unreadable.ShouldBeNull();
        mail.Files.ShouldHaveSingleItem().Name.ShouldBe("invite.ics");
    }

    [Fact]
    public void Invitations_are_kept_whole()
    {
        var mail = Parse("Content-Type: text/calendar\n\n" + Calendar("DTSTART:20260914T130000Z"));

        Invitation.FromJson(Invitation.ToJson(mail.Invitations)).ShouldBe(mail.Invitations);
    }

    static string Calendar(string times) => $"""
        BEGIN:VCALENDAR
        METHOD:REQUEST
        PRODID:-//customer//EN
        VERSION:2.0
        BEGIN:VEVENT
        UID:badge-1
        SUMMARY:Hand over the badge
        {times}
        LOCATION:Gate 3
        DESCRIPTION:Join here: https://meet.customer.test/j/9
        ORGANIZER;CN=Ilse:mailto:ilse@customer.test
        END:VEVENT
        END:VCALENDAR
        """;

    static DateTimeOffset Utc(string at) => DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);

    static ParsedMail Parse(string rest) => MailParser.Parse(Encoding.UTF8.GetBytes(Header + rest));
}
