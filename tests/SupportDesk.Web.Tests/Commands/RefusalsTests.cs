using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Commands;

/// <summary>What the command line refuses: one sentence on standard error, exit code 1, and nothing made.</summary>
public sealed class RefusalsTests
{
    [Theory]
    [InlineData("peple add-admin", "“peple” is not a command; expected one of mail, people, receipts, keys")]
    [InlineData("people", "Required command was not provided")]
    [InlineData("people add-admin", "Option '--name' is required")]
    [InlineData("people add-admin ada@example.org", "Option '--name' is required")]
    [InlineData("keys rotate --leakd", "--leakd")]
    [InlineData("people add-admin ada@example.org --name Ada", "There is no desk at ")]
    [InlineData("receipts verify", "There is no desk at ")]
    [InlineData("receipts verify --config missing", "There is no settings folder ")]
    [InlineData("--config missing", "There is no settings folder ")]
    [InlineData("keys rotate --data-folder elsewhere", "elsewhere")]
    public async Task A_refused_command_is_one_sentence_and_makes_nothing(string arguments, string sentence)
    {
        await using var desk = DeskProcess.Prepare([]);

        var (code, output, error) = await desk.CommandAsync(arguments.Split(' '));

        ShouldBeOneSentence(code, output, error, sentence);
        Directory.Exists(desk.DataFolder).ShouldBeFalse();
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_one_sentence()
    {
        await using var desk = DeskProcess.Prepare([new("Database:Provider", "Postgres"), new("Database:ConnectionString", "Host=127.0.0.1;Port=1;Username=x;Password=hush;Database=desk")]);

        var (code, output, error) = await desk.CommandAsync("receipts", "verify");

        ShouldBeOneSentence(code, output, error, "PostgreSQL does not answer");
        error.ShouldNotContain("hush");
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_empty_database_is_no_desk(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, empty: true);
        if (engine == DatabaseProvider.Sqlite)
            await File.WriteAllBytesAsync(Path.Combine(database.Settings["Data:Folder"]!, "desk.db"), [], TestContext.Current.CancellationToken);
        await using var desk = DeskProcess.Prepare(database.Settings);

        var (code, output, error) = await desk.CommandAsync("keys", "rotate");

        ShouldBeOneSentence(code, output, error, "holds no desk; start the desk once");
    }

    [Theory]
    [InlineData("aldo@marketfield.test", "words.txt", "aldo@marketfield.test has an account already")]
    [InlineData("bojan@marketfield.test", "words.txt", "bojan@marketfield.test has an account that was deactivated on ")]
    [InlineData("not-an-address", "words.txt", "“not-an-address” is not a mail address")]
    [InlineData("new@example.org", "missing.txt", "missing.txt")]
    [InlineData("new@example.org", "short.txt", "Passwords must be")]
    public async Task A_refused_administrator_is_one_sentence(string address, string file, string sentence)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using (var db = database.Open())
        {
            Cast.Enter(db, database.Clock.Now);
            await db.CommitAsync(Act.Job, TestContext.Current.CancellationToken);
            var bojan = await db.Users.SingleAsync(u => u.Email == "bojan@marketfield.test", TestContext.Current.CancellationToken);
            (await db.People.SingleAsync(p => p.Id == bojan.Id, TestContext.Current.CancellationToken)).Deactivate(bojan, Actor.System(Via.Job), database.Clock.Now);
            await db.CommitAsync(Act.Job, TestContext.Current.CancellationToken);
        }

        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder["words.txt"], "a long sentence that nobody guesses", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["short.txt"], "short", TestContext.Current.CancellationToken);
        await using var desk = DeskProcess.Prepare(database.Settings);

        var (code, output, error) = await desk.CommandAsync("people", "add-admin", address, "--name", "New", "--password-file", folder[file]);

        ShouldBeOneSentence(code, output.Replace($"Database: {database.Settings["Data:Folder"]}/desk.db\n", ""), error, sentence);
    }

    [Fact]
    public async Task A_command_works_from_any_folder_on_the_desk_of_its_settings_and_waits_for_the_desk_to_stop()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder["words.txt"], "a long sentence that nobody guesses", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["appsettings.json"], """{ "Escalations": { "Chains": { "Policies": { "Levels": [ { "Name": "Head", "Who": [ "person:nobody@example.org" ] } ] } } } }""", TestContext.Current.CancellationToken);
        await using var desk = DeskProcess.Prepare([new("SUPPORTDESK_CONFIG", folder.Path)]);
        desk.Set("Data:Folder", null);
        await desk.StartAsync();
        string[] add = ["people", "add-admin", "ada@example.org", "--name", "Ada P", "--password-file", folder["words.txt"]];

        var (refused, output, error) = await desk.CommandAsync(add);
        await desk.StopAsync();
        var (done, said, _) = await desk.CommandAsync(add);

        desk.Output.ShouldContain("Escalations:Chains:Policies:Levels:0:Who:0 is “person:nobody@example.org”: nobody with that address can sign in");
        ShouldBeOneSentence(refused, output, error, $"A desk runs on the folder {folder["data"]}");
        done.ShouldBe(0);
        said.ShouldBe($"Database: {folder["data/desk.db"]}\nAda P can sign in as ada@example.org.\n");
    }

    private static void ShouldBeOneSentence(int code, string output, string error, string sentence)
    {
        error.ShouldContain(sentence);
        error.TrimEnd('\n').ShouldNotContain("\n");
        output.ShouldBe("");
        code.ShouldBe(1);
    }
}
