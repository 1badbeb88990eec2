namespace SupportDesk.Web.Tests.Servers;

public sealed class ServerProcessTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("process").FullName;

    [Theory, InlineData("a slow child", "sleep 1"), InlineData("a child that never ends", "exec sleep 60")]
    public async Task What_a_server_started_has_ended_when_it_was_stopped(string which, string child)
    {
        await using var server = ServerProcess.Start(Path.Combine(folder, "log"), new Dictionary<string, string>(), "/bin/sh", "-c", $"(trap '' TERM; echo ready; {child}) & exec sleep 60");
        await Eventually.True("the child", () => File.ReadAllText(server.Log) == "ready\n");
        server.Session().Count().ShouldBeGreaterThanOrEqualTo(2, which);

        await server.StopAsync();

        server.Session().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_killed_server_takes_its_children_with_it()
    {
        await using var server = ServerProcess.Start(Path.Combine(folder, "log"), new Dictionary<string, string>(), "/bin/sh", "-c", "(echo ready; exec sleep 60) & exec sleep 60");
        await Eventually.True("the child", () => File.ReadAllText(server.Log) == "ready\n");

        await server.KillAsync();

        server.Session().ShouldBeEmpty();
        server.WasKilled.ShouldBeTrue();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
