using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace SupportDesk.Mail.Sending;

/// <summary>Why mail can't leave, as a sentence for whoever can mend it. Never holds a password.</summary>
internal static class SmtpFailure
{
    /// <param name="from">The address that sends.</param>
    public static string InWords(Exception failure, OutgoingOptions server, string from, DateTimeOffset now) => failure switch
    {
        TokenRefusedException => failure.Message,
        AuthenticationException => $"{Where(server)} refused the sign-in of {server.User}: check the user and the password.",
        SslHandshakeException tls => CertificateWords.Of(tls, Where(server), server.Security, now),
        NotSupportedException => $"{Where(server)} does not offer {server.Security}, and the desk does not fall back to less: set Security to what it offers. ({failure.Message})",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => $"The name {server.Host} is not known: check Host, and the DNS of this machine.",
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => $"Nobody listens at {Where(server)}: check Port; mail is usually handed in at 587 (StartTls) or 465 (Tls).",
        SocketException or TimeoutException => $"{Where(server)} can’t be reached: check Host and Port; a firewall may stand between.",
        SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } refused => $"{Where(server)} does not let {server.User} send as {from}: {refused.Message}. Allow it there, or sign in as somebody who may.",
        SmtpCommandException refused => $"{Where(server)} refused the mail: {(int)refused.StatusCode} {refused.Message}",
        _ => $"Sending by {Where(server)} failed: {failure.Message}",
    };

    private static string Where(OutgoingOptions server) => $"{server.Host}:{server.Port}";
}
