using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Tickets;
using static SupportDesk.Tests.Mail.BundlingTests;

namespace SupportDesk.Tests.Mail;

/// <summary>What a bundle tells is checked at each try, notice by notice.</summary>
public sealed class BundleTriesTests
{
    const string Aldo = "aldo@marketfield.test";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Each_notice_of_a_bundle_is_checked_again_at_each_try(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        var tickets = await RefusedBundleAsync(desk);

        await HandToBojanAsync(desk, tickets[7]);
        desk.Server.Refuses = _ => null;
        await desk.DeliverAsync(TimeSpan.FromMinutes(2));

        var bundle = (await desk.OutboxAsync(MailKind.Bundle)).ShouldHaveSingleItem();
        var sent = await desk.ReadAsync(bundle);
        sent.Subject.ShouldBe("2 tickets are yours now");
        sent.TextBody!.ShouldNotContain(tickets[7].Subject);
        (await desk.OutboxAsync(MailKind.Assigned)).Single(m => m.ObjectId == tickets[7].Id && m.Address == Aldo).Reason.ShouldBe("The ticket is somebody else's now.");
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_last_notice_of_a_bundle_goes_as_itself_and_none_at_all_to_who_is_gone(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        var tickets = await RefusedBundleAsync(desk);
        await HandToBojanAsync(desk, tickets[6], tickets[7]);
        desk.Server.Refuses = _ => null;

        await desk.DeliverAsync(TimeSpan.FromMinutes(2));
        await desk.DeliverAsync(TimeSpan.FromMinutes(10));

        (await desk.OutboxAsync(MailKind.Bundle)).ShouldHaveSingleItem().CancelledAt.ShouldNotBeNull();
        (await desk.OutboxAsync(MailKind.Assigned)).Single(m => m.ObjectId == tickets[5].Id).SentAt.ShouldNotBeNull();

        await using var other = await OutDesk.OpenAsync(engine);
        await RefusedBundleAsync(other);
        await other.Desk.ActAsync(async db =>
        {
            var account = await db.Users.SingleAsync(a => a.Email == Aldo, Stop);
            (await db.People.SingleAsync(p => p.Id == account.Id, Stop)).Deactivate(account, Actor.System(Via.CommandLine), other.Now);
        });
        other.Server.Refuses = _ => null;
        var before = ToAldo(other);
        await other.DeliverAsync(TimeSpan.FromMinutes(2));
        ToAldo(other).ShouldBe(before);
        (await other.OutboxAsync(MailKind.Bundle)).ShouldHaveSingleItem().Reason.ShouldBe("None of its notices was left to tell.");
    }

    static async Task<List<Ticket>> RefusedBundleAsync(OutDesk desk)
    {
        var tickets = await DealOutAsync(desk, await desk.Desk.AgentAsync("Aldo", Aldo), 8);
        await desk.DeliverAsync();
        desk.Server.Refuses = to => to == Aldo ? new(SupportDesk.Mail.Sending.SendResult.RefusedForNow, "451 not now") : null;
        await desk.DeliverAsync(TimeSpan.FromMinutes(10));
        (await desk.OutboxAsync(MailKind.Bundle)).ShouldHaveSingleItem().Reason.ShouldBe("451 not now");
        return tickets;
    }

    static async Task HandToBojanAsync(OutDesk desk, params Ticket[] tickets)
    {
        var bojan = await desk.Desk.AgentAsync("Bojan", "bojan@marketfield.test");
        foreach (var ticket in tickets)
            await desk.ActAsync(ticket, (t, _) => t.AssignTo(bojan, Actor.System(Via.Web), desk.Now));
    }
}
