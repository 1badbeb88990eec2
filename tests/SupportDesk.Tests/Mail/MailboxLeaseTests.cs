using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SupportDesk.Data;
using SupportDesk.Mail.Incoming;
using SupportDesk.Mail.Sources;

namespace SupportDesk.Tests.Mail;

public sealed class MailboxLeaseTests
{
    static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_nodes_do_not_read_one_mailbox()
    {
        await using var desk = await MailDesk.OpenAsync(DatabaseProvider.Postgres);

        await using var first = await ClaimAsync(desk);
        var second = await ClaimAsync(desk);

        first.ShouldNotBeNull();
        second.ShouldBeNull();
    }

    [Fact]
    public async Task A_claim_that_is_given_back_is_free_at_once()
    {
        await using var desk = await MailDesk.OpenAsync(DatabaseProvider.Postgres);

        await (await ClaimAsync(desk))!.DisposeAsync();
        await using var next = await ClaimAsync(desk);

        next.ShouldNotBeNull();
    }

    [Fact, Trait("threat", "F01")]
    public async Task A_dead_nodes_claim_is_free_when_its_lease_ends()
    {
        var time = new FakeTimeProvider(OutDesk.Start);
        await using var desk = await MailDesk.OpenAsync(DatabaseProvider.Postgres, services => services.AddSingleton<TimeProvider>(time));
        await using var dead = await ClaimAsync(desk);

        time.Advance(Lease - TimeSpan.FromSeconds(1));
        var early = await ClaimAsync(desk);
        time.Advance(TimeSpan.FromSeconds(2));
        await using var next = await ClaimAsync(desk);

        early.ShouldBeNull();
        next.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_process_that_starts_again_reads_at_once()
    {
        await using var desk = await MailDesk.OpenAsync();

        await using var died = await ClaimAsync(desk);
        await using var again = await ClaimAsync(desk);

        again.ShouldNotBeNull();
        again.Hold.Fence.ShouldBeGreaterThan(died!.Hold.Fence);
    }

    [Fact]
    public async Task A_reader_whose_claim_ran_out_records_nothing()
    {
        await using var desk = await MailDesk.OpenAsync();
        await using var old = await ClaimAsync(desk);
        await using var present = await ClaimAsync(desk);
        var raw = desk.Raw(MailDesk.Letter(MailDesk.Damion, "Late", "Too late."), position: new(1, 1));

        await Should.ThrowAsync<WatchLostException>(() => desk.Intake.TakeAsync([raw], old!.Hold, Stop));
        var results = await desk.Intake.TakeAsync([raw], present!.Hold, Stop);

        results.ShouldHaveSingleItem().Repeated.ShouldBeFalse();
        (await present.ReadAsync(Stop)).LastUid.ShouldBe(1);
    }

    static Task<MailboxLease?> ClaimAsync(MailDesk desk) => MailboxLease.ClaimAsync(desk.Database.Factory, desk.Database.Clock, Lease, desk.MailboxId, Stop);
}
