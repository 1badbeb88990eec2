using System.Security.Cryptography.X509Certificates;

namespace SupportDesk.Mail.Sending;

/// <summary>Trusts exactly the certificate of a PEM file, for servers whose certificate nobody else vouches for.</summary>
internal static class PinnedCertificate
{
    /// <summary>Makes a client accept that certificate and no other; an empty path leaves the system's rules.</summary>
    /// <exception cref="DeskException">The file can't be read.</exception>
    public static void Pin(MailKit.MailService client, string path)
    {
        if (path.Length == 0)
            return;

        var trusted = Read(path);
        client.CheckCertificateRevocation = false; // One of our own making is in no list.
        client.ServerCertificateValidationCallback = (_, certificate, _, _) => certificate is not null && certificate.GetRawCertData().AsSpan().SequenceEqual(trusted);
    }

    private static byte[] Read(string path)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(path);
            return certificate.RawData;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new DeskException($"The certificate “{path}” can't be read: {unreadable.Message}");
        }
    }
}
