using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Files;
using SupportDesk.Jobs;
using SupportDesk.Mail.Sending;
using SupportDesk.Tests.Mail;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Jobs;

public sealed class JobsTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task What_is_owed_leaves_by_itself_even_if_every_nudge_is_lost(DatabaseProvider engine)
    {
        var server = new ScriptedServer();
        await using var desk = await MailDesk.OpenAsync(engine, services => services.AddJobs().AddSingleton<IMailSender>(server));
        await desk.DamionWritesAsync();

        var hosted = desk.Database.Services.GetServices<IHostedService>().ToList();
        foreach (var service in hosted)
            await service.StartAsync(Stop);
        await Eventually.True("the acknowledgement has left", async () => await desk.ReadAsync(db => db.Outbox.AllAsync(m => m.SentAt != null, Stop)));
        foreach (var service in hosted)
            await service.StopAsync(CancellationToken.None);

        server.Got.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_desk_looks_for_its_jobs_in_itself_whatever_other_starts_beside_it()
    {
        await using var desk = await MailDesk.OpenAsync(more: services => services.AddJobs());

        JobActivator.Current = new JobActivator(); // As another host that starts at this moment sets its own.

        desk.Database.Services.GetRequiredService<JobActivator>().ShouldNotBeSameAs(JobActivator.Current);
    }

    [Fact]
    public async Task Several_words_before_a_job_begins_are_one_job()
    {
        await using var desk = await MailDesk.OpenAsync(more: services => services.AddJobs());
        var nudge = desk.Database.Services.GetRequiredService<Nudge>();

        for (var n = 0; n < 20; n++)
            nudge.Wake(Work.Deliver);

        var waiting = desk.Database.Services.GetRequiredService<JobStorage>().GetMonitoringApi();
        waiting.EnqueuedCount("b-mail").ShouldBe(1);
    }

    [Theory]
    [InlineData("System.Diagnostics.Process, System.Diagnostics.Process")]
    [InlineData("System.IO.File, System.Private.CoreLib")]
    [InlineData("SupportDesk.Data.DeskDb, SupportDesk")]
    public void A_job_row_may_name_only_the_desks_own_jobs(string type)
    {
        Should.Throw<TypeLoadException>(() => JobTypes.Resolve(type));

        JobTypes.Resolve("SupportDesk.Jobs.DeliverJob, SupportDesk").ShouldBe(typeof(DeliverJob));
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_ticket_nobody_answers_is_solved_and_then_closed(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        var ticket = await desk.Desk.DamionWritesAsync();
        await desk.ReplyAsync(ticket, await desk.Desk.AgentAsync("Aldo", "aldo@marketfield.test"));
        var sweep = ActivatorUtilities.CreateInstance<TicketSweep>(desk.Desk.Database.Services);

        desk.Time.Advance(TimeSpan.FromDays(15));
        (await sweep.RunAsync(Stop)).ShouldBe(1);
        (await desk.Desk.TicketAsync(ticket.Number)).Outcome.ShouldBe(Outcome.NoAnswer);
        desk.Time.Advance(TimeSpan.FromDays(8));
        (await sweep.RunAsync(Stop)).ShouldBe(1);

        (await desk.Desk.TicketAsync(ticket.Number)).Status.ShouldBe(TicketStatus.Closed);
        (await desk.EventsAsync(ticket)).ShouldContain(EventKind.Closed);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_ticket_that_could_not_be_moved_is_tried_again_after_five_minutes(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        var (broken, whole) = (await desk.Desk.DamionWritesAsync(), await desk.Desk.DamionWritesAsync());
        var aldo = await desk.Desk.AgentAsync("Aldo", "aldo@marketfield.test");
        foreach (var ticket in new[] { broken, whole })
            await desk.ReplyAsync(ticket, aldo);
        await BreakAsync(desk, broken, "Nonsense");
        var sweep = ActivatorUtilities.CreateInstance<TicketSweep>(desk.Desk.Database.Services);

        desk.Time.Advance(TimeSpan.FromDays(15));
        await sweep.RunAsync(Stop);
        var (aside, other) = (sweep.SetAside.ToList(), await desk.Desk.TicketAsync(whole.Number));
        await BreakAsync(desk, broken, nameof(TicketDue.PendingEnds));
        await sweep.RunAsync(Stop);
        var tooEarly = (await desk.Desk.TicketAsync(broken.Number)).Status;
        desk.Time.Advance(TimeSpan.FromMinutes(5));
        await sweep.RunAsync(Stop);

        aside.ShouldBe([broken.Id]);
        (other.Status, tooEarly).ShouldBe((TicketStatus.Solved, TicketStatus.Pending));
        (await desk.Desk.TicketAsync(broken.Number)).Status.ShouldBe(TicketStatus.Solved);
        sweep.SetAside.ShouldBeEmpty();
    }

    // A row that no program of ours wrote.
    static async Task BreakAsync(OutDesk desk, Ticket ticket, string due)
    {
        await using var db = desk.Desk.Database.Open();
        await db.Database.ExecuteSqlAsync($"""UPDATE "Tickets" SET "DueFor" = {due} WHERE "Number" = {ticket.Number}""", Stop);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Contents_go_only_when_nothing_refers_to_them(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        await desk.Desk.DamionWritesAsync();
        await desk.DeliverAsync();
        var files = desk.Desk.Database.Services.GetRequiredService<FileStore>();
        await desk.Desk.ActAsync(async db => await files.KeepAsync(db, new byte[300_000], desk.Now, Stop));
        var cleanUp = ActivatorUtilities.CreateInstance<CleanUp>(desk.Desk.Database.Services);
        var before = await desk.Desk.ReadAsync(db => db.Blobs.CountAsync(Stop));

        await cleanUp.RunAsync(Stop);
        (await desk.Desk.ReadAsync(db => db.Blobs.CountAsync(Stop))).ShouldBe(before);
        desk.Time.Advance(TimeSpan.FromDays(2));
        await cleanUp.RunAsync(Stop);

        (await desk.Desk.ReadAsync(db => db.Blobs.CountAsync(Stop))).ShouldBe(before - 1);
    }
}
