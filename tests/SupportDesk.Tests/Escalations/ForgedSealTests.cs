using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Tests.Data;

namespace SupportDesk.Tests.Escalations;

/// <summary>Somebody who reads and writes the whole database, and has nothing else: no key file, no running desk.</summary>
public sealed class ForgedSealTests
{
    const int Left = 3;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_database_alone_does_not_give_the_key_of_the_seals(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine, OnKeyFile);
        await DecidedAsync(desk);
        await using var forger = Forger(desk);

        await Should.ThrowAsync<CryptographicException>(() => forger.GetRequiredService<KeyRing>().NewestAsync(KeyRing.HeadSeals, Stop));
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_case_cut_to_three_receipts_and_sealed_with_a_key_of_the_forgers_own_is_broken(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine, OnKeyFile);
        var id = await DecidedAsync(desk);
        await CutAndSealAsync(desk, id);

        (await CheckAsync(desk, id)).Broken!.What.ShouldContain("seal");
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_forged_database_is_not_taken_over_as_an_older_one(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine, OnKeyFile);
        using var folder = new TestFolder();
        await CutAndSealAsync(desk, await DecidedAsync(desk));
        await desk.DoAsync(db => db.Keys.Where(k => k.Purpose == "key-file").ExecuteDeleteAsync(Stop));

        var refused = await Should.ThrowAsync<DeskException>(() => StartedDesk.StartAsync(desk.Database, folder.Path, desk.Time, ("Data:Key", desk.Database.Settings["Data:Key"]!)));

        refused.Message.ShouldContain("names no key file");
    }

    /// <summary>Raises, passes up and decides a case: more receipts than the forger leaves.</summary>
    internal static async Task<Guid> DecidedAsync(CaseDesk desk)
    {
        var id = (await desk.RaiseAsync()).Id;
        await ActAsync(desk, id, (e, standing) => e.Forward(null, standing, Complaint.By(desk["tess"]), desk.Now));
        await ActAsync(desk, id, (e, standing) => e.Acknowledge(standing, Complaint.By(desk["ines"]), desk.Now));
        await ActAsync(desk, id, (e, standing) => e.Decide(new Ruling(DecisionOutcome.Accepted, "A badge will do."), standing, Complaint.By(desk["ines"]), desk.Now));
        (await desk.LoadAsync(id)).ReceiptCount.ShouldBeGreaterThan(Left);
        return id;
    }

    internal static async Task ActAsync(CaseDesk desk, Guid id, Action<Escalation, SupportDesk.Chains.Standing> act)
    {
        var standing = await desk.StandingAsync(await desk.LoadAsync(id));
        await desk.DoAsync(async db => act(await db.Escalations.SingleAsync(e => e.Id == id, Stop), standing));
    }

    internal static async Task CutAsync(CaseDesk desk, Guid id, Func<int, string, string> seal, int left = Left)
    {
        await using var db = desk.Database.Open();
        foreach (var statement in db.IsPostgres ? ["""DROP TRIGGER receipts_stay ON "Receipts" """] : new[] { "DROP TRIGGER Receipts_NoUpdate", "DROP TRIGGER Receipts_NoDelete" })
            await db.Database.ExecuteSqlRawAsync(statement, Stop);
        await db.ReceiptDetails.Where(d => d.EscalationId == id && d.No > left).ExecuteDeleteAsync(Stop);
        await db.Receipts.Where(r => r.EscalationId == id && r.No > left).ExecuteDeleteAsync(Stop);
        var head = await db.Receipts.Where(r => r.EscalationId == id && r.No == left).Select(r => r.Hash).SingleAsync(Stop);
        var written = seal(left, head);
        await db.Escalations.Where(e => e.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(e => e.ReceiptCount, left).SetProperty(e => e.HeadHash, head).SetProperty(e => e.HeadSeal, written), Stop);
    }

    // The ring cannot be opened: a row in clear is added to it, and the seal's key made anew under that.
    static async Task CutAndSealAsync(CaseDesk desk, Guid id)
    {
        await using var forger = Forger(desk);
        await desk.DoAsync(db => db.Keys.Where(k => k.Purpose == KeyRing.HeadSeals).ExecuteDeleteAsync(Stop));
        var (kid, key) = await forger.GetRequiredService<KeyRing>().NewestAsync(KeyRing.HeadSeals, Stop);
        await CutAsync(desk, id, (no, head) => HeadSeal.Of(new(kid.ToString(CultureInfo.InvariantCulture), key), id, no, head));
    }

    static ServiceProvider Forger(CaseDesk desk)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(desk.Database.Factory).AddScoped(_ => desk.Database.Open()).AddSingleton(desk.Database.Clock).AddSingleton<KeyRing>();
        StartedDesk.InClear(services);
        return services.BuildServiceProvider();
    }

    static async Task<Audited> CheckAsync(CaseDesk desk, Guid id)
    {
        await using var node = await StartedDesk.StartAsync(desk.Database, desk.Database.Settings["Data:Folder"]!, desk.Time, ("Data:Key", desk.Database.Settings["Data:Key"]!));
        return await node.CheckAsync(id);
    }

    static void OnKeyFile(IServiceCollection services)
    {
        Microsoft.Extensions.DependencyInjection.Extensions.ServiceCollectionDescriptorExtensions.RemoveAll<Microsoft.AspNetCore.DataProtection.IDataProtectionProvider>(services);
        services.AddDeskProtection();
    }
}
