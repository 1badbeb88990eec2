using System.Text.Json;
using SupportDesk.Web.Commands;

namespace SupportDesk.Web.Tests.Commands;

[CollectionDefinition(nameof(MailInspectTests), DisableParallelization = true)]
[Collection(nameof(MailInspectTests))]
public class MailInspectTests(ITestOutputHelper output)
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
        mail.GetProperty("newHtml").GetString().ShouldBe("<p>It was mine.</p>");
        mail.GetProperty("signatureHtml").GetString().ShouldBe("<p>--<br>Damion</p>");
        mail.GetProperty("quotedHtml").GetString().ShouldBe("");
        mail.GetProperty("plainForm").ValueKind.ShouldBe(JsonValueKind.Null);
        mail.GetProperty("invitations").GetArrayLength().ShouldBe(0);
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

    [Fact]
    public void A_folder_stands_for_all_messages_in_and_below_it_by_name()
    {
        using var folder = new MailFolder();
        folder.Write("b.eml", "Subject: Second\n\nHello");
        folder.Write("a.eml", "Subject: First\n\nHello");
        folder.Write("notes.txt", "Subject: No mail\n\nHello");
        Directory.CreateDirectory(Path.Combine(folder.Path, "later"));
        folder.Write(Path.Combine("later", "a.eml"), "Subject: Third\n\nHello");

        var (code, lines) = Run(folder.Path);

        code.ShouldBe(0);
        lines.Select(l => l.GetProperty("subject").GetString()).ShouldBe(["First", "Second", "Third"]);
    }

    [Fact]
    public void A_folder_without_messages_is_said()
    {
        using var folder = new MailFolder();
        folder.Write("notes.txt", "Subject: No mail\n\nHello");

        var (code, lines) = Run(folder.Path);

        code.ShouldBe(1);
        lines.Single().GetProperty("error").GetString().ShouldBe("The folder holds no file whose name ends in .eml.");
    }

    /// <summary>Linear and flat: what a message costs does not depend on how many came before it, and nothing of it stays.</summary>
    [Fact]
    public void The_thousandth_message_costs_what_the_first_ones_did_and_nothing_is_kept()
    {
        var own = Directory.GetFiles(Path.Combine(Repository.Root, "tests", "SupportDesk.Tests", "Mail", "Parsing", "Messages"), "*.eml").Order(StringComparer.Ordinal).ToList();
        var round = own.Count;
        var files = Enumerable.Repeat(own, (1_000 / round) + 1).SelectMany(f => f).ToList();
        using var meter = new Meter(round);

        MailInspect.Run(files, meter).ShouldBe(0);

        // The first round meets code and tables that are made once.
        var (second, last) = (meter.Rounds[2].Allocated - meter.Rounds[1].Allocated, meter.Rounds[^1].Allocated - meter.Rounds[^2].Allocated);
        output.WriteLine($"{files.Count} messages; a round of {round} asks for {second / 1024.0:N0} KiB at first, {last / 1024.0:N0} KiB at last; held {meter.Rounds[1].Held / 1024.0:N0} and {meter.Rounds[^1].Held / 1024.0:N0} KiB");
        last.ShouldBeLessThan(second * 11 / 10);
        (meter.Rounds[^1].Held - meter.Rounds[1].Held).ShouldBeLessThan(1024 * 1024);
    }

    /// <summary>Takes the output, and after each round of messages looks at what was asked for and what is still held.</summary>
    sealed class Meter(int round) : Stream
    {
        int lines;

        public List<(long Allocated, long Held)> Rounds { get; } = [];

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => 0;
        public override long Position { get; set; }

        public override void WriteByte(byte value)
        {
            if (value == '\n' && ++lines % round == 0) Rounds.Add((GC.GetAllocatedBytesForCurrentThread(), GC.GetTotalMemory(forceFullCollection: true)));
        }

        public override void Write(byte[] buffer, int offset, int count) { }
        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
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
