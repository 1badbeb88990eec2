using System.Text.Json;
using SupportDesk.Web.Commands;

namespace SupportDesk.Web.Tests.Commands;

public class MailInspectTests
{
    [Fact]
    public void Each_message_is_one_line_of_json()
    {
        using var folder = new MailFolder();
        var first = folder.Write("one.eml", "From: Damion <damion@customer.test>\nTo: support@marketfield.test\nSubject: Lamp\nReferences: <a@b.test>\n\nIt was mine.\n\n-- \nDamion\n");
        var second = folder.Write("two.eml", "\0\u0001 no mail at all");

        var (code, lines) = Run(first, second);

        code.ShouldBe(0);
        lines.Length.ShouldBe(2);
        var mail = lines[0];
        mail.GetProperty("file").GetString().ShouldBe(first);
        mail.GetProperty("from").GetProperty("address").GetString().ShouldBe("damion@customer.test");
        mail.GetProperty("from").GetProperty("name").GetString().ShouldBe("Damion");
        mail.GetProperty("subject").GetString().ShouldBe("Lamp");
        mail.GetProperty("newText").GetString().ShouldBe("It was mine.");
        mail.GetProperty("signature").GetString().ShouldBe("--\nDamion");
        mail.GetProperty("quotedText").GetString().ShouldBe("");
        mail.GetProperty("references")[0].GetString().ShouldBe("a@b.test");
        mail.GetProperty("isBounce").GetBoolean().ShouldBeFalse();
        mail.GetProperty("isAutoReply").GetBoolean().ShouldBeFalse();
        mail.GetProperty("attachments").GetArrayLength().ShouldBe(0);
        mail.GetProperty("bouncedAddresses").GetArrayLength().ShouldBe(0);
        mail.GetProperty("token").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void A_missing_file_is_said_and_the_others_are_read()
    {
        using var folder = new MailFolder();
        var there = folder.Write("one.eml", "Subject: Lamp\n\nHello");

        var (code, lines) = Run(Path.Combine(folder.Path, "absent.eml"), there);

        code.ShouldBe(1);
        lines[0].GetProperty("error").GetString().ShouldNotBeNullOrEmpty();
        lines[1].GetProperty("subject").GetString().ShouldBe("Lamp");
    }

    static (int Code, JsonElement[] Lines) Run(params string[] files)
    {
        using var output = new MemoryStream();
        var code = MailInspect.Run(files, output);
        var lines = System.Text.Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (code, [.. lines.Select(l => JsonDocument.Parse(l).RootElement)]);
    }

    sealed class MailFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("mail-inspect-").FullName;

        public string Write(string name, string raw)
        {
            var file = System.IO.Path.Combine(Path, name);
            File.WriteAllText(file, raw);
            return file;
        }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
