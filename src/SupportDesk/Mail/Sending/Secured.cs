using MailKit.Security;

namespace SupportDesk.Mail.Sending;

/// <summary>What MailKit calls our settings. Required TLS never falls back to less (threat T13b).</summary>
internal static class Secured
{
    public static SecureSocketOptions By(MailSecurity security) => security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };
}
