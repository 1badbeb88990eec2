using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Mail.Sending;

namespace SupportDesk.Tests.Mail;

/// <summary>Limits that outgoing mail keeps to.</summary>
public sealed class SendingPaceTests
{
    [Fact]
    public void Within_any_minute_a_host_gets_its_number_and_the_others_theirs()
    {
        var (pace, time) = Pace(all: 0, host: 2);

        pace.Take("a@slow.test").ShouldBeNull();
        time.Advance(TimeSpan.FromSeconds(30));
        pace.Take("b@SLOW.test").ShouldBeNull();
        pace.Take("c@slow.test").ShouldBe(TimeSpan.FromSeconds(30));
        pace.Take("a@other.test").ShouldBeNull();

        time.Advance(TimeSpan.FromSeconds(30));
        pace.Take("c@slow.test").ShouldBeNull();
        pace.Take("d@slow.test").ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void All_hosts_together_get_the_servers_number()
    {
        var (pace, _) = Pace(all: 3, host: 2);

        foreach (var to in (string[])["a@one.test", "b@one.test", "a@two.test"])
            pace.Take(to).ShouldBeNull();

        pace.Take("b@two.test").ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Those_sent_away_are_told_moments_at_which_there_is_room_for_them()
    {
        var (pace, _) = Pace(all: 2, host: 0);
        pace.Take("a@one.test");
        pace.Take("b@one.test");

        Enumerable.Range(0, 5).Select(_ => pace.Take("c@one.test")!.Value.TotalMinutes).ShouldBe([1, 1, 2, 2, 3]);
    }

    [Fact]
    public void Without_limits_nothing_waits()
    {
        var (pace, _) = Pace(all: 0, host: 0);

        Enumerable.Range(0, 1_000).ShouldAllBe(_ => pace.Take("a@one.test") == null);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_mail_above_the_limit_waits_and_counts_no_try(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        desk.Desk.Database.Services.GetRequiredService<IOptions<MailOptions>>().Value.Outgoing.MostPerMinuteToOneHost = 2;
        for (var n = 0; n < 5; n++)
            await desk.Desk.TakeAsync(MailDesk.Letter($"person{n}@customer.test", "Hello", "Words."));
        await desk.Desk.TakeAsync(MailDesk.Letter("person@elsewhere.test", "Hello", "Words."));

        await desk.DeliverAsync();
        desk.Server.Got.Select(mail => mail.To).ShouldBe(["person0@customer.test", "person1@customer.test", "person@elsewhere.test"]);
        (await desk.OutboxAsync()).Where(m => m.SentAt is null).ShouldAllBe(m => m.Attempts == 0 && m.LeaseUntil == null && m.Reason == null && m.DueAt > desk.Now);

        await desk.DeliverAsync(TimeSpan.FromMinutes(1));
        desk.Server.Got.Count.ShouldBe(5);
        await desk.DeliverAsync(TimeSpan.FromMinutes(1));
        (await desk.OutboxAsync()).ShouldAllBe(m => m.SentAt != null && m.Attempts == 1);
    }

    static (SendingPace Pace, FakeTimeProvider Time) Pace(int all, int host)
    {
        var time = new FakeTimeProvider();
        var options = new MailOptions();
        (options.Outgoing.MostPerMinute, options.Outgoing.MostPerMinuteToOneHost) = (all, host);
        return (new(Options.Create(options), time), time);
    }
}
