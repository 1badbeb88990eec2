using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

namespace SupportDesk.Mail.Sources;

/// <summary>Opens a connection as a mailbox's settings say; it never falls back to less security.</summary>
internal static class ImapConnection
{
    private const int AnswerWithin = 30_000; // milliseconds

    /// <summary>A connection that is signed in; the caller disposes it.</summary>
    public static async Task<ImapClient> OpenAsync(ImapOptions options, CancellationToken cancel)
    {
        var client = new ImapClient { Timeout = AnswerWithin };
        try
        {
            Trust(client, options.TrustedCertificate);
            await client.ConnectAsync(options.Host, options.Port, Security(options.Security), cancel);
            await client.AuthenticateAsync(options.User, options.Password, cancel);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public static async Task<IMailFolder> FolderAsync(ImapClient client, string name, CancellationToken cancel) =>
        name.Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? client.Inbox! : await client.GetFolderAsync(name, cancel);

    private static SecureSocketOptions Security(MailSecurity security) => security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };

    private static void Trust(ImapClient client, string file)
    {
        if (file.Length == 0)
            return;

        var only = X509CertificateLoader.LoadCertificateFromFile(file).RawData;
        client.CheckCertificateRevocation = false;
        client.ServerCertificateValidationCallback = (_, certificate, _, _) => certificate is not null && certificate.GetRawCertData().AsSpan().SequenceEqual(only);
    }
}
