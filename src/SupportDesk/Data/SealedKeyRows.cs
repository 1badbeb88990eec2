using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SupportDesk.Data;

/// <summary>
/// The rows of Data Protection's key ring, each sealed as a whole with the key file (AES-256-GCM). A row that does not open is no key: whoever can write
/// to the database can add none, neither in clear nor under another decryptor's name.
/// </summary>
internal sealed class SealedKeyRows(IXmlRepository rows, KeyFile file) : IXmlRepository
{
    private const string Sealed = "sealedKey";
    private const int Nonce = 12, Tag = 16;

    /// <summary>Whether a row's XML lies in clear, as every desk's did before there were key files.</summary>
    public static bool IsClear(string? xml) => xml?.StartsWith($"<{Sealed} ", StringComparison.Ordinal) != true;

    public IReadOnlyCollection<XElement> GetAllElements() => [.. rows.GetAllElements().Select(Open).OfType<XElement>()];

    public void StoreElement(XElement element, string friendlyName) => rows.StoreElement(Seal(element), friendlyName);

    private XElement Seal(XElement element)
    {
        var plain = Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting));
        var box = new byte[Nonce + Tag + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, Nonce));
        using var aes = Cipher();
        aes.Encrypt(box.AsSpan(0, Nonce), plain, box.AsSpan(Nonce + Tag), box.AsSpan(Nonce, Tag));
        return new XElement(Sealed, new XAttribute("v", 1), new XAttribute("keyFile", file.Fingerprint), Convert.ToBase64String(box));
    }

    private XElement? Open(XElement row)
    {
        try
        {
            if (row.Name != Sealed || Convert.FromBase64String(row.Value) is not { Length: > Nonce + Tag } box)
                return null;

            var plain = new byte[box.Length - Nonce - Tag];
            using var aes = Cipher();
            aes.Decrypt(box.AsSpan(0, Nonce), box.AsSpan(Nonce + Tag), box.AsSpan(Nonce, Tag), plain);
            return XElement.Parse(Encoding.UTF8.GetString(plain));
        }
        catch (Exception foreign) when (foreign is FormatException or CryptographicException)
        {
            return null;
        }
    }

    private AesGcm Cipher() => new(file.Derive("key ring"), Tag);
}

/// <summary>Data Protection as the desk uses it: its key ring in the database, sealed with the key file.</summary>
public static class DeskProtection
{
    public static IServiceCollection AddDeskProtection(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("SupportDesk");
        services.AddOptions<KeyManagementOptions>().Configure<IServiceProvider>((options, all) =>
        {
            options.XmlRepository = new SealedKeyRows(new EntityFrameworkCoreXmlRepository<DeskDb>(all, all.GetRequiredService<ILoggerFactory>()), all.GetRequiredService<KeyFile>());
            options.XmlEncryptor = new RowsAreSealed();
        });
        return services;
    }

    // Without an encryptor Data Protection warns of each new key, though the whole row is sealed.
    private sealed class RowsAreSealed : IXmlEncryptor
    {
        public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(new XElement("unencryptedKey", new XElement(plaintextElement)), typeof(NullXmlDecryptor));
    }
}
