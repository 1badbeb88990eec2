using Microsoft.EntityFrameworkCore;
using SupportDesk.Files;
using SupportDesk.Mail.Incoming;
using SupportDesk.Threads;

namespace SupportDesk.Tests.Mail;

/// <summary>
/// What is made to cost much costs little, is kept whole, and the ticket says what was left out. Measures time and the memory that was asked
/// for in all (more than was ever held at once), so nothing runs beside it.
/// </summary>
[CollectionDefinition(nameof(BombTests), DisableParallelization = true)]
[Collection(nameof(BombTests))]
public sealed class BombTests(ITestOutputHelper output)
{
    // Of the processors, not of the clock on the wall; unguarded they take minutes or gigabytes.
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);
    const double MostMegabytes = 256;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static readonly Dictionary<string, (Func<byte[]> Make, string? Missing)> All = new(StringComparer.Ordinal)
    {
        ["multipart 1,000 deep"] = (() => Bombs.Multiparts(1_000), "deep inside each other"),
        ["multipart 10,000 deep"] = (() => Bombs.Multiparts(10_000), "deep inside each other"),
        ["rfc822 1,000 deep"] = (() => Bombs.Letters(1_000), "deep inside each other"),
        ["rfc822 10,000 deep"] = (() => Bombs.Letters(10_000), "deep inside each other"),
        ["a million parts"] = (() => Bombs.Parts(1_000_000), "more than 1,000 parts"),
        ["a field of 10 MB"] = (() => Bombs.Field(10_000_000), "Only the first 32,768 bytes of each header field were read."),
        ["a part's field of 10 MB"] = (() => Bombs.PartField(10_000_000), "Only the first 32,768 bytes of each header field were read."),
        ["a header of 10 MB"] = (() => Bombs.Fields(1_000, 10_000), "header is longer"),
        ["a header of 30 folded fields"] = (() => Bombs.Fields(30, 32_000), null),
        ["100,000 recipients"] = (() => Bombs.Recipients(100_000), "Only the first 500 of the people"),
        ["100,000 encoded words"] = (() => Bombs.EncodedWords(100_000), "Only the first 32,768 bytes of each header field were read."),
        ["UTF-32 in base64"] = (() => Bombs.Utf32(5_000_000), "Only the first 2,000,000"),
        ["base64 of base64"] = (() => Bombs.Base64OfBase64(6_000_000), null),
        ["winmail.dat with 50,000 files"] = (() => Bombs.Tnef(50_000), "above the limit of 200"),
        ["a picture of 50,000 by 50,000"] = (Bombs.Picture, null),
        ["a zip bomb"] = (Bombs.Zip, null),
    };

    public static TheoryData<string> Kinds => [.. All.Keys];

    [Theory, MemberData(nameof(Kinds)), Trait("threat", "T17")]
    public async Task T17_A_bomb_costs_little_is_kept_and_the_ticket_says_what_is_missing(string kind)
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.DamionWritesAsync();
        var (raw, missing) = (All[kind].Make(), All[kind].Missing);
        var (before, cpu) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime);

        var result = await desk.Intake.TakeAsync(new RawMail(desk.MailboxId, raw), Stop);

        var (time, megabytes) = (Environment.CpuUsage.TotalTime - cpu, (GC.GetTotalAllocatedBytes(precise: true) - before) / 1048576.0);
        output.WriteLine($"{kind}: {raw.Length:N0} bytes, {time.TotalMilliseconds:N0} ms, {megabytes:N1} MiB asked for");
        time.ShouldBeLessThan(Longest, kind);
        megabytes.ShouldBeLessThan(MostMegabytes, kind);
        (await KeptAsync(desk, raw)).ShouldBe(raw.Length);
        var posts = await desk.PostsAsync(await desk.TicketAsync(result.TicketNumber!.Value));
        posts.Where(p => p.Kind == PostKind.Note).Select(p => p.Text.Contains(missing ?? "nothing", StringComparison.Ordinal)).ShouldBe(missing is null ? [] : [true]);
    }

    static async Task<int> KeptAsync(MailDesk desk, byte[] raw)
    {
        var hash = Blob.HashOf(raw);
        await using var db = desk.Database.Open();
        var store = (FileStore)desk.Database.Services.GetService(typeof(FileStore))!;
        return (await store.ReadAsync(db, await db.IncomingMail.Where(m => m.RawHash == hash).Select(m => m.RawHash).SingleAsync(Stop), Stop)).Length;
    }
}
