using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using SupportDesk.Benchmarks.Seeding;
using SupportDesk.Mail.Incoming;
using SupportDesk.Threads;

namespace SupportDesk.Benchmarks.Figures;

/// <summary>Messages as people write them (half replies, 5 KB median, some with a file) through the whole gateway, durable, handed over as a source does: to one mailbox, then to two at once.</summary>
static class IngestFigure
{
    public static async Task RunAsync(BenchDesk desk, Report report)
    {
        var mailboxes = new[] { await desk.MailboxAsync("support"), await desk.MailboxAsync("sales") };
        var letters = new[] { new Letters(desk.Words, "w"), new Letters(desk.Words, "v") };
        var intake = desk.Services.GetRequiredService<Intake>();
        // The first ones warm up model, parser and caches, and let .NET optimise what runs: after 5,000 it was still at it for a fifth of the time. They are answered later.
        await TakeAsync(intake, mailboxes[0], letters[0].Write(Math.Max(2 * Intake.Batch, desk.Size.Messages)));
        var messages = letters[0].Write(desk.Size.Messages);

        await using var replay = await desk.Engine.ReplayAsync();
        var (seconds, cpu) = await TimeAsync(() => TakeAsync(intake, mailboxes[0], messages));
        var floor = messages.Count / await replay.RunAsync(Math.Max(1, messages.Count / Intake.Batch));
        report.Rate($"{messages.Count} messages, half of them replies", "messages/s", messages.Count / seconds, floor, cpu: cpu / messages.Count);

        var shares = letters.Select(l => l.Write(desk.Size.Messages / 2)).ToList();
        (seconds, cpu) = await TimeAsync(() => Task.WhenAll(mailboxes.Zip(shares, (mailbox, share) => Task.Run(() => TakeAsync(intake, mailbox, share)))));
        var count = shares.Sum(s => s.Count);
        report.Rate($"{count} messages to two mailboxes at once", "messages/s", count / seconds, floor, cpu: cpu / count);
    }

    static async Task<(double Seconds, double Cpu)> TimeAsync(Func<Task> work)
    {
        var (before, start) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        await work();
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
    }

    static async Task TakeAsync(Intake intake, Guid mailbox, List<byte[]> messages)
    {
        foreach (var run in messages.Chunk(Intake.Run))
        {
            foreach (var result in await intake.TakeAsync([.. run.Select(bytes => new RawMail(mailbox, bytes, null, Verdict.Proved))], null, CancellationToken.None))
            {
                if (result.TicketNumber is null)
                    throw new InvalidOperationException($"A message became {result.Outcome}: {result.Problem}");
            }
        }
    }

    /// <summary>Writes letters; every second one answers an earlier one of the same person, quoting it.</summary>
    /// <param name="name">What its writers and messages are called by, beside their numbers.</param>
    sealed class Letters(Vocabulary words, string name)
    {
        readonly Random random = new(11);
        readonly List<(string Id, string From)> sent = [];

        public List<byte[]> Write(int count) => [.. Enumerable.Range(0, count).Select(_ => One())];

        byte[] One()
        {
            var no = sent.Count;
            // Not one of the last 64: those may be in the same commit.
            var answered = no % 2 == 1 && no > 64 ? sent[random.Next(no - 64)] : default;
            var from = answered.From ?? $"{name}{no}@customer.test";
            var mail = new MimeMessage { Subject = answered.Id is null ? words.Text(random, 6) : "Re: your answer", MessageId = $"m{name}{no}@customer.test" };
            mail.From.Add(new MailboxAddress($"Writer {no}", from));
            mail.To.Add(MailboxAddress.Parse("support@marketfield.test"));
            if (answered.Id is not null)
                mail.InReplyTo = answered.Id;
            var text = words.Text(random, 60 + random.Next(120)) + (answered.Id is null ? "" : "\r\n\r\nOn Monday, Support wrote:\r\n> " + words.Text(random, 100));
            var body = new BodyBuilder { TextBody = text, HtmlBody = $"<html><body><p>{text}</p></body></html>" };
            if (random.Next(10) == 0)
                body.Attachments.Add("picture.png", [0x89, .. "PNG\r\n\x1a\n"u8, .. Bytes(20_000)]);
            mail.Body = body.ToMessageBody();
            sent.Add((mail.MessageId, from));
            using var bytes = new MemoryStream();
            mail.WriteTo(bytes);
            return bytes.ToArray();
        }

        byte[] Bytes(int count)
        {
            var bytes = new byte[count];
            random.NextBytes(bytes);
            return bytes;
        }
    }
}
