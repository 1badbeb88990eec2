using CsCheck;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail.Sending;

namespace SupportDesk.Tests.Notifications;

/// <summary>Random interleavings of consent, tries and deaths: no words leave beyond the consent of that moment, and a wider copy that may have left is said on the case.</summary>
public sealed class ConsentHoldsPropertyTests
{
    /// <summary>What a step does; consent may change while the server makes the desk wait, too.</summary>
    enum Step { SetConsent, Withdraw, Try }

    /// <summary>How the server ends a try. Killed: the desk dies after the last byte; Vanished: before the first.</summary>
    enum End { Accepted, RefusedForNow, Unreachable, Unknown, Killed, Vanished }

    sealed record Act(Step Step, int Who, Consent Form, End End, bool Meanwhile);

    static readonly Gen<Act> Acts = Gen.Select(
        Gen.Frequency((4, Gen.Const(Step.SetConsent)), (1, Gen.Const(Step.Withdraw)), (5, Gen.Const(Step.Try))), Gen.Int[0, 1], Gen.Enum<Consent>(), Gen.Enum<End>(), Gen.Bool,
        (step, who, form, end, meanwhile) => new Act(step, who, form == Consent.None ? Consent.Private : form, end, meanwhile));

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static int Histories(DatabaseProvider engine) => HistoryCount.Or(engine == DatabaseProvider.Sqlite ? 60 : 20);

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public Task No_words_leave_beyond_the_consent_of_that_moment(DatabaseProvider engine) =>
        Acts.Array[4, 24].SampleAsync(async acts =>
        {
            await using var world = await World.OpenAsync(engine);
            foreach (var act in acts)
                await world.DoAsync(act);
            await world.DoAsync(new(Step.Try, 0, Consent.Private, End.Accepted, false));
            await world.ShouldBeSaidAsync();
        }, iter: Histories(engine), threads: 1);

    /// <summary>A kept mutation: the property must fail where the first bytes are repeated, whatever was narrowed since.</summary>
    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task It_notices_old_bytes_that_are_repeated_after_consent_was_narrowed(DatabaseProvider engine)
    {
        await using var world = await World.OpenAsync(engine);
        world.RepeatFirstBytes();
        await world.DoAsync(new(Step.Try, 0, Consent.Private, End.RefusedForNow, false));
        await world.DoAsync(new(Step.SetConsent, 0, Consent.Private, End.Accepted, false));

        var failure = await Record.ExceptionAsync(() => world.DoAsync(new(Step.Try, 0, Consent.Private, End.Accepted, false)));

        failure.ShouldBeOfType<ShouldAssertException>().Message.ShouldContain("person 0 allows Private");
    }

    /// <summary>A case with two people behind it, and what each of them allows at the moment.</summary>
    sealed class World : IAsyncDisposable
    {
        readonly ClimbDesk desk;
        readonly Guid[] people;
        readonly Consent[] allowed = [Consent.Named, Consent.Named];
        readonly bool[] left = new bool[2];
        readonly HashSet<(int Who, bool Named)> loose = [];
        readonly List<string> tooWide = [];
        bool widerMayHaveLeft;
        Act? now;

        World(ClimbDesk desk, Guid[] people) => (this.desk, this.people) = (desk, people);

        public static async Task<World> OpenAsync(DatabaseProvider engine)
        {
            var desk = await ClimbDesk.OpenAsync(engine);
            var muhammed = await desk.JoinAsync(desk.Staff["aldo@marketfield.test"], "My words, says aldo, are others.");
            var world = new World(desk, [desk.DamionsId, muhammed]);
            foreach (var supporter in world.people)
                await desk.ConsentAsync(supporter, Consent.Named);
            await desk.Out.DeliverAsync();
            await desk.BeginAsync();
            desk.Out.Server.BeforeData = world.BeforeAsync;
            desk.Out.Server.Answer = world.AnswerAsync;
            return world;
        }

        public async Task DoAsync(Act act)
        {
            if (act.Step == Step.SetConsent)
                await SetAsync(act.Who, act.Form);
            else if (act.Step == Step.Withdraw)
                await WithdrawAsync(act.Who);
            else
                await TryAsync(act);
            tooWide.ShouldBeEmpty();
        }

