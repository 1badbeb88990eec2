using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Threads;

namespace SupportDesk.Tests.Mail;

public sealed class MatchingTests
{
    [Fact]
    [Trait("threat", "T05c")]
    public async Task A_token_is_found_wherever_mail_systems_put_it()
    {
        await using var desk = await MailDesk.OpenAsync();
        var ticket = await desk.DamionWritesAsync();
        var token = Token(await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id));
        MimeMessage[] mails =
        [
            MailDesk.Letter(MailDesk.Damion, "a", "plus", $"support+{token}@marketfield.test"),
            MailDesk.Letter(MailDesk.Damion, "b", "minus", $"support-{token}@marketfield.test"),
            MailDesk.Letter(MailDesk.Damion, "c", "equals", $"support={token}@marketfield.test"),
            MailDesk.Letter(MailDesk.Damion, "d", "case", $"SUPPORT+{token.ToUpperInvariant()}@MARKETFIELD.TEST"),
            MailDesk.Letter(MailDesk.Damion, "e", "in reply to", answers: $"{token}.abcdefgh@marketfield.test"),
            Letter("f", mail => mail.References.Add($"{token}.abcdefgh@marketfield.test")),
            Letter("g", mail => mail.Cc.Add(MailboxAddress.Parse($"support+{token}@marketfield.test"))),
            Letter("h", mail => mail.Headers.Add("Delivered-To", $"support+{token}@marketfield.test")),
            Letter("i", mail => Put(mail, HeaderId.To, $"\"support+{token}\"@marketfield.test")),
            Letter("j", mail => Put(mail, HeaderId.To, $"a b <\r\n support+{token}@marketfield.test>")),
            Letter("k", mail => Put(mail, HeaderId.References, $"<other@customer.test>\r\n\t<{token}.abcdefgh@marketfield.test>")),
            Letter("l", mail => Put(mail, HeaderId.To, $"<SUPPORT={token.ToUpperInvariant()}@MARKETFIELD.TEST>, other@customer.test")),
        ];

        foreach (var mail in mails)
            (await desk.TakeAsync(mail)).Outcome.ShouldBe(MailOutcome.Posted, mail.Subject);

