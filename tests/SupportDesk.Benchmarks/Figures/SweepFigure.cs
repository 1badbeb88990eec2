using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Policies;

namespace SupportDesk.Benchmarks.Figures;

/// <summary>Escalations that are all due at once, each with a supporter: hops with receipt, event, mail row and next deadline, in the sweep's own batches.</summary>
static class SweepFigure
{
    const int Batch = 200; // as the sweep's

    public static async Task RunAsync(BenchDesk desk, Report report)
    {
        await desk.MailboxAsync("support");
        await desk.Services.GetRequiredService<ChainSetup>().RunAsync(CancellationToken.None);
        for (var made = 0; made < desk.Size.Cases; made += Batch)
            await RaiseAsync(desk, Math.Min(Batch, desk.Size.Cases - made));
        // A case is built up by hand until it climbs; a month later all are late.
        desk.Clock.Follow(desk.Clock.Offset + TimeSpan.FromDays(30));

        await using var replay = await desk.Engine.ReplayAsync();
        var before = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        var hops = await desk.Services.GetRequiredService<EscalationSweep>().RunAsync(CancellationToken.None);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var cpu = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
        var floor = await replay.RunAsync(Math.Max(1, hops / Batch));
        report.Rate($"{hops} hops of {desk.Size.Cases} cases", "hops/s", hops / seconds, hops / floor, cpu: cpu / hops);
    }

    static async Task RaiseAsync(BenchDesk desk, int count)
    {
        var (by, at) = (new Actor(desk.Staff.Agents[0], Capacity.Agent, Via.Web), desk.Clock.Now);
        await using var db = desk.Open();
        var chain = await db.Chains.SingleAsync(c => c.Name == "Bench");
        var policy = await db.Policies.SingleOrDefaultAsync() ?? db.Add(Policy.Write("profile-picture", "Profile picture", desk.Staff.Agents[1], chain.Id, "Show your face.", by, at)).Entity;
        var people = await db.People.Where(p => p.DisplayName.StartsWith("Requester")).OrderBy(p => p.Id).Take(1000).Select(p => p.Id).ToListAsync();
        var standing = new Standing([new HashSet<Guid> { desk.Staff.Agents[0] }, new HashSet<Guid> { desk.Staff.Agents[1] }], new HashSet<Guid>(), new Voices(0, 0, 1, 0));
        for (var i = 0; i < count; i++)
        {
            var escalation = Escalation.Raise(new NewCase(policy.Id, policy.StatementNo, $"Case {i}", desk.Staff.Teams[0]), chain.Newest, by, at);
            db.AddRange(escalation, Supporter.Join(escalation.Id, people[i % people.Count], null, null, null, by, at));
            // More cases than a desk has policies: this figure is about hops.
            db.Entry(escalation).Property("IsSecondOnPolicy").CurrentValue = true;
            escalation.BeginClimb(standing, by, at);
            escalation.NoteDelivery(standing with { Notices = new(Accepted: true, ReminderAccepted: false, NextTryAt: null, AllRefused: false) }, by, at);
        }

        await db.CommitAsync(Act.Job);
    }
}