        /// <summary>From now on the level gets the first bytes that were made for it.</summary>
        public void RepeatFirstBytes()
        {
            byte[]? first = null;
            desk.Out.Server.Swaps = (to, mime) => to == ClimbDesk.Tess ? first ??= mime : mime;
        }

        public async Task ShouldBeSaidAsync()
        {
            var said = await desk.Out.Desk.ReadAsync(db => db.Events.AnyAsync(e => e.ObjectId == desk.CaseId && e.Kind == EventKind.EarlierCopyMayHaveLeft, Stop));
            if (widerMayHaveLeft)
                said.ShouldBeTrue("a copy with more than is allowed now may have left, and the case says nothing of it");
        }

        async Task SetAsync(int who, Consent form)
        {
            if (left[who])
                return;
            await desk.ConsentAsync(people[who], form);
            allowed[who] = form;
        }

        async Task WithdrawAsync(int who)
        {
            if (left[who] || left[1 - who])
                return;
            await desk.Out.Desk.ActAsync(async db =>
            {
                var row = await db.Supporters.SingleAsync(s => s.Id == people[who], Stop);
                await Leaving.WithdrawAsync(db, row, new Actor(row.PersonId, Capacity.Supporter, Via.Web), desk.Out.Now, Stop);
            });
            left[who] = true;
        }

        async Task TryAsync(Act act)
        {
            now = act;
            try
            {
                await desk.Out.DeliverAsync(TimeSpan.FromHours(5));
            }
            catch (OperationCanceledException) when (act.End is End.Killed or End.Vanished)
            {
                // The process ended; the next try is another process's.
            }
        }

        // The server keeps the desk waiting: consent may change up to the first byte.
        async Task BeforeAsync(int no)
        {
            if (now is { Meanwhile: true } act)
            {
                now = act with { Meanwhile = false };
                await SetAsync(act.Who, act.Form);
            }

            if (now?.End == End.Vanished)
                throw new OperationCanceledException("killed before the first byte");
        }

        Task<SendAnswer> AnswerAsync(int no)
        {
            var (_, to, mime) = desk.Out.Server.Got[no - 1];
            if (to != ClimbDesk.Tess)
                return Task.FromResult(SendAnswer.Accepted);

            var text = MimeMessage.Load(new MemoryStream(mime)).TextBody!;
            var quoted = new[] { (Who: 0, Words: "The dialog refuses", Name: "damion"), (Who: 1, Words: "are others", Name: "aldo") }
                .Where(q => text.Contains(q.Words, StringComparison.Ordinal)).Select(q => (q.Who, Named: text.Contains(q.Name, StringComparison.OrdinalIgnoreCase))).ToList();
            foreach (var (who, named) in quoted)
            {
                // Kept and not thrown: the desk takes whatever is thrown here for a server's fault, and tries again.
                if (!May(who, named))
                    tooWide.Add($"person {who} allows {allowed[who]}{(left[who] ? " and has withdrawn" : "")}; the mail says\n{text}");
            }

            // What the server was given before and may have: the case must say so where it shows more than this mail does.
            widerMayHaveLeft |= loose.Any(q => !May(q.Who, q.Named));
            if (now!.End is End.Unknown or End.Killed)
                loose.UnionWith(quoted);
            return now.End switch
            {
                End.Killed => throw new OperationCanceledException("killed after the last byte"),
                End.RefusedForNow => Task.FromResult(new SendAnswer(SendResult.RefusedForNow, "451 not now")),
                End.Unreachable => Task.FromResult(new SendAnswer(SendResult.Unreachable, "connection refused")),
                End.Unknown => Task.FromResult(new SendAnswer(SendResult.Unknown, "connection lost")),
                _ => Task.FromResult(SendAnswer.Accepted),
            };
        }

        bool May(int who, bool named) => !left[who] && allowed[who] >= (named ? Consent.Named : Consent.Anonymous);

        public ValueTask DisposeAsync() => desk.DisposeAsync();
    }
}
