using System.Text;
using SupportDesk.Files;

namespace SupportDesk.Tests.Mail;

public sealed class FileTypesTests
{
    const string Zip = "PK\u0003\u0004";

    [Theory]
    [InlineData("letter.docx", Zip, "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("LETTER.DOCX", Zip, "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("table.xlsx", Zip, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("slides.pptx", Zip, "application/vnd.openxmlformats-officedocument.presentationml.presentation")]
    [InlineData("letter.odt", Zip, "application/vnd.oasis.opendocument.text")]
    [InlineData("files.zip", Zip, "application/zip")]
    [InlineData("files", Zip, "application/zip")]
    [InlineData("letter.docx", "no archive", "application/octet-stream")]
    [InlineData("letter.pdf", "%PDF-1.7", "application/pdf")]
    [InlineData("letter.pdf", "no letter", "application/octet-stream")]
    [InlineData("picture.png", "no picture", "application/octet-stream")]
    [InlineData("notes.txt", "Hello", "text/plain")]
    [InlineData("notes.txt", "Hel\0lo", "application/octet-stream")]
    [InlineData("list.csv", "a;b", "text/csv")]
    [InlineData("film.mp4", "film", "video/mp4")]
    [InlineData("unknown.zzz", "x", "application/octet-stream")]
    public void A_file_has_the_type_of_its_name_where_its_bytes_agree(string name, string content, string type) => FileKinds.TypeOf(name, Encoding.Latin1.GetBytes(content)).ShouldBe(type);

    [Theory]
    [InlineData("page.html")]
    [InlineData("page.xhtml")]
    [InlineData("drawing.svg")]
    [InlineData("data.xml")]
    [InlineData("style.css")]
    [InlineData("code.js")]
    [InlineData("feed.rss")]
    [InlineData("page.mht")]
    [InlineData("letter.eml")]
    [InlineData("film.swf")]
    [InlineData("page.html. ")]
    public void No_file_has_an_active_type(string name) => FileKinds.TypeOf(name, "<script>alert(1)</script>"u8).ShouldBe(FileKinds.Unknown);
}
