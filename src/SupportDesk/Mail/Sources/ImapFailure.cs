using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using SupportDesk.Data;

namespace SupportDesk.Mail.Sources;

/// <summary>Why a mailbox can't be read, as a sentence for whoever can mend it. Never holds a password.</summary>
internal static class ImapFailure
{
    public static string InWords(Exception failure, ImapOptions options) => failure switch
    {
        AuthenticationException => $"{Where(options)} refused the sign-in of {options.User}: check the user and the password.",
        SslHandshakeException => $"No trusted TLS connection to {Where(options)}: its certificate is not one this machine accepts, or the port speaks another kind of security.",
        NotSupportedException => $"{Where(options)} does not offer {options.Security}: {failure.Message}",
        FolderNotFoundException => $"{Where(options)} has no folder “{options.Folder}”.",
        SocketException or TimeoutException => $"{Where(options)} can’t be reached: {failure.Message}",
        ImapProtocolException or ServiceNotConnectedException or IOException => $"The connection to {Where(options)} broke: {failure.Message}",
        ImapCommandException => $"{Where(options)} refused a command: {failure.Message}",
        ClashException or System.Data.Common.DbException => "The desk’s database did not take what was fetched; it stays at the server and is tried again.",
        _ => $"Fetching failed ({failure.GetType().Name}); the log says more.",
    };

    private static string Where(ImapOptions options) => $"{options.Host}:{options.Port}";
}
