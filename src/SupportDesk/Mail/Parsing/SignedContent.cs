using System.Formats.Asn1;

namespace SupportDesk.Mail.Parsing;

/// <summary>What lies inside a part in the cryptographic message syntax (RFC 5652), as opaque S/MIME signatures have it (RFC 8551, 3.5.2). No signature is checked here.</summary>
static class SignedContent
{
    const string Signed = "1.2.840.113549.1.7.2";
    const string Enveloped = "1.2.840.113549.1.7.3";
    const string Data = "1.2.840.113549.1.7.1";

    /// <summary>The part that was signed; null where the bytes are something else, or hold only the signature.</summary>
    public static byte[]? Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var all = new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence();
            if (all.ReadObjectIdentifier() != Signed) return null;
            var signed = Inside(all).ReadSequence();
            signed.ReadInteger(); // version
            signed.ReadEncodedValue(); // digests
            var content = signed.ReadSequence();
            return content.ReadObjectIdentifier() == Data && content.HasData ? Inside(content).ReadOctetString() : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>It can only be read with the recipient's key.</summary>
    public static bool IsEncrypted(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence().ReadObjectIdentifier() == Enveloped;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    static AsnReader Inside(AsnReader reader) => reader.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0));
}