        (await desk.PostsAsync(ticket)).Count.ShouldBe(1 + mails.Length);
        $"support+{token}".Length.ShouldBeLessThanOrEqualTo(64, "RFC 5321 4.5.3.1.1");
    }

    [Fact]
    [Trait("threat", "T05a")]
    public async Task A_token_with_any_character_changed_is_refused()
    {
        await using var desk = await MailDesk.OpenAsync(more: all => all.AddSingleton(Options.Create(new MailOptions { Breaker = { BadTokensAnHour = 1000 } })));
        var ticket = await desk.DamionWritesAsync();
        var token = Token(await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id));

        for (var i = 0; i < token.Length; i++)
        {
            var changed = string.Concat(token.AsSpan(0, i), token[i] == 'b' ? "c" : "b", token.AsSpan(i + 1));
            var result = await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, $"flipped {i}", "Let me in.", $"support+{changed}@marketfield.test"));
            result.Outcome.ShouldBe(MailOutcome.NewTicket, $"character {i}");
        }

        (await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "cut", "Let me in.", $"support+{token[..^1]}@marketfield.test"))).Outcome.ShouldBe(MailOutcome.NewTicket);
        (await desk.PostsAsync(ticket)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_revoked_token_is_refused()
    {
        await using var desk = await MailDesk.OpenAsync();
        var ticket = await desk.DamionWritesAsync();
        var address = await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id);
        await desk.ActAsync(db =>
        {
            db.ReplyAddresses.Single().Revoke(desk.Database.Clock.Now);
            return Task.CompletedTask;
        });

        var result = await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "late", "Still there?", address));

        result.Outcome.ShouldBe(MailOutcome.NewTicket);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase)), Trait("threat", "T05b")]
    public async Task T05b_A_retired_keys_token_is_good_for_its_grace_alone(DatabaseProvider engine)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        await using var desk = await MailDesk.OpenAsync(engine, all => all.AddSingleton<TimeProvider>(time));
        var ticket = await desk.DamionWritesAsync();
        var old = await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id);

        await desk.Database.Services.GetRequiredService<KeyRing>().RotateAsync(KeyRing.ReplyTokens, Stop);
        var now = await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id);
        var within = await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re: a", "Within its grace.", old));
        time.Advance(KeyRing.Grace + TimeSpan.FromDays(1));
        var after = await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re: b", "After it.", old));
        var renewed = await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re: c", "By the new key.", now));

        now.ShouldNotBe(old);
        (within.Outcome, after.Outcome, renewed.Outcome).ShouldBe((MailOutcome.Posted, MailOutcome.NewTicket, MailOutcome.Posted));
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase)), Trait("threat", "T39")]
    public async Task T39_Once_keys_have_leaked_no_token_made_before_is_believed(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var ticket = await desk.DamionWritesAsync();
        var oldest = await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id);
        var rotation = desk.Database.Services.GetRequiredService<KeyRotation>();
        await rotation.RenewAsync(Stop);
        var old = await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id);

        await rotation.RevokeAsync(Stop);
        var made = await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id);
        var outcomes = new List<MailOutcome>();
        foreach (var (no, address) in new[] { oldest, old, made }.Index())
            outcomes.Add((await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, $"Re: {no}", $"Mail {no}.", address))).Outcome);

        outcomes.ShouldBe([MailOutcome.NewTicket, MailOutcome.NewTicket, MailOutcome.Posted]);
        (await desk.ReadAsync(db => db.Events.CountAsync(e => e.Kind == EventKind.KeysRotated, Stop))).ShouldBe(2);
    }

    [Fact, Trait("threat", "T05b")]
    public async Task T05b_A_token_of_an_unknown_key_is_refused()
    {
        await using var desk = await MailDesk.OpenAsync();
        var ticket = await desk.DamionWritesAsync();
        await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id);
        var id = await desk.ReadAsync(db => db.ReplyAddresses.Select(a => a.Id).FirstAsync(Stop));

        var result = await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re", "Let me in.", $"support+{ReplyToken.Write(7, new byte[32], id, 1)}@marketfield.test"));

        result.Outcome.ShouldBe(MailOutcome.NewTicket);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase)), Trait("threat", "T05a")]
    public async Task After_ten_bad_tokens_a_sender_that_proves_nothing_has_none_looked_at(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var ticket = await desk.DamionWritesAsync();
        var address = await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id);
        var guess = Token(address)[..^2] + "22";
        await desk.Intake.TakeAsync([.. Enumerable.Range(0, 10).Select(n => desk.Raw(MailDesk.Letter(MailDesk.Damion, $"guess {n}", "Let me in.", $"support+{guess}@marketfield.test"), Verdict.Unproved))], null, Stop);

        var claimed = await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re: eleventh", "Now a good one.", address), Verdict.Unproved);
        var proved = await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re: mine", "It is really me.", address), Verdict.Proved);

        claimed.Outcome.ShouldBe(MailOutcome.NewTicket);
        proved.Outcome.ShouldBe(MailOutcome.Posted);
    }

    [Fact]
    public async Task Thread_headers_admit_only_who_takes_part()
    {
        await using var desk = await MailDesk.OpenAsync();
        var first = MailDesk.Letter(MailDesk.Damion, "My shop is banned", "Please help.");
        var ticket = await desk.TicketAsync((await desk.TakeAsync(first)).TicketNumber!.Value);
        await desk.TakeAsync(MailDesk.Letter(MailDesk.Muhammed, "Another shop", "Mine too."));

        var own = await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re: My shop", "More.", answers: first.MessageId));
        var known = await desk.TakeAsync(MailDesk.Letter(MailDesk.Muhammed, "Re: My shop", "Let me read that.", answers: first.MessageId));
        var stranger = await desk.TakeAsync(MailDesk.Letter("stranger@elsewhere.test", "Re: My shop", "And me.", answers: first.MessageId));

        own.TicketNumber.ShouldBe(ticket.Number);
        known.Outcome.ShouldBe(MailOutcome.NewTicket);
        stranger.Outcome.ShouldBe(MailOutcome.NewTicket);
        (await desk.PostsAsync(ticket)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Empty_and_foreign_ids_match_nothing()
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.DamionWritesAsync();

        var empty = await desk.TakeAsync(Letter("Re: ?", mail => mail.Headers.Add("In-Reply-To", "<>")));
        var foreign = await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re: newsletter", "Thanks.", answers: "promo-77@shop.test"));

        empty.Outcome.ShouldBe(MailOutcome.NewTicket);
        foreign.Outcome.ShouldBe(MailOutcome.NewTicket);
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static MimeMessage Letter(string subject, Action<MimeMessage> change)
    {
        var mail = MailDesk.Letter(MailDesk.Damion, subject, subject);
        change(mail);
        return mail;
    }

    // As it stands, folds and quotes too.
    static void Put(MimeMessage mail, HeaderId field, string value)
    {
        var header = new Header(field, "");
        header.SetRawValue(System.Text.Encoding.ASCII.GetBytes($" {value}\r\n"));
        mail.Headers.Replace(header);
    }

    static string Token(string address) => address[(address.IndexOf('+', StringComparison.Ordinal) + 1)..address.IndexOf('@', StringComparison.Ordinal)];
}
