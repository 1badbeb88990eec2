using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Imap;
using SupportDesk.Mail.Sending;
using SupportDesk.Mail.Sources;

namespace SupportDesk.Mail.Checking;

/// <summary>Whether a mailbox can be read: name, port, TLS, sign-in, folder, one after the other.</summary>
internal sealed class FetchingCheck(ImapOptions options, AccessTokens tokens, DateTimeOffset now) : IDisposable
{
    private readonly ImapClient client = new() { Timeout = 15_000 };
    private IPAddress[] addresses = [];
    private Socket? socket;

    /// <summary>The folder, open, once all steps went well.</summary>
    public IMailFolder? Folder { get; private set; }

    public ImapClient Client => client;

    public async Task RunAsync(CheckRun run, CheckTime time)
    {
        await run.StepAsync("Name", time, FindNameAsync, Say);
        await run.StepAsync("Port", time, KnockAsync, Say);
        await run.StepAsync("TLS", time, GreetAsync, Say);
        await run.StepAsync("Sign-in", time, SignInAsync, Say);
        await run.StepAsync("Folder", time, LookIntoAsync, Say);
    }

    public void Dispose()
    {
        client.Dispose();
        socket?.Dispose();
    }

    private string Say(Exception failure) => ImapFailure.InWords(failure, options, now);

    private async Task<CheckStep> FindNameAsync(CancellationToken cancel)
    {
        addresses = await Dns.GetHostAddressesAsync(options.Host, cancel);
        return CheckStep.Works($"{options.Host} is {string.Join(", ", addresses.Take(3).Select(a => $"{a}"))}.");
    }

    private async Task<CheckStep> KnockAsync(CancellationToken cancel)
    {
        socket = new(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(addresses, options.Port, cancel);
        return CheckStep.Works($"Somebody listens at port {options.Port}.");
    }

    private async Task<CheckStep> GreetAsync(CancellationToken cancel)
    {
        PinnedCertificate.Pin(client, options.TrustedCertificate);
        X509Certificate2? certificate = null;
        var trusted = client.ServerCertificateValidationCallback;
        if (trusted is not null)
        {
            client.ServerCertificateValidationCallback = (sender, shown, chain, errors) =>
            {
                certificate = shown is null ? null : X509CertificateLoader.LoadCertificate(shown.GetRawCertData());
                return trusted(sender, shown, chain, errors);
            };
        }

        await client.ConnectAsync(socket!, options.Host, options.Port, Secured.By(options.Security), cancel);
        using (certificate)
        {
            if (options.Security == MailSecurity.None)
                return CheckStep.Look("The connection is not secured: passwords and mail travel in the open. Set Security to Tls or StartTls.");

            return CheckStep.Works($"{(client.SslProtocol == System.Security.Authentication.SslProtocols.Tls13 ? "TLS 1.3" : "TLS 1.2")} with a certificate that is trusted{(certificate is null ? "" : $", valid until {CertificateWords.Day(certificate.NotAfter)}")}.");
        }
    }

    private async Task<CheckStep> SignInAsync(CancellationToken cancel)
    {
        await tokens.SignInAsync(client, options.User, options.Password, options.OAuth, cancel);
        return CheckStep.Works($"{options.User} is signed in{(options.OAuth is null ? "" : " with a token")}.");
    }

    private async Task<CheckStep> LookIntoAsync(CancellationToken cancel)
    {
        Folder = await ImapConnection.FolderAsync(client, options.Folder, cancel);
        await Folder.OpenAsync(FolderAccess.ReadWrite, cancel);
        var lacks = new List<string>();
        foreach (var name in new[] { options.MoveTo, options.MoveFailedTo }.Where(n => n.Length > 0))
        {
            if (!await ExistsAsync(name, cancel))
                lacks.Add($"“{name}”");
        }

        return lacks.Count == 0
            ? CheckStep.Works($"{options.Folder} holds {Folder.Count} mails.")
            : CheckStep.Look($"{options.Folder} holds {Folder.Count} mails, but the server has no folder {string.Join(" and no folder ", lacks)}, where recorded mail should move. Make it there.");
    }

    private async Task<bool> ExistsAsync(string name, CancellationToken cancel)
    {
        try
        {
            await client.GetFolderAsync(name, cancel);
            return true;
        }
        catch (FolderNotFoundException)
        {
            return false;
        }
    }
}
