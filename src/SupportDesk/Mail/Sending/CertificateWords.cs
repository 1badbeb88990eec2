using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using MailKit.Security;

namespace SupportDesk.Mail.Sending;

/// <summary>Why a TLS connection was not trusted, and what would be right.</summary>
internal static class CertificateWords
{
    public static string Of(SslHandshakeException failure, string where, MailSecurity security, DateTimeOffset now)
    {
        if (failure.ServerCertificate is not X509Certificate2 certificate)
            return $"No TLS connection to {where}: the port speaks another kind of security than {security}. TLS from the first byte is Tls, TLS after a greeting is StartTls.";
        if (certificate.NotAfter.ToUniversalTime() < now.UtcDateTime)
            return $"The certificate of {where} ended on {Day(certificate.NotAfter)}: the server needs a new one. The desk tries again by itself.";
        if (certificate.NotBefore.ToUniversalTime() > now.UtcDateTime)
            return $"The certificate of {where} is valid only from {Day(certificate.NotBefore)}: check the clock of this machine.";

        return $"This machine does not trust the certificate of {where} (for {NamesOf(certificate)}): use a name that it was made for as Host, or name its file as TrustedCertificate if it is of your own making.";
    }

    public static string Day(DateTime at) => at.ToUniversalTime().ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string NamesOf(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(e => e.EnumerateDnsNames()).Take(3).ToList();
        return names.Count > 0 ? string.Join(", ", names) : certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
    }
}
