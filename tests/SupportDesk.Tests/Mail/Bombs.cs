using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace SupportDesk.Tests.Mail;

/// <summary>Messages made to cost a parser its time or memory.</summary>
static class Bombs
{
    const string Header = "From: damion@customer.test\nTo: support@marketfield.test\nSubject: Bomb\nMIME-Version: 1.0\n";

    public static byte[] Multiparts(int depth)
    {
        var raw = new StringBuilder(Header);
        for (var i = 0; i < depth; i++) raw.Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n");
        return Ascii(raw.Append("Content-Type: text/plain\n\nHello\n"));
    }

    public static byte[] Letters(int depth)
    {
        var raw = new StringBuilder(Header);
        for (var i = 0; i < depth; i++) raw.Append("Content-Type: message/rfc822\n\n");
        return Ascii(raw.Append("Subject: x\n\nHello\n"));
    }

    public static byte[] Parts(int count)
    {
        var raw = new StringBuilder(Header + "Content-Type: multipart/mixed; boundary=b\n\n");
        for (var i = 0; i < count; i++) raw.Append("--b\n\n\n");
        return Ascii(raw);
    }

    /// <summary>One field of that many bytes.</summary>
    public static byte[] Field(int length) => Ascii(new StringBuilder(Header).Append("X-Long: ").Append('x', length).Append("\n\nHello\n"));

    /// <summary>The same in a part's header.</summary>
    public static byte[] PartField(int length) => Ascii(new StringBuilder(Header).Append("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\nX-Long: ").Append('x', length).Append("\n\nHello\n--b--\n"));

    /// <summary>Many fields of that many bytes each, folded into short lines.</summary>
    public static byte[] Fields(int count, int length)
    {
        var raw = new StringBuilder(Header);
        for (var i = 0; i < count; i++) raw.Append(CultureInfo.InvariantCulture, $"X-{i}: x\n").Insert(raw.Length, " x\n", length / 3);
        return Ascii(raw.Append("\nHello\n"));
    }

    public static byte[] Recipients(int count) => Ascii(new StringBuilder(Header).Append("Cc: ").AppendJoin(",\n ", Enumerable.Range(0, count).Select(i => $"a{i}@b.c")).Append("\n\nHello\n"));

    public static byte[] EncodedWords(int count) => Ascii(new StringBuilder("From: damion@customer.test\nSubject: Bomb\n").Insert(40, " =?utf-8?Q?a?=\n", count).Append("\nHello\n"));

    public static byte[] Utf32(int letters) => Leaf("text/plain; charset=utf-32", Encoding.UTF32.GetBytes(new string('\u00e9', letters)));

    public static byte[] Base64OfBase64(int length)
    {
        var inner = new byte[length];
        for (var i = 0; i < 3; i++) inner = Encoding.ASCII.GetBytes(Convert.ToBase64String(inner, Base64FormattingOptions.InsertLineBreaks));
        return Leaf("application/octet-stream; name=inner.b64", inner);
    }

    /// <summary>A picture of 50,000 by 50,000: its header says so, and a decoder would ask for ten gigabytes.</summary>
    public static byte[] Picture()
    {
        var png = new byte[4_096];
        new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R' }.CopyTo(png, 0);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), 50_000);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), 50_000);
        (png[24], png[25]) = (8, 6);
        return Leaf("image/png; name=huge.png", png);
    }

    /// <summary>A few hundred kilobytes that unpack to three hundred megabytes.</summary>
    public static byte[] Zip()
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("zeros", CompressionLevel.Fastest).Open())
        {
            var block = new byte[1 << 20];
            for (var i = 0; i < 300; i++) entry.Write(block);
        }

        return Leaf("application/zip; name=zeros.zip", packed.ToArray());
    }

    /// <summary>An Outlook container with that many attachments, the last of which claims a length of two gigabytes.</summary>
    public static byte[] Tnef(int attachments)
    {
        using var tnef = new MemoryStream();
        using var write = new BinaryWriter(tnef);
        write.Write(0x223E9F78);
        write.Write((short)1);
        for (var i = 0; i < attachments; i++)
        {
            Attribute(write, 0x00069002, new byte[14]); // attAttachRendData: begins an attachment
            Attribute(write, 0x0006800F, "x"u8.ToArray()); // attAttachData
        }

        write.Write((byte)2);
        write.Write(0x0006800F);
        write.Write(int.MaxValue);
        write.Flush();
        return Leaf("application/ms-tnef; name=winmail.dat", tnef.ToArray());
    }

    static void Attribute(BinaryWriter write, int tag, byte[] data)
    {
        write.Write((byte)2);
        write.Write(tag);
        write.Write(data.Length);
        write.Write(data);
        write.Write((short)data.Sum(b => b));
    }

    static byte[] Leaf(string type, byte[] content) =>
        Ascii(new StringBuilder(Header).Append(CultureInfo.InvariantCulture, $"Content-Type: {type}\nContent-Transfer-Encoding: base64\n\n").Append(Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks)).Append('\n'));

    static byte[] Ascii(StringBuilder text) => Encoding.ASCII.GetBytes(text.ToString());
}
