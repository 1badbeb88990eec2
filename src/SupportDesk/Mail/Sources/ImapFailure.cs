using System.Data.Common;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Mail.Sending;

namespace SupportDesk.Mail.Sources;

/// <summary>Why a mailbox can't be read, as a sentence for whoever can mend it. Never holds a password.</summary>
internal static class ImapFailure
{
    private const string NotTaken = "The desk’s database did not take what was fetched; it stays where it lies and is tried again.";

    public static string InWords(Exception failure, ImapOptions options, DateTimeOffset now) => failure switch
    {
        TokenRefusedException => failure.Message,
        AuthenticationException => $"{Where(options)} refused the sign-in of {options.User}: check the user and the password.",
        SslHandshakeException tls => CertificateWords.Of(tls, Where(options), options.Security, now),
        NotSupportedException => $"{Where(options)} does not offer {options.Security}, and the desk does not fall back to less: set Security to what it offers. ({failure.Message})",
        FolderNotFoundException => $"{Where(options)} has no folder “{options.Folder}”: make it there, or correct Folder.",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => $"The name {options.Host} is not known: check Host, and the DNS of this machine.",
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => $"Nobody listens at {Where(options)}: check Port; IMAP is usually at 993 (Tls) or 143 (StartTls).",
        SocketException => $"{Where(options)} can’t be reached: {failure.Message}. A firewall may stand between.",
        TimeoutException => $"{Where(options)} does not answer any more: the server hangs, or a firewall has cut the connection. The desk connects again by itself.",
        ImapProtocolException or ServiceNotConnectedException or IOException => $"The connection to {Where(options)} broke and is made again by itself: {failure.Message}",
        ImapCommandException => $"{Where(options)} refused a command: {failure.Message}",
        _ => OfTheDesk(failure),
    };

    /// <summary>What went wrong on the desk's own side.</summary>
    public static string OfTheDesk(Exception failure) => failure switch
    {
        DeskException => failure.Message,
        ClashException => NotTaken,
        _ when IsOfTheDatabase(failure) => NotTaken,
        _ => $"Fetching failed ({failure.GetType().Name}); the log says more.",
    };

    // However deep Entity Framework and the provider have wrapped it.
    private static bool IsOfTheDatabase(Exception? failure) => failure is not null && (failure is DbException or DbUpdateException || IsOfTheDatabase(failure.InnerException));

    private static string Where(ImapOptions options) => $"{options.Host}:{options.Port}";
}
