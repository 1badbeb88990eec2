namespace SupportDesk.Web.Tests.Servers;

/// <summary>A temporary folder that the servers' own users may pass through, removed at the end. Its path is short: Unix sockets lie in it (100 bytes at most).</summary>
sealed class ServerFolder : IDisposable
{
    const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public ServerFolder()
    {
        Path = Directory.CreateTempSubdirectory("m").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path, Passable);
    }

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Makes a folder inside, given to a user (name or number) with the given mode, as install(1) does.</summary>
    public async Task<string> MakeAsync(string name, string owner = "root", string group = "root", string mode = "755")
    {
        await ServerProcess.RunAsync("install", "-d", "-o", owner, "-g", group, "-m", mode, this[name]);
        return this[name];
    }

    /// <summary>A self-signed certificate for localhost and 127.0.0.1: cert.pem and key.pem.</summary>
    public Task MakeCertificateAsync() => ServerProcess.RunAsync(
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30", "-subj", "/CN=localhost",
        "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", this["key.pem"], "-out", this["cert.pem"]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
