using MailKit;
using MailKit.Net.Imap;
using SupportDesk.Mail.Sending;

namespace SupportDesk.Mail.Sources;

/// <summary>Opens a connection as a mailbox's settings say; it never falls back to less security.</summary>
internal static class ImapConnection
{
    /// <summary>A connection that is signed in; the caller disposes it.</summary>
    public static async Task<ImapClient> OpenAsync(ImapOptions options, AccessTokens tokens, Patience patience, CancellationToken cancel)
    {
        var client = new ImapClient(patience);
        try
        {
            PinnedCertificate.Pin(client, options.TrustedCertificate);
            await patience.ForAsync(stop => client.ConnectAsync(options.Host, options.Port, Secured.By(options.Security), stop), cancel);
            await patience.ForAsync(stop => tokens.SignInAsync(client, options.User, options.Password, options.OAuth, stop), cancel);
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
}
