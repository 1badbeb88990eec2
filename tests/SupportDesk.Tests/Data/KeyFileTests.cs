using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Data;
using SupportDesk.Tests.Escalations;

namespace SupportDesk.Tests.Data;

public sealed class KeyFileTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_first_start_makes_a_key_file_that_only_its_owner_reads(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, empty: true);
        using var folder = new TestFolder();

        await using (var desk = await StartedDesk.StartAsync(database, folder.Path))
            (await desk.Keys.NewestAsync(KeyRing.HeadSeals, Stop)).Key.Length.ShouldBe(32);
        var line = await File.ReadAllTextAsync(folder["desk.key"], Stop);
        await using var again = await StartedDesk.StartAsync(database, folder.Path);

        Convert.FromBase64String(line.Trim()).Length.ShouldBe(32);
        (await File.ReadAllTextAsync(folder["desk.key"], Stop)).ShouldBe(line, "a second start keeps it");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(folder["desk.key"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Exists(folder["desk.key.new"]).ShouldBeFalse();
        (await again.Keys.NewestAsync(KeyRing.HeadSeals, Stop)).Kid.ShouldBe(1, "the key that was made before can be read");
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_node_with_another_key_or_with_none_does_not_start(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, empty: true);
        using TestFolder first = new(), second = new();
        await (await StartedDesk.StartAsync(database, first.Path)).DisposeAsync();
        var other = Convert.ToBase64String(new byte[32]);

        (await Should.ThrowAsync<DeskException>(() => StartedDesk.StartAsync(database, second.Path))).Message.ShouldContain($"The key file {second["desk.key"]} is missing");
        Directory.GetFiles(second.Path, "desk.key*").ShouldBeEmpty("a missing key is not made anew");
        await File.WriteAllTextAsync(second["desk.key"], other, Stop);
        (await Should.ThrowAsync<DeskException>(() => StartedDesk.StartAsync(database, second.Path))).Message.ShouldStartWith($"{second["desk.key"]} holds another key than the one this database was set up with.");
        (await Should.ThrowAsync<DeskException>(() => StartedDesk.StartAsync(database, second.Path, null, ("Data:Key", other)))).Message.ShouldStartWith("Data:Key holds another key");

        await (await StartedDesk.StartAsync(database, second.Path, null, ("Data:KeyFile", first["desk.key"]))).DisposeAsync();
        await (await StartedDesk.StartAsync(database, second.Path, null, ("Data:Key", await File.ReadAllTextAsync(first["desk.key"], Stop)))).DisposeAsync();
    }

    [Fact]
    public async Task What_is_no_key_is_refused_without_saying_it_again()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, empty: true);
        using var folder = new TestFolder();

        var refused = await Should.ThrowAsync<DeskException>(() => StartedDesk.StartAsync(database, folder.Path, null, ("Data:Key", "c2VjcmV0")));

        refused.Message.ShouldStartWith("The setting Data:Key does not hold a key. Expected 32 bytes in Base64");
        refused.Message.ShouldNotContain("c2VjcmV0");
    }

    [Fact]
    public async Task A_first_start_that_was_killed_goes_on_with_the_key_it_made()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, empty: true);
        using var folder = new TestFolder();
        await (await StartedDesk.StartAsync(database, folder.Path)).DisposeAsync();
        File.Move(folder["desk.key"], folder["desk.key.new"]); // the database was bound, the file not yet renamed

        await (await StartedDesk.StartAsync(database, folder.Path)).DisposeAsync();

        File.Exists(folder["desk.key"]).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_lost_key_is_replaced_and_every_case_sealed_as_it_stands(DatabaseProvider engine)
    {
        await using var old = await CaseDesk.OpenAsync(engine, StartedDesk.InClear);
        using var lost = new TestFolder();
        var id = (await old.RaiseAsync()).Id;
        await old.DoAsync(db => db.Keys.Where(k => k.Purpose == "key-file").ExecuteDeleteAsync(Stop));
        await using (var before = await StartedDesk.StartAsync(old.Database, lost.Path, old.Time))
            (await Should.ThrowAsync<DeskException>(() => before.Services.GetRequiredService<KeyBinding>().ReplaceAsync(Stop))).Message.ShouldContain("is for a key that is lost");
        File.Delete(lost["desk.key"]);

        await using (var unstarted = StartedDesk.Build(old.Database, lost.Path, old.Time))
            await unstarted.GetRequiredService<KeyBinding>().ReplaceAsync(Stop);
        await using var desk = await StartedDesk.StartAsync(old.Database, lost.Path, old.Time);

        (await desk.CheckAsync(id)).Broken.ShouldBeNull();
        (await desk.Keys.NewestAsync(KeyRing.ReplyTokens, Stop)).Key.Length.ShouldBe(32);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_desk_whose_keys_lay_in_clear_is_taken_over_and_seals_with_a_key_nobody_saw(DatabaseProvider engine)
    {
        await using var old = await CaseDesk.OpenAsync(engine, StartedDesk.InClear);
        using var folder = new TestFolder();
        var (mine, forged) = (await old.RaiseAsync(), await old.RaiseAsync());
        var ring = old.Database.Services.GetRequiredService<KeyRing>();
        var (tokens, seal) = (await ring.NewestAsync(KeyRing.ReplyTokens, Stop), await ring.NewestAsync(KeyRing.HeadSeals, Stop));
        await old.DoAsync(db => db.Keys.Where(k => k.Purpose == "key-file").ExecuteDeleteAsync(Stop));
        await old.DoAsync(db => db.Escalations.Where(e => e.Id == forged.Id).ExecuteUpdateAsync(set => set.SetProperty(e => e.HeadSeal, "1.ab"), Stop));
        var masters = await MasterKeysAsync(old);

        await using var desk = await StartedDesk.StartAsync(old.Database, folder.Path, old.Time);

        masters.ShouldNotBeEmpty();
        await using var db = desk.Open();
        (await db.DataProtectionKeys.Select(k => k.Xml).ToListAsync(Stop)).ShouldAllBe(xml => xml!.StartsWith("<sealedKey "));
        (await desk.Keys.NewestAsync(KeyRing.ReplyTokens, Stop)).Key.ShouldBe(tokens.Key, "mails that left before can still be answered");
        (await desk.Keys.FindAsync(KeyRing.HeadSeals, seal.Kid, Stop)).ShouldBeNull("a key that lay in clear seals nothing any more");
        (await desk.CheckAsync(mine.Id)).Broken.ShouldBeNull();
        (await desk.CheckAsync(forged.Id)).Broken!.What.ShouldContain("seal", customMessage: "a seal that did not hold is not made good");
        if (engine == DatabaseProvider.Sqlite)
        {
            var bytes = Convert.ToHexString(await ReadAsync(old.Database));
            masters.ShouldAllBe(master => !bytes.Contains(Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(master))), "not even in pages that are free");
        }
    }

    static async Task<List<string>> MasterKeysAsync(CaseDesk desk)
    {
        await using var db = desk.Database.Open();
        var rows = await db.DataProtectionKeys.Select(k => k.Xml!).ToListAsync(Stop);
        return [.. rows.Select(xml => System.Xml.Linq.XElement.Parse(xml).Descendants("masterKey").Single().Element("value")!.Value)];
    }

    static async Task<byte[]> ReadAsync(TestDatabase database)
    {
        await using var file = new FileStream(new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(database.Connection).DataSource, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, Stop);
        return bytes;
    }
}
